import { integer, textOf, type Cell } from "../database.ts";
import { Refusals } from "./refusals.ts";
import type { Rejects } from "./rejects.ts";
import type { Look } from "./reparse.ts";
import { recordsAt } from "./records-at.ts";

const shown = 10;

/** Rows whose customer occurs before them, from a table whose rows tell their place. */
const laterOnes = (
  place: string,
) => `SELECT ${place} AS record, first_value(${place}) OVER same AS earlier
FROM raw WINDOW same AS (PARTITION BY customer_id ORDER BY ${place}) QUALIFY row_number() OVER same > 1`;

/**
 * Deals with customers that occur more than once: without `rejects` the file is refused, with it
 * the first row of each stays.
 * @param place SQL for the place of a row of `raw` in the file
 * @throws ReportError with the ids and lines of the first ten
 */
export async function settleDuplicates(
  look: Look,
  place: string,
  rejects: Rejects | undefined,
): Promise<void> {
  await (rejects ? leaveOut(look, place, rejects) : refuse(look, place));
}

async function leaveOut(
  { path, sourceName, database, dialect, rows }: Look,
  place: string,
  rejects: Rejects,
): Promise<void> {
  const { columns } = await database.columns(laterOnes(place));
  const earlier = new Map(
    (columns[0] ?? []).map((record, index) => [integer(record), integer(columns[1]?.[index])]),
  );
  const lines = new Map<number, number>();
  const wanted = [...new Set([...earlier.keys(), ...earlier.values()])].toSorted((a, b) => a - b);
  for await (const { record, line, text } of recordsAt(path, dialect, wanted, rows, sourceName)) {
    const first = earlier.get(record);
    if (first === undefined) lines.set(record, line);
    else
      rejects.add({
        line,
        reason: `repeats the customer ID of line ${lines.get(first) ?? "?"}`,
        text,
      });
  }
  await database.run(
    `DELETE FROM raw WHERE ${place} IN (SELECT record FROM (${laterOnes(place)}))`,
  );
}

async function refuse(
  { path, sourceName, database, dialect, rows }: Look,
  place: string,
): Promise<void> {
  const repeated = await database.rows(
    `SELECT customer_id, list(${place} ORDER BY ${place})[:${shown}] AS records FROM raw GROUP BY customer_id HAVING count(*) > 1 ORDER BY min(${place})`,
  );
  const placesOf = (row: (typeof repeated)[number]) =>
    (row["records"] as readonly Cell[]).map(integer);
  const lines = new Map<number, number>();
  const wanted = repeated
    .slice(0, shown)
    .flatMap(placesOf)
    .toSorted((a, b) => a - b);
  for await (const { record, line } of recordsAt(path, dialect, wanted, rows, sourceName))
    lines.set(record, line);
  const refusals = new Refusals();
  for (const row of repeated)
    refusals.add(
      `customer ${textOf(row["customer_id"])}: lines ${placesOf(row)
        .map((record) => lines.get(record) ?? "?")
        .join(", ")}`,
    );
  refusals.refuse(
    sourceName,
    ["customer ID occurs more than once", "customer IDs occur more than once"],
    "The report counts one row a customer; remove the repeated rows or give them ids of their own.",
  );
}
