import { isolated } from "../text/direction.ts";
import { bytes, count, date } from "../text/numbers.ts";
import { plural } from "../text/words.ts";
import { store } from "./store.ts";

const { synthetic, date: day, source, engine } = store.manifest;
const title = isolated(store.manifest.title);

/** The source of the customers: "customers.csv", "the table customer". */
export const sourceName =
  source.kind === "file" ? isolated(source.name) : `the table ${source.name}`;

/**
 * Where the figures come from, in one line: "Customer shopping behavior (synthetic sample), data
 * as of November 1, 2026".
 */
export function sourceLine(): string {
  return `Source: ${title}${synthetic ? " (synthetic sample)" : ""}, ${sourceName}, data as of ${date(day)}`;
}

/** The source and its size, for provenance. */
export function sourceFacts(): string {
  const size = `${count(source.rows)} ${plural(source.rows, "row")}`;
  return source.kind === "file"
    ? `${title}: ${sourceName}, ${size}, ${bytes(source.bytes)}`
    : `${title}: ${sourceName} of a ${engine.name} database, ${size}`;
}

/** What is unknown about a table that was loaded elsewhere, and why. */
export const unknowns: readonly string[] =
  source.kind === "file"
    ? []
    : [
        "How the data were cleaned. The table was cleaned and loaded elsewhere, so which " +
          "values were missing, and what was filled in, corrected, or removed, is unknown.",
        "Where values were split into groups. The table names the group of each row; its limits " +
          "can only be inferred from the values in it.",
        "Whether the rows have changed. A file has a hash to compare; a table has none and may differ tomorrow.",
        "Statistics of the key, and duplicate rows that differ only in the key. Finding " +
          "them would mean sorting every row.",
      ];
