import { integer, textOf, type Cell, type Database, type Row } from "../database.ts";
import { product, type NumericColumn } from "./columns.ts";
import { exact, type Moments } from "./cross-products.ts";

/**
 * Figures of one numeric column, as pandas' `describe()`: quartiles by linear interpolation, sample
 * deviation.
 */
export interface NumericDescription {
  readonly count: number;
  readonly mean: number | null;
  readonly std: number | null;
  readonly min: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly max: number | null;
  /** How many rows have the least value, and how many the greatest. */
  readonly atEnds: readonly [atMin: number, atMax: number];
}

/**
 * What the figures of every counted column are worked out from, by its name in `value_counts`:
 * extremes, exact sums, and the values at and after the quartile positions.
 */
export async function countedFigures(database: Database): Promise<Map<string, Row>> {
  const at = [1, 2, 3].map((quarter) => {
    const position = `(total - 1) * ${quarter} // 4`;
    return (
      `min(v) FILTER (WHERE upto > ${position}) AS at${quarter}, min(v) FILTER (WHERE upto > ` +
      `${position} + 1) AS after${quarter}`
    );
  });
  const rows = await database.rows(
    `SELECT column_name AS name, max(total) AS n, min(v) AS lo, max(v) AS hi, arg_min(n, v) AS at_lo, arg_max(n, v) AS at_hi, sum(CAST(v AS HUGEINT) * n) AS s, sum(CAST(v AS HUGEINT) * v * n) AS q, ${at.join(", ")}
     FROM (SELECT column_name, v, n, sum(n) OVER (PARTITION BY column_name ORDER BY v) AS upto, sum(n) OVER (PARTITION BY column_name) AS total FROM value_counts)
     GROUP BY column_name`,
  );
  return new Map(rows.map((row) => [textOf(row["name"]), row]));
}

/** The same of a numeric key, whose values are all different and not counted. */
export async function keyFigures(database: Database, largest: number): Promise<Row> {
  const [row = {}] = await database.rows(
    `SELECT count(*) AS n, min(row_key) AS lo, max(row_key) AS hi, sum(row_key) AS s,
       sum(${product("row_key", "row_key", largest, largest)}) AS q, quantile_cont(row_key, [0.25, 0.5, 0.75]) AS quartiles
     FROM numbers`,
  );
  return row;
}

/** Arithmetic mean, or null of no rows. */
const mean = ({ n, sum }: Moments) => (n === 0n ? null : Number(sum) / Number(n));

/**
 * Sample standard deviation, divisor n - 1 (pandas' `ddof=1`); null below two rows. The numerator
 * n*Σx² - (Σx)² is exact, so nothing cancels.
 */
const standardDeviation = ({ n, sum, sumOfSquares }: Moments) =>
  n < 2n ? null : Math.sqrt(Number(n * sumOfSquares - sum * sum) / Number(n * (n - 1n)));

const nothing = { mean: null, std: null, min: null, q1: null, median: null, q3: null, max: null };

/** The figures of a column in the reader's unit. */
export function description(row: Row | undefined, { divisor }: NumericColumn): NumericDescription {
  if (row?.["n"] === null || row?.["n"] === undefined)
    return { ...nothing, count: 0, atEnds: [0, 0] };
  const count = integer(row["n"]);
  const moments = { n: BigInt(count), sum: exact(row["s"]), sumOfSquares: exact(row["q"]) };
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
    q1: quartile(1),
    median: quartile(2),
    q3: quartile(3),
    max: integer(row["hi"]) / divisor,
    // Keys are not counted: each is one row's.
    atEnds: [integer(row["at_lo"] ?? 1), integer(row["at_hi"] ?? 1)],
  };
}
