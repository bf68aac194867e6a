import { integer, type Database } from "../database.ts";
import { field, type ResultTable } from "../result-table.ts";
import { measuredOf, profileOf, type Profiled } from "./columns.ts";
import type { NumericDescription } from "./numeric.ts";

/**
 * Outliers by Tukey's rule (1.5 times the interquartile range beyond the quartiles), of amounts and
 * numbers with decimals.
 */
export async function outliers(
  database: Database,
  profiled: Profiled,
  numeric: ReadonlyMap<string, NumericDescription>,
): Promise<ResultTable> {
  const rows: [string, ...number[]][] = [];
  const examined = measuredOf(profiled).filter(({ divisor }) => divisor > 1);
  for (const { name, divisor } of examined) {
    const [q1, q3] = [numeric.get(name)?.q1 ?? 0, numeric.get(name)?.q3 ?? 0];
    // In cents a quartile is a multiple of a quarter, which floating point holds exactly: a value
    // on a fence is not beyond it.
    const [first, third] = [Math.round(q1 * divisor * 4) / 4, Math.round(q3 * divisor * 4) / 4];
    const [low, high] = [first - 1.5 * (third - first), third + 1.5 * (third - first)];
    const [tally] = await database.rows(
      `SELECT COALESCE(sum(n) FILTER (WHERE v < ${low}), 0) AS below, COALESCE(sum(n) FILTER ` +
        `(WHERE v > ${high}), 0) AS above FROM value_counts WHERE column_name = '${name}'`,
    );
    rows.push([
      name,
      q1,
      q3,
      low / divisor,
      high / divisor,
      integer(tally?.["below"]),
      integer(tally?.["above"]),
    ]);
  }
  const beyond = (side: number) =>
    rows.map((row) => [Number(row[side]), (numeric.get(row[0])?.count ?? 0) - Number(row[side])]);
  return profileOf(
    "outliers",
    [
      field("column_name", "text", "Column"),
      field("q1", "number", "First quartile"),
      field("q3", "number", "Third quartile"),
      field("lower_fence", "number", "Lower fence"),
      field("upper_fence", "number", "Upper fence"),
      field("below", "count", "Below"),
      field("above", "count", "Above"),
    ],
    rows,
    { below: beyond(5), above: beyond(6) },
  );
}
