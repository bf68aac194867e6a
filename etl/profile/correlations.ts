import { identifier } from "../contract/sql.ts";
import { textOf, type Database } from "../database.ts";
import type { ResultTable } from "../result-table.ts";
import { numericOf, product, type NumericColumn, type ProfiledFile } from "./columns.ts";
import {
  beforeImputation,
  correlationTable,
  crossProducts,
  pairsOf,
  without,
  type Pair,
} from "./cross-products.ts";
import { filledColumns } from "./numbers.ts";

/**
 * SQL that replaces each column by twice its average rank (whole numbers, so that ties stay exact).
 * A value's rank follows from how many rows are below it, so ranks are joined from each column's
 * counts instead of sorting the rows. Keys are all different: without gaps a key is its own rank,
 * else keys are numbered in their order.
 */
async function doubledRanks(
  database: Database,
  columns: readonly NumericColumn[],
  key: string | undefined,
): Promise<string> {
  const counted = columns.map(({ name }) => name).filter((name) => name !== key);
  const ranks = `ranks AS (SELECT column_name, v, CAST(2 * (sum(n) OVER (PARTITION BY column_name ORDER BY v) - n) + n + 1 AS BIGINT) AS doubled FROM value_counts)`;
  const joins = counted.map(
    (name) =>
      `JOIN (SELECT v, doubled FROM ranks WHERE column_name = '${name}') AS rank_${name} ON rank_${name}.v = ${name}`,
  );
  const selected = counted.map((name) => `rank_${name}.doubled AS ${name}`);
  if (columns.some(({ name }) => name === key))
    selected.unshift(`2 * ${await keyRank(database)} AS ${key}`);
  return `WITH ${ranks} SELECT ${selected.join(", ")} FROM numbers ${joins.join("\n")}`;
}

async function keyRank(database: Database): Promise<string> {
  const [keys = {}] = await database.rows(
    "SELECT min(row_key) AS first, max(row_key) - min(row_key) + 1 = count(*) AS gapless FROM numbers",
  );
  return keys["gapless"] === true
    ? `(row_key - ${textOf(keys["first"])} + 1)`
    : "row_number() OVER (ORDER BY row_key)";
}

/**
 * Correlations of the numeric columns that have all their values: Pearson before imputation (pairs
 * over the rows where both values came) and after it, and Spearman (Pearson of average ranks) after
 * it. All sums are exact, so the figures do not depend on the number of threads.
 */
export async function correlations(
  database: Database,
  profiled: ProfiledFile,
  largest: ReadonlyMap<string, number>,
): Promise<ResultTable> {
  const { key } = profiled;
  const columns = numericOf(profiled.columns).filter(({ nullable }) => !nullable);
  if (columns.length === 0) return correlationTable({});
  const names = columns.map(({ name }) => name);
  const cross = (source: string, magnitude: (i: number) => number) =>
    crossProducts(database.rows, source, names, (i, j) =>
      product(names[i] ?? "", names[j] ?? "", magnitude(i), magnitude(j)),
    );
  const magnitude = (i: number) => largest.get(names[i] ?? "") ?? Infinity;
  const all = await cross("numbers", magnitude);
  const after = pairsOf(all, names);
  // Without a key nobody knows which rows were filled.
  const filled = key ? filledColumns(profiled).map(({ name }) => name) : [];
  const imputed = (some: readonly string[]) =>
    cross(
      `numbers SEMI JOIN (SELECT ${identifier(key?.name ?? "")} AS row_key FROM raw WHERE ${some.map((name) => `${identifier(name)} IS NULL`).join(" OR ")}) USING (row_key)`,
      magnitude,
    );
  const came = new Map<string, readonly Pair[]>();
  let known: number | undefined;
  const before: Pair[] = [];
  for (const [index, pair] of after.entries()) {
    const own = filled.filter((name) => name === pair[0] || name === pair[1]);
    const id = own.join();
    if (own.length > 0 && !came.has(id)) {
      const rest = without(all, await imputed(own));
      known = Math.min(known ?? Infinity, Number(rest.n));
      came.set(id, pairsOf(rest, names));
    }
    before.push(came.get(id)?.[index] ?? pair);
  }
  const ranks = await cross(
    `(${await doubledRanks(database, columns, key?.name)})`,
    () => 2 * Number(all.n),
  );
  return correlationTable(
    {
      ...(filled.length > 0 ? { [beforeImputation]: before } : {}),
      Pearson: after,
      Spearman: pairsOf(ranks, names),
    },
    known,
  );
}
