import { integer, type Database } from "../database.ts";
import { cleanNumeric, rawNumeric, type NumericColumn } from "./columns.ts";

/** The name under which the ratings as they came, without the imputed ones, are counted. */
export const ratingsBefore = "review_rating_before";

/**
 * Makes the two tables that the profile's figures are computed from: `numbers`, the numeric columns
 * of `customer` as whole
 * numbers, and `value_counts` (column_name, v, n), how often each value occurs. There are far fewer
 * values than rows, so
 * quartiles, histograms, outliers and ranks cost next to nothing; the ids, all different, are not
 * counted.
 */
export async function prepareNumbers(database: Database): Promise<void> {
  await database.run(
    `CREATE OR REPLACE TEMP TABLE numbers AS SELECT ${cleanNumeric.map(({ name, sql }) => `${sql} AS ${name}`).join(", ")} FROM customer`,
  );
  const counted = cleanNumeric.filter(({ name }) => name !== "customer_id");
  const counts = counted.map(
    ({ name }) =>
      `SELECT '${name}' AS column_name, ${name} AS v, count(*) AS n FROM numbers GROUP BY v`,
  );
  const rating = rawNumeric.find(({ name }) => name === "review_rating") as NumericColumn;
  counts.push(
    `SELECT '${ratingsBefore}' AS column_name, ${rating.sql} AS v, count(*) AS n FROM raw ` +
      "WHERE review_rating IS NOT NULL GROUP BY v",
  );
  await database.run(
    `CREATE OR REPLACE TEMP TABLE value_counts AS ${counts.join("\nUNION ALL\n")}`,
  );
}

/** The largest magnitude of each numeric column of `customer`, by name. */
export async function magnitudes(database: Database): Promise<ReadonlyMap<string, number>> {
  const [row = {}] = await database.rows(
    `SELECT ${cleanNumeric.map(({ name }) => `max(abs(${name})) AS ${name}`).join(", ")} FROM numbers`,
  );
  return new Map(cleanNumeric.map(({ name }) => [name, integer(row[name])]));
}
