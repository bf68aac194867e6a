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
  type CrossProducts,
  type Pair,
} from "./cross-products.ts";
import { filledColumns } from "./numbers.ts";

/**
 * SQL that replaces each column by twice its average rank (whole numbers, so that ties stay exact);
 * a missing value stays missing. A value's rank follows from how many rows are below it, so ranks are
 * joined from each column's counts instead of sorting the rows. Keys are all different: without gaps
 * a key is its own rank, else keys are numbered in their order.
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
      `LEFT JOIN (SELECT v, doubled FROM ranks WHERE column_name = '${name}') AS rank_${name} ON rank_${name}.v = ${name}`,
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
 * Correlations of the numeric columns, each pair over the rows that have both values: Pearson before
 * imputation and after it, and Spearman (Pearson of average ranks) after it. All sums are exact, so
 * the figures do not depend on the number of threads.
 */
export async function correlations(
  database: Database,
  profiled: ProfiledFile,
  largest: ReadonlyMap<string, number>,
): Promise<ResultTable> {
  const { key } = profiled;
  const columns = numericOf(profiled.columns);
  const names = columns.map(({ name }) => name);
  // Without a key nobody knows which rows were filled.
  const filled = key ? filledColumns(profiled).map(({ name }) => name) : [];
  const nullable = columns.filter((column) => column.nullable).map(({ name }) => name);
  const cross = (source: string, magnitude: (i: number) => number) =>
    crossProducts(
      (sql) => database.rows(sql),
      source,
      names,
      (i, j) => product(present(names[i]), present(names[j]), magnitude(i), magnitude(j)),
      present,
    );
  const present = (name = "") => (nullable.includes(name) ? `COALESCE(${name}, 0)` : name);
  const magnitude = (i: number) => largest.get(names[i] ?? "") ?? Infinity;
  const all = await cross("numbers", magnitude);
  const absences = new Map<string, CrossProducts>();
  /** The pairs over the rows where none of the columns that concern a pair is absent. */
  const pairs = async (
    whole: CrossProducts,
    source: string,
    of: (i: number) => number,
    absentIn: (name: string) => string | undefined,
  ): Promise<Pair[]> => {
    const complete = pairsOf(whole, names);
    const result: Pair[] = [];
    for (const pair of complete) {
      const conditions = [...new Set([pair[0], pair[1]])].flatMap((name) => absentIn(name) ?? []);
      if (conditions.length === 0) {
        result.push(pair);
        continue;
      }
      const rows = `(SELECT * FROM ${source} WHERE ${conditions.join(" OR ")}) AS absent`;
      const absent = absences.get(rows) ?? (await cross(rows, of));
      absences.set(rows, absent);
      result.push(
        pairsOf(without(whole, absent), names).find(([x, y]) => x === pair[0] && y === pair[1]) ??
          pair,
      );
    }
    return result;
  };
  const missing = (name: string) =>
    nullable.includes(name) ? `${identifier(name)} IS NULL` : undefined;
  const imputed = (name: string) =>
    filled.includes(name)
      ? `row_key IN (SELECT ${identifier(key?.name ?? "")} FROM raw WHERE ${identifier(name)} IS NULL)`
      : missing(name);
  const after = await pairs(all, "numbers", magnitude, missing);
  const before = filled.length === 0 ? undefined : await pairs(all, "numbers", magnitude, imputed);
  const ranked = `(${await doubledRanks(database, columns, key?.name)})`;
  const ranks = await cross(ranked, () => 2 * Number(all.n));
  const spearman = await pairs(ranks, `${ranked} AS ranked`, () => 2 * Number(all.n), missing);
  const [first] = filled;
  const rows =
    first === undefined
      ? undefined
      : await cross(
          `(SELECT * FROM numbers WHERE ${imputed(first) ?? "FALSE"}) AS absent`,
          magnitude,
        );
  return correlationTable(
    {
      ...(before ? { [beforeImputation]: before } : {}),
      Pearson: after,
      Spearman: spearman,
    },
    rows && Number(all.n - rows.n),
  );
}
