import { integer, type Ask, type Database } from "../database.ts";
import { field, type ResultTable } from "../result-table.ts";
import { decode } from "../query/decode.ts";
import { capitalized, type Noun } from "../words.ts";
import { isBinning } from "../clean/binning.ts";
import type { Step } from "../clean/step.ts";
import { measuredOf, textsOf, type NumericColumn, type Profiled } from "./columns.ts";
import { correlationTable, crossProducts, pairsOf } from "./cross-products.ts";
import { describeText, numericTable, textTable } from "./describe.ts";
import { binnedValues, histograms } from "./histograms.ts";
import { countedFigures, description } from "./numeric.ts";
import { outliers } from "./outliers.ts";

/**
 * Stage 3 for a table that others loaded: the profile, asked of the engine that holds it. What
 * comes back is how often each value occurs and sums, whatever the number of rows. Keys measure
 * nothing, and ordering all of them would be the one dear query: they are left out.
 * @param ask runs portable SQL where the table is
 * @param database the embedded database, as scratch paper
 */
export async function profileTable(
  ask: Ask,
  database: Database,
  profiled: Profiled & { readonly row: Noun; readonly cleaning: readonly Step[] },
  advance: (share: number) => void,
): Promise<readonly ResultTable[]> {
  const { table, row, cleaning } = profiled;
  const [columns, textColumns] = [measuredOf(profiled), textsOf(profiled.columns)];
  const binned = cleaning.flatMap(({ kind, uses, makes }) => {
    const from = profiled.columns.find(({ name }) => name === uses[0]?.column);
    return isBinning(kind) && from && makes ? [[from, makes] as const] : [];
  });
  const rowLabel = capitalized(row.many);
  let asked = 0;
  const counting: Ask = async (sql) => {
    const rows = await ask(sql);
    advance(++asked / (columns.length + textColumns.length + binned.length + 2));
    return rows;
  };
  // All is asked at once, so that no connection is idle; the longest first.
  const [correlations, texts, binnedTables] = await Promise.all([
    tableCorrelations(counting, table, columns),
    Promise.all(
      textColumns.map(
        async ({ name }) => [name, await describeText(counting, table, name)] as const,
      ),
    ),
    Promise.all(binned.map(([from, into]) => binnedValues(counting, table, from, into, rowLabel))),
    countValues(counting, database, table, columns),
  ]);
  const figures = await countedFigures(database);
  const numeric = columns.map(
    (column) => [column, description(figures.get(column.name), column)] as const,
  );
  const byName = new Map(numeric.map(([{ name }, described]) => [name, described]));
  const stages = [{ stage: "after", numeric, texts: new Map(texts) }] as const;
  const tables = [
    numericTable(stages, texts[0]?.[1].count ?? 0, profiled.key?.name),
    textTable(stages, profiled),
    await outliers(database, profiled, byName),
    await histograms(database, profiled, rowLabel, byName),
    ...binnedTables,
    correlations,
  ];
  await database.run("DROP TABLE value_counts");
  return tables;
}

/** How many values a statement carries to the scratch table at once. */
const piece = 10_000;

/**
 * Makes the table `value_counts` (column_name, v, n) from what the engine counted; v in whole cents
 * and hundredths.
 */
async function countValues(
  ask: Ask,
  database: Database,
  table: string,
  columns: readonly NumericColumn[],
): Promise<void> {
  await database.run(
    "CREATE OR REPLACE TEMP TABLE value_counts (column_name VARCHAR, v BIGINT, n BIGINT)",
  );
  const counts = await Promise.all(
    columns.map(({ name }) =>
      ask(
        `SELECT ${name} AS v, COUNT(*) AS n FROM ${table} WHERE ${name} IS NOT NULL GROUP BY ${name}`,
      ),
    ),
  );
  for (const [index, { name, divisor }] of columns.entries()) {
    const stored = { ...field(name, "decimal", name), decimals: Math.round(Math.log10(divisor)) };
    const counted = counts[index] ?? [];
    for (let start = 0; start < counted.length; start += piece) {
      const rows = counted.slice(start, start + piece);
      const list = (values: readonly unknown[]) => `unnest([${values.join(", ")}])`;
      await database.run(
        `INSERT INTO value_counts SELECT '${name}', ` +
          `${list(rows.map((row) => decode(row["v"] ?? null, stored)))}, ` +
          list(rows.map((row) => integer(row["n"]))),
      );
    }
  }
}

const whole = (sql: string) => `CAST(${sql} AS DECIMAL(18,0))`;

/**
 * SQL, portable, for each numeric column of a table as whole numbers whose products stay exact.
 */
const numbers = (table: string, columns: readonly NumericColumn[]) =>
  `(SELECT ${columns.map(({ name, divisor }) => `${whole(divisor === 1 ? name : `${name} * ${divisor}`)} AS ${name}`).join(", ")} FROM ${table}) AS numbers`;

/**
 * SQL, portable, for twice the average rank of each column's value: from how many rows are below it
 * and beside it.
 */
function doubledRanks(table: string, columns: readonly NumericColumn[]): string {
  const ranks = columns.map(
    ({ name }) => `JOIN (SELECT v, ${whole("2 * (SUM(n) OVER (ORDER BY v) - n) + n + 1")} AS doubled
    FROM (SELECT ${name} AS v, COUNT(*) AS n FROM ${table} GROUP BY ${name}) AS count_${name}) AS rank_${name} ON rank_${name}.v = ${table}.${name}`,
  );
  return `(SELECT ${columns.map(({ name }) => `rank_${name}.doubled AS ${name}`).join(", ")} FROM ${table}
  ${ranks.join("\n  ")}) AS ranked`;
}

/** Columns that may have missing values are not correlated here: each pair would need its own rows. */
async function tableCorrelations(ask: Ask, table: string, all: readonly NumericColumn[]) {
  const columns = all.filter(({ nullable }) => !nullable);
  const names = columns.map(({ name }) => name);
  if (names.length === 0) return correlationTable({ Pearson: [], Spearman: [] });
  const cross = (source: string) =>
    crossProducts(ask, source, names, (i, j) => `${names[i] ?? ""} * ${names[j] ?? ""}`);
  const [ranks, values] = await Promise.all([
    cross(doubledRanks(table, columns)),
    cross(numbers(table, columns)),
  ]);
  return correlationTable({ Pearson: pairsOf(values, names), Spearman: pairsOf(ranks, names) });
}
