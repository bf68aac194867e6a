import { isolated } from "../text/direction.ts";
import { bytes, count, date } from "../text/numbers.ts";
import { plural } from "../text/words.ts";
import { store } from "./store.ts";

const { synthetic, date: day, source, engine } = store.manifest;
const title = isolated(store.manifest.title);

/** What the customers were read from: "customers.csv", "the table customer". */
export const sourceName =
  source.kind === "file" ? isolated(source.name) : `the table ${source.name}`;

/**
 * Where the figures come from, in one line: "Customer shopping behavior (synthetic sample), data
 * of 1 November 2026".
 */
export function sourceLine(): string {
  return `Source: ${title}${synthetic ? " (synthetic sample)" : ""}, ${sourceName}, data of ${date(day)}`;
}

/** The source and its size, for provenance. */
export function sourceFacts(): string {
  const size = `${count(source.rows)} ${plural(source.rows, "row")}`;
  return source.kind === "file"
    ? `${title}: ${sourceName}, ${size}, ${bytes(source.bytes)}`
    : `${title}: ${sourceName} of a ${engine.name} database, ${size}`;
}

/** What a table that others loaded cannot tell, each with why. */
export const unknowns: readonly string[] =
  source.kind === "file"
    ? []
    : [
        "How the values came in. The table was cleaned and loaded by others, so which ratings were empty and what was filled in, corrected or left out is not known.",
        "How the age groups were cut. The table names each customer's group; its edges are seen only from the ages in it.",
        "Whether the rows are what they were. A file has a hash to compare; a table has none, and may be another tomorrow.",
        "Figures of the customer ids and rows that repeat but for the id: to find them, every row would have to be ordered.",
      ];
