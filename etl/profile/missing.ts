import { identifier } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import { field, type ResultTable } from "../result-table.ts";
import { profileOf, type ProfiledFile } from "./columns.ts";

/**
 * Empty values of every input column, before and after cleaning; a dropped column has no "after".
 * @param before how many values each column has, by name, as it came
 * @param after the same after cleaning
 */
export function missing(
  { raw, columns }: ProfiledFile,
  rows: { readonly before: number; readonly after: number },
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): ResultTable {
  const kept = new Set(columns.map(({ name }) => name));
  const empty = raw.map(({ name }) => rows.before - (before.get(name) ?? 0));
  return profileOf(
    "missing",
    [
      field("column_name", "text", "Column"),
      field("rows", "count", "Rows"),
      field("missing", "count", "Empty as it came"),
      field("missing_after", "count", "Empty after cleaning"),
    ],
    raw.map(({ name }, index) => [
      name,
      rows.before,
      empty[index] ?? 0,
      kept.has(name) ? rows.after - (after.get(name) ?? 0) : null,
    ]),
    { missing: empty.map((some) => [some, rows.before - some]) },
  );
}

/** How many rows repeat another in all but the key. */
export async function repeatedRows(
  database: Database,
  { raw, key }: ProfiledFile,
): Promise<number> {
  const columns = raw.filter(({ name }) => name !== key?.name).map(({ name }) => identifier(name));
  if (columns.length === 0) return 0;
  const [exact] = await database.rows(
    `SELECT sum(n) - count(*) AS n FROM (SELECT count(*) AS n FROM raw GROUP BY ${columns.join(", ")})`,
  );
  return integer(exact?.["n"]);
}
