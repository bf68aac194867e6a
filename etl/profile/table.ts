import { integer, type Ask, type Database } from "../database.ts";
import { field, type ResultTable } from "../result-table.ts";
import { decode } from "../query/decode.ts";
import { cleanNumeric, cleanText } from "./columns.ts";
import { correlationTable, crossProducts, pairsOf } from "./cross-products.ts";
import { describeText, descriptionTables } from "./describe.ts";
import { ages, histograms } from "./histograms.ts";
import { countedFigures, description } from "./numeric.ts";
import { outliers } from "./outliers.ts";

/**
 * Ids measure nothing, and ordering all of them would be the one dear query: a table's profile
 * leaves them out.
 */
const columns = cleanNumeric.filter(({ name }) => name !== "customer_id");

/**
 * Stage 3 for a table that others loaded: the profile, asked of the engine that holds it. What
 * comes back is how often each value
 * occurs and sums, whatever the number of rows.
 * @param ask runs portable SQL where the table `customer` is
 * @param database the embedded database, as scratch paper
 */
export async function profileTable(
  ask: Ask,
  database: Database,
  dropped: readonly string[],
  advance: (share: number) => void,
): Promise<readonly ResultTable[]> {
  let asked = 0;
  const counting: Ask = async (sql) => {
    const rows = await ask(sql);
    advance(++asked / (columns.length + cleanText(dropped).length + 3));
    return rows;
  };
  // All is asked at once, so that no connection is idle; the longest first.
  const [correlations, texts, ageTable] = await Promise.all([
    tableCorrelations(counting),
    Promise.all(
      cleanText(dropped).map(
        async ({ name }) => [name, await describeText(counting, "customer", name)] as const,
      ),
    ),
    ages(counting),
    countValues(counting, database),
  ]);
  const figures = await countedFigures(database);
  const numeric = columns.map(
    (column) => [column, description(figures.get(column.name), column)] as const,
  );
  const byName = new Map(numeric.map(([{ name }, described]) => [name, described]));
  const tables = [
    ...descriptionTables([{ stage: "after", numeric, texts }], texts[0]?.[1].count ?? 0),
    await outliers(database, byName),
    await histograms(database, byName),
    ageTable,
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
async function countValues(ask: Ask, database: Database): Promise<void> {
  await database.run(
    "CREATE OR REPLACE TEMP TABLE value_counts (column_name VARCHAR, v BIGINT, n BIGINT)",
  );
  const counts = await Promise.all(
    columns.map(({ name }) =>
      ask(`SELECT ${name} AS v, COUNT(*) AS n FROM customer GROUP BY ${name}`),
    ),
  );
  for (const [index, { name, divisor }] of columns.entries()) {
    const stored = field(name, divisor === 1 ? "integer" : "money", name);
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
 * SQL, portable, for each numeric column of `customer` as whole numbers whose products stay exact.
 */
const numbers = `(SELECT ${columns.map(({ name, divisor }) => `${whole(divisor === 1 ? name : `${name} * ${divisor}`)} AS ${name}`).join(", ")} FROM customer) AS numbers`;

/**
 * SQL, portable, for twice the average rank of each column's value: from how many rows are below it
 * and beside it.
 */
function doubledRanks(): string {
  const ranks = columns.map(
    ({ name }) => `JOIN (SELECT v, ${whole("2 * (SUM(n) OVER (ORDER BY v) - n) + n + 1")} AS doubled
    FROM (SELECT ${name} AS v, COUNT(*) AS n FROM customer GROUP BY ${name}) AS count_${name}) AS rank_${name} ON rank_${name}.v = customer.${name}`,
  );
  return `(SELECT ${columns.map(({ name }) => `rank_${name}.doubled AS ${name}`).join(", ")} FROM customer
  ${ranks.join("\n  ")}) AS ranked`;
}

async function tableCorrelations(ask: Ask): Promise<ResultTable> {
  const names = columns.map(({ name }) => name);
  const cross = (source: string) =>
    crossProducts(ask, source, names, (i, j) => `${names[i] ?? ""} * ${names[j] ?? ""}`);
  const [ranks, values] = await Promise.all([cross(doubledRanks()), cross(numbers)]);
  return correlationTable({ Pearson: pairsOf(values, names), Spearman: pairsOf(ranks, names) });
}
