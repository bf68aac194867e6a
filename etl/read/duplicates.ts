import type { Column } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import { integer, textOf, type Cell } from "../database.ts";
import { ReportError } from "../errors.ts";
import { counted, listed } from "../words.ts";
import type { Rejects } from "./rejects.ts";
import type { Scanned } from "./scan.ts";
import { recordsAt } from "./filter-broken.ts";

/** How many of the lines of a repeated key are looked up. */
const mostLines = 7;

/** Rows whose key occurs before them, with the row where it does first. */
const laterOnes = (
  key: string,
  place: string,
) => `SELECT ${place} AS record, first_value(${place}) OVER same AS earlier
FROM raw WHERE ${key} IS NOT NULL WINDOW same AS (PARTITION BY ${key} ORDER BY ${place}) QUALIFY row_number() OVER same > 1`;

/**
 * Of keys that occur more than once, leaves out all rows but the first.
 * @param place SQL for the number of a row of `raw` in the file
 */
export async function leaveOutDuplicates(
  scanned: Scanned,
  { name, header }: Column,
  place: string,
  rejects: Rejects,
): Promise<void> {
  const { database } = scanned;
  const later = laterOnes(identifier(name), place);
  const { columns } = await database.columns(later);
  const earlier = new Map(
    (columns[0] ?? []).map((record, index) => [integer(record), integer(columns[1]?.[index])]),
  );
  const lines = new Map<number, number | string>();
  const wanted = [...new Set([...earlier.keys(), ...earlier.values()])].toSorted((a, b) => a - b);
  for await (const { record, line, text } of recordsAt(scanned, wanted)) {
    const first = earlier.get(record);
    if (first === undefined) lines.set(record, line);
    else
      rejects.add({
        line,
        reason: `repeats the "${header}" of line ${lines.get(first) ?? "?"}`,
        text,
      });
  }
  await database.run(`DELETE FROM raw WHERE ${place} IN (SELECT record FROM (${later}))`);
}

/**
 * Refuses a file with keys that occur more than once.
 * @param place SQL for the number of a row of `raw` in the file
 * @throws ReportError with the lines of the first one
 */
export async function refuseDuplicates(
  scanned: Scanned,
  column: Column,
  place: string,
): Promise<void> {
  const { database, sourceName } = scanned;
  const { name, header } = column;
  const key = identifier(name);
  const [repeated] = await database.rows(
    `SELECT ${key} AS value, list(${place} ORDER BY ${place})[:${mostLines}] AS records, count(*) AS n, (SELECT count(*) FROM (SELECT 1 FROM raw WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1)) AS ids
     FROM raw WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1 ORDER BY min(${place}) LIMIT 1`,
  );
  if (!repeated) return;
  const [ids, occurrences] = [integer(repeated["ids"]), integer(repeated["n"])];
  const lines: string[] = [];
  const wanted = (repeated["records"] as readonly Cell[]).map(integer);
  for await (const { line } of recordsAt(scanned, wanted)) lines.push(String(line));
  const unlisted = Array.from({ length: occurrences - lines.length }, () => "");
  throw new ReportError(
    "input",
    `${sourceName}: ${counted(ids, "value")} of "${header}" ${ids === 1 ? "occurs" : "occur"} more ` +
      `than once; the first${column.private ? "" : ` is ${textOf(repeated["value"])},`} on lines ` +
      `${listed([...lines, ...unlisted])}.`,
    {
      hint: `Each row needs its own "${header}". Remove the repeated rows or give them their own.`,
    },
  );
}
