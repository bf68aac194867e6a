import { textOf, type Database } from "../database.ts";
import type { ResultTable } from "../result-table.ts";
import { cleanNumeric, product } from "./columns.ts";
import {
  beforeImputation,
  correlationTable,
  crossProducts,
  pairsOf,
  without,
  type Pair,
} from "./cross-products.ts";

/**
 * SQL that replaces each column by twice its average rank (whole numbers, so that ties stay exact).
 * A value's rank follows from how many rows are below it, so ranks are joined from each column's
 * counts instead of sorting the rows. Customer ids are all different: without gaps an id is its own
 * rank, else ids are numbered in their order.
 */
async function doubledRanks(database: Database): Promise<string> {
  const [ids = {}] = await database.rows(
    "SELECT min(customer_id) AS first, max(customer_id) - min(customer_id) + 1 = count(*) AS gapless FROM numbers",
  );
  const idRank =
    ids["gapless"] === true
      ? `(customer_id - ${textOf(ids["first"])} + 1)`
      : "row_number() OVER (ORDER BY customer_id)";
  const counted = cleanNumeric.map(({ name }) => name).filter((name) => name !== "customer_id");
  const ranks = `ranks AS (SELECT column_name, v, CAST(2 * (sum(n) OVER (PARTITION BY column_name ORDER BY v) - n) + n + 1 AS BIGINT) AS doubled FROM value_counts)`;
  const joins = counted.map(
    (name) =>
      `JOIN (SELECT v, doubled FROM ranks WHERE column_name = '${name}') AS rank_${name} ON rank_${name}.v = ${name}`,
  );
  return `WITH ${ranks} SELECT 2 * ${idRank} AS customer_id, ${counted.map((name) => `rank_${name}.doubled AS ${name}`).join(", ")} FROM numbers ${joins.join("\n")}`;
}

/**
 * Correlations of the numeric columns: Pearson before imputation (pairs over the rows that have a
 * rating) and after it, and
 * Spearman (Pearson of average ranks) after it. All sums are exact, so the figures do not depend on
 * the number of threads.
 */
export async function correlations(
  database: Database,
  largest: ReadonlyMap<string, number>,
): Promise<ResultTable> {
  const names = cleanNumeric.map(({ name }) => name);
  const cross = (source: string, magnitude: (i: number) => number) =>
    crossProducts(
      (sql) => database.rows(sql),
      source,
      names,
      (i, j) => product(names[i] ?? "", names[j] ?? "", magnitude(i), magnitude(j)),
    );
  const magnitude = (i: number) => largest.get(names[i] ?? "") ?? Infinity;
  const all = await cross("numbers", magnitude);
  const imputed = await cross(
    "numbers SEMI JOIN (SELECT customer_id FROM raw WHERE review_rating IS NULL) USING (customer_id)",
    magnitude,
  );
  const after = pairsOf(all, names);
  const rated = pairsOf(without(all, imputed), names);
  const before = after.map((pair, k): Pair =>
    pair[0] === "review_rating" || pair[1] === "review_rating" ? (rated[k] ?? pair) : pair,
  );
  const ranks = await cross(`(${await doubledRanks(database)})`, () => 2 * Number(all.n));
  return correlationTable(
    { [beforeImputation]: before, Pearson: after, Spearman: pairsOf(ranks, names) },
    Number(all.n - imputed.n),
  );
}
