import type { Value } from "../../format/arrow.ts";
import { textOf, type Cell, type Database } from "../database.ts";
import { columnsOf, field, type Draft } from "../draft.ts";
import { cleanNumeric, product } from "./columns.ts";
import { correlation, type Moments } from "./moments.ts";

type Pair = readonly [x: string, y: string, r: number | null];

const exact = (value: Cell | undefined): bigint => (typeof value === "bigint" ? value : BigInt(Number(value ?? 0)));

/** Exact sums of several columns and of their products, over the rows that `source` selects. */
interface CrossProducts {
  readonly n: bigint;
  readonly sums: readonly bigint[];
  /** The lower triangle: product of columns i and j, for j up to i. */
  readonly products: readonly (readonly bigint[])[];
}

/** Cross products of the columns `names` of `source`, whole numbers without NULL, of at most the given magnitudes. */
async function crossProducts(database: Database, source: string, names: readonly string[], largest: readonly number[]): Promise<CrossProducts> {
  const magnitude = (i: number) => largest[i] ?? Infinity;
  const triangle = names.flatMap((x, i) => names.slice(0, i + 1).map((y, j) => `sum(${product(x, y, magnitude(i), magnitude(j))}) AS p_${i}_${j}`));
  const [row = {}] = await database.rows(`SELECT count(*) AS n, ${[...names.map((x, i) => `sum(${x}) AS s_${i}`), ...triangle].join(", ")} FROM (${source})`);
  return {
    n: exact(row["n"]),
    sums: names.map((_, i) => exact(row[`s_${i}`])),
    products: names.map((_, i) => names.slice(0, i + 1).map((_, j) => exact(row[`p_${i}_${j}`]))),
  };
}

function without(all: CrossProducts, part: CrossProducts): CrossProducts {
  return {
    n: all.n - part.n,
    sums: all.sums.map((sum, i) => sum - (part.sums[i] ?? 0n)),
    products: all.products.map((row, i) => row.map((value, j) => value - (part.products[i]?.[j] ?? 0n))),
  };
}

/** A column with itself: exactly 1, where rounding could make it less. */
const selfCorrelation = (moments: Moments) => (correlation(moments, moments, moments.sumOfSquares) === null ? null : 1);

function pairsOf(cross: CrossProducts, names: readonly string[]): Pair[] {
  const moments = (i: number): Moments => ({ n: cross.n, sum: cross.sums[i] ?? 0n, sumOfSquares: cross.products[i]?.[i] ?? 0n });
  return names.flatMap((x, i) => names.slice(0, i + 1).map((y, j): Pair => [x, y, x === y ? selfCorrelation(moments(i)) : correlation(moments(i), moments(j), cross.products[i]?.[j] ?? 0n)]));
}

/**
 * SQL that replaces each column by twice its average rank (whole numbers, so that ties stay exact). A value's rank follows
 * from how many rows are below it, so ranks are joined from each column's counts instead of sorting the rows. Customer
 * ids are all different: without gaps each tells its own rank, else they are numbered in their order.
 */
async function doubledRanks(database: Database): Promise<string> {
  const [ids = {}] = await database.rows("SELECT min(customer_id) AS first, max(customer_id) - min(customer_id) + 1 = count(*) AS gapless FROM numbers");
  const idRank = ids["gapless"] === true ? `(customer_id - ${textOf(ids["first"])} + 1)` : "row_number() OVER (ORDER BY customer_id)";
  const counted = cleanNumeric.map(({ name }) => name).filter((name) => name !== "customer_id");
  const ranks = `ranks AS (SELECT column_name, v, CAST(2 * (sum(n) OVER (PARTITION BY column_name ORDER BY v) - n) + n + 1 AS BIGINT) AS doubled FROM value_counts)`;
  const joins = counted.map((name) => `JOIN (SELECT v, doubled FROM ranks WHERE column_name = '${name}') AS rank_${name} ON rank_${name}.v = ${name}`);
  return `WITH ${ranks} SELECT 2 * ${idRank} AS customer_id, ${counted.map((name) => `rank_${name}.doubled AS ${name}`).join(", ")} FROM numbers ${joins.join("\n")}`;
}

/**
 * Correlations of the numeric columns: Pearson before imputation (pairs over the rows that have a rating) and after it, and
 * Spearman (Pearson of average ranks) after it. All sums are exact, so the figures do not depend on the number of threads.
 */
export async function correlations(database: Database, largest: ReadonlyMap<string, number>): Promise<Draft> {
  const names = cleanNumeric.map(({ name }) => name);
  const magnitude = names.map((name) => largest.get(name) ?? Infinity);
  const all = await crossProducts(database, "SELECT * FROM numbers", names, magnitude);
  const imputed = await crossProducts(database, "SELECT * FROM numbers SEMI JOIN (SELECT customer_id FROM raw WHERE review_rating IS NULL) USING (customer_id)", names, magnitude);
  const after = pairsOf(all, names);
  const rated = pairsOf(without(all, imputed), names);
  const before = after.map((pair, k): Pair => (pair[0] === "review_rating" || pair[1] === "review_rating" ? (rated[k] ?? pair) : pair));
  const ranks = await crossProducts(database, await doubledRanks(database), names, names.map(() => 2 * Number(all.n)));
  const rows: Value[][] = [
    ...before.map((pair) => ["Pearson, before imputation", ...pair]),
    ...after.map((pair) => ["Pearson", ...pair]),
    ...pairsOf(ranks, names).map((pair) => ["Spearman", ...pair]),
  ];
  return {
    name: "profile-correlations",
    kind: "profile",
    published: true,
    columns: columnsOf([field("method", "text", "Method"), field("x", "text", "Column"), field("y", "text", "With"), field("r", "number", "Correlation")], rows),
  };
}
