import { identifier } from "../contract/sql.ts";
import { integer, textOf, type Cell, type Database, type Row } from "../database.ts";
import { columnsOf, field, type Draft } from "../snapshot/draft.ts";
import { cleanNumeric, cleanText, product, rawNumeric, rawText, type NumericColumn, type TextColumn } from "./columns.ts";
import { mean, standardDeviation } from "./moments.ts";

/** Figures of one numeric column, as pandas' `describe()`: quartiles by linear interpolation, sample deviation. */
export interface NumericDescription {
  readonly count: number;
  readonly mean: number | null;
  readonly std: number | null;
  readonly min: number | null;
  readonly quartiles: readonly [number, number, number] | null;
  readonly max: number | null;
}

/**
 * SQL for one column's count, extremes, exact sums and the values at and after its quartile positions, from how often each
 * value occurs: far fewer values than rows, but for the ids.
 */
function figuresSql(table: string, { name, sql }: NumericColumn, largest: ReadonlyMap<string, number>): string {
  const magnitude = largest.get(name) ?? Infinity;
  const at = [1n, 2n, 3n].map((quarter) => {
    const position = `(total - 1) * ${quarter} // 4`;
    return `min(v) FILTER (WHERE upto > ${position}) AS at${quarter}, min(v) FILTER (WHERE upto > ${position} + 1) AS after${quarter}`;
  });
  return `SELECT '${name}' AS name, max(total) AS n, min(v) AS lo, max(v) AS hi, sum(CAST(v AS HUGEINT) * n) AS s, sum(CAST(${product("v", "v", magnitude, magnitude)} AS HUGEINT) * n) AS q, ${at.join(", ")}
    FROM (SELECT v, n, sum(n) OVER (ORDER BY v) AS upto, sum(n) OVER () AS total
      FROM (SELECT ${sql} AS v, count(*) AS n FROM ${table} WHERE ${sql} IS NOT NULL GROUP BY v))`;
}

async function describeNumeric(database: Database, table: string, columns: readonly NumericColumn[], largest: ReadonlyMap<string, number>): Promise<Map<string, NumericDescription>> {
  const rows = await database.rows(columns.map((column) => figuresSql(table, column, largest)).join("\nUNION ALL\n"));
  return new Map(columns.map(({ name, divisor }) => [name, description(rows.find((row) => row["name"] === name) ?? {}, divisor)]));
}

function description(row: Row, divisor: number): NumericDescription {
  if (row["n"] === null || row["n"] === undefined) return { count: 0, mean: null, std: null, min: null, quartiles: null, max: null };
  const count = integer(row["n"]);
  const moments = { n: BigInt(count), sum: big(row["s"]), sumOfSquares: big(row["q"]) };
  const scaled = (value: number | null) => (value === null ? null : value / divisor);
  // Linear interpolation between neighbours, as pandas and numpy do it (Hyndman and Fan's type 7).
  const quartile = (quarter: 1 | 2 | 3) => {
    const low = integer(row[`at${quarter}`]);
    const high = row[`after${quarter}`] === null ? low : integer(row[`after${quarter}`]);
    return (low + ((((count - 1) * quarter) % 4) / 4) * (high - low)) / divisor;
  };
  return {
    count,
    mean: scaled(mean(moments)),
    std: scaled(standardDeviation(moments)),
    min: integer(row["lo"]) / divisor,
    quartiles: [quartile(1), quartile(2), quartile(3)],
    max: integer(row["hi"]) / divisor,
  };
}

const big = (value: Cell | undefined): bigint => (typeof value === "bigint" ? value : BigInt(integer(value ?? 0)));

async function describeText(database: Database, table: string, { name }: TextColumn) {
  const column = identifier(name);
  const rows = await database.rows(
    `SELECT value, n, unique_values, total FROM (
       SELECT ${column} AS value, count(*) AS n, max(count(*)) OVER () AS top, count(*) OVER () AS unique_values, sum(count(*)) OVER () AS total
       FROM ${table} GROUP BY ${column}) WHERE n = top ORDER BY value LIMIT 20`,
  );
  const [first = {}] = rows;
  return { count: integer(first["total"]), unique: integer(first["unique_values"]), top: textOf(first["value"]), freq: integer(first["n"]), tied: rows.length > 1 ? rows.map((row) => textOf(row["value"])).join(", ") : "" };
}

/**
 * What `.info()` and `.describe()` tell of every column, before and after cleaning. A column that cleaning left as it was is
 * described once.
 */
export async function describe(database: Database, dropped: readonly string[], largest: ReadonlyMap<string, number>): Promise<{ drafts: Draft[]; numeric: ReadonlyMap<string, NumericDescription> }> {
  const raw = await describeNumeric(database, "raw", rawNumeric, largest);
  const altered = cleanNumeric.filter(({ name }) => name === "review_rating" || !raw.has(name));
  const cleaned = new Map([...raw, ...(await describeNumeric(database, "customer", altered, largest))]);
  const numericRows = (stage: string, columns: readonly NumericColumn[], figures: ReadonlyMap<string, NumericDescription>) =>
    columns.map(({ name, unit }) => {
      const d = figures.get(name);
      return [stage, name, unit, d?.count ?? 0, d?.mean ?? null, d?.std ?? null, d?.min ?? null, ...(d?.quartiles ?? [null, null, null]), d?.max ?? null];
    });
  const texts = new Map<string, Awaited<ReturnType<typeof describeText>>>();
  for (const column of rawText) texts.set(column.name, await describeText(database, "raw", column));
  texts.set("age_group", await describeText(database, "customer", { name: "age_group", label: "Age group" }));
  const textRows = (stage: string, columns: readonly TextColumn[]) =>
    columns.map(({ name }) => {
      const d = texts.get(name);
      return [stage, name, d?.count ?? 0, d?.unique ?? 0, d?.top ?? null, d?.freq ?? 0, d?.tied ?? ""];
    });
  const numbers = ["mean", "std", "min", "q1", "median", "q3", "max"] as const;
  const labels = ["Mean", "Standard deviation", "Minimum", "First quartile", "Median", "Third quartile", "Maximum"];
  return {
    numeric: cleaned,
    drafts: [
      {
        name: "profile-numeric",
        kind: "profile",
        published: true,
        columns: columnsOf(
          [field("stage", "text", "Stage"), field("column_name", "text", "Column"), field("unit", "text", "Unit"), field("count", "integer", "Values"), ...numbers.map((name, i) => field(name, "number", labels[i] ?? name))],
          [...numericRows("before", rawNumeric, raw), ...numericRows("after", cleanNumeric, cleaned)],
        ),
      },
      {
        name: "profile-text",
        kind: "profile",
        published: true,
        columns: columnsOf(
          [
            field("stage", "text", "Stage"),
            field("column_name", "text", "Column"),
            field("count", "integer", "Values"),
            field("unique_values", "integer", "Distinct values"),
            field("top", "text", "Most frequent"),
            field("freq", "integer", "Its count"),
            field("tied", "text", "Tied for most frequent"),
          ],
          [...textRows("before", rawText), ...textRows("after", cleanText(dropped))],
        ),
      },
    ],
  };
}
