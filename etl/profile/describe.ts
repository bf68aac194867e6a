import { identifier } from "../contract/sql.ts";
import { integer, textOf, type Cell, type Database, type Row } from "../database.ts";
import { columnsOf, field, type Draft } from "../draft.ts";
import { ratingsBefore } from "./numbers.ts";
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
 * Count, extremes, exact sums and the values at and after the quartile positions of every counted column, by its name in
 * `value_counts`; and of the ids from their own column.
 */
async function figures(database: Database, largestId: number): Promise<ReadonlyMap<string, Row>> {
  const at = [1, 2, 3].map((quarter) => {
    const position = `(total - 1) * ${quarter} // 4`;
    return `min(v) FILTER (WHERE upto > ${position}) AS at${quarter}, min(v) FILTER (WHERE upto > ${position} + 1) AS after${quarter}`;
  });
  const counted = await database.rows(
    `SELECT column_name AS name, max(total) AS n, min(v) AS lo, max(v) AS hi, sum(CAST(v AS HUGEINT) * n) AS s, sum(CAST(v AS HUGEINT) * v * n) AS q, ${at.join(", ")}
     FROM (SELECT column_name, v, n, sum(n) OVER (PARTITION BY column_name ORDER BY v) AS upto, sum(n) OVER (PARTITION BY column_name) AS total FROM value_counts)
     GROUP BY column_name`,
  );
  const ids = await database.rows(
    `SELECT 'customer_id' AS name, count(*) AS n, min(customer_id) AS lo, max(customer_id) AS hi, sum(customer_id) AS s,
       sum(${product("customer_id", "customer_id", largestId, largestId)}) AS q, quantile_cont(customer_id, [0.25, 0.5, 0.75]) AS quartiles
     FROM numbers`,
  );
  return new Map([...counted, ...ids].map((row) => [textOf(row["name"]), row]));
}

function description(row: Row, divisor: number): NumericDescription {
  if (row["n"] === null || row["n"] === undefined) return { count: 0, mean: null, std: null, min: null, quartiles: null, max: null };
  const count = integer(row["n"]);
  const moments = { n: BigInt(count), sum: big(row["s"]), sumOfSquares: big(row["q"]) };
  const scaled = (value: number | null) => (value === null ? null : value / divisor);
  // Linear interpolation between neighbours, as pandas and numpy do it (Hyndman and Fan's type 7).
  const quartile = (quarter: 1 | 2 | 3) => {
    const interpolated = (row["quartiles"] as readonly Cell[] | undefined)?.[quarter - 1];
    if (interpolated !== undefined) return Number(interpolated) / divisor;
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

const listedTies = 20;

async function describeText(database: Database, table: string, { name }: TextColumn) {
  const column = identifier(name);
  const rows = await database.rows(
    `SELECT value, n, unique_values, total FROM (
       SELECT ${column} AS value, count(*) AS n, max(count(*)) OVER () AS top, count(*) OVER () AS unique_values, sum(count(*)) OVER () AS total
       FROM ${table} GROUP BY ${column}) WHERE n = top ORDER BY value LIMIT ${listedTies + 1}`,
  );
  const [first = {}] = rows;
  return { count: integer(first["total"]), unique: integer(first["unique_values"]), top: textOf(first["value"]), freq: integer(first["n"]), tied: rows.length > 1 ? `${rows.slice(0, listedTies).map((row) => textOf(row["value"])).join(", ")}${rows.length > listedTies ? ", …" : ""}` : "" };
}

/** Every column's figures, and what the profile's other parts need of them. */
export interface Description {
  readonly drafts: readonly Draft[];
  /** Figures of the numeric columns after cleaning, by name. */
  readonly numeric: ReadonlyMap<string, NumericDescription>;
  /** How many values the input columns have, by name, before and after cleaning. */
  readonly filled: { readonly before: ReadonlyMap<string, number>; readonly after: ReadonlyMap<string, number> };
}

/**
 * What `.info()` and `.describe()` tell of every column, before and after cleaning. A column that cleaning left as it was is
 * described once.
 */
export async function describe(database: Database, dropped: readonly string[], largest: ReadonlyMap<string, number>): Promise<Description> {
  const rows = await figures(database, largest.get("customer_id") ?? Infinity);
  const described = (column: NumericColumn, name = column.name) => [column.name, description(rows.get(name) ?? {}, column.divisor)] as const;
  const raw = new Map(rawNumeric.map((column) => described(column, column.name === "review_rating" ? ratingsBefore : column.name)));
  const cleaned = new Map(cleanNumeric.map((column) => described(column)));
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
  const counts = (numeric: ReadonlyMap<string, NumericDescription>) => new Map([...[...numeric].map(([name, { count }]) => [name, count] as const), ...[...texts].map(([name, { count }]) => [name, count] as const)]);
  return {
    numeric: cleaned,
    filled: { before: counts(raw), after: counts(cleaned) },
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
