import { identifier } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import { measuredOf, numericOf, type ProfiledFile } from "./columns.ts";

/** The name under which a filled column's values are counted as they came. */
export const beforeFill = (name: string) => `${name} before`;

/** The numeric columns of the file whose missing values cleaning filled. */
export const filledColumns = ({ steps, raw }: ProfiledFile) =>
  numericOf(raw).filter(({ name }) => steps.some((s) => s.step === "fill" && s.column === name));

/** Those, or all where cleaning left rows out: the columns to be counted as they came. */
export const changedColumns = (profiled: ProfiledFile) =>
  profiled.steps.some(({ keep }) => keep) ? numericOf(profiled.raw) : filledColumns(profiled);

/**
 * Makes the two tables that the profile's figures are computed from: `numbers`, the numeric columns
 * of the cleaned table as whole numbers, with `row_key` where there is a key, and `value_counts`
 * (column_name, v, n), how often each value occurs. There are far fewer values than rows, so
 * quartiles, histograms, outliers and ranks cost next to nothing; keys, all different, are not
 * counted.
 */
export async function prepareNumbers(database: Database, profiled: ProfiledFile): Promise<void> {
  const { table, key, columns } = profiled;
  const selected = numericOf(columns).map(({ name, sql }) => `${sql} AS ${identifier(name)}`);
  if (key) selected.push(`${identifier(key.name)} AS row_key`);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE numbers AS SELECT ${(selected.length > 0 ? selected : ["1 AS one"]).join(", ")} FROM ${table}`,
  );
  const counted = measuredOf(profiled).map(
    ({ name }) =>
      `SELECT '${name}' AS column_name, ${identifier(name)} AS v, count(*) AS n FROM numbers WHERE ${identifier(name)} IS NOT NULL GROUP BY v`,
  );
  const before = changedColumns(profiled).map(
    ({ name, sql }) =>
      `SELECT '${beforeFill(name)}' AS column_name, ${sql} AS v, count(*) AS n FROM raw ` +
      `WHERE ${identifier(name)} IS NOT NULL GROUP BY v`,
  );
  const none =
    "SELECT CAST(NULL AS VARCHAR) AS column_name, CAST(NULL AS BIGINT) AS v, CAST(NULL AS BIGINT) AS n WHERE FALSE";
  await database.run(
    `CREATE OR REPLACE TEMP TABLE value_counts AS ${[none, ...counted, ...before].join("\nUNION ALL\n")}`,
  );
}

/** The largest magnitude of each numeric column of the cleaned table, by name; 0 without values. */
export async function magnitudes(
  database: Database,
  { columns }: ProfiledFile,
): Promise<ReadonlyMap<string, number>> {
  const numeric = numericOf(columns);
  if (numeric.length === 0) return new Map();
  const [row = {}] = await database.rows(
    `SELECT ${numeric.map(({ name }) => `COALESCE(max(abs(${identifier(name)})), 0) AS ${identifier(name)}`).join(", ")} FROM numbers`,
  );
  return new Map(numeric.map(({ name }) => [name, integer(row[name])]));
}
