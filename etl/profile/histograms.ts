import { tickIncrement } from "d3-array";
import { integer, textOf, type Ask, type Database } from "../database.ts";
import type { Column } from "../contract/columns.ts";
import { decode } from "../query/decode.ts";
import { field, fieldOf, type ResultTable } from "../result-table.ts";
import { measuredOf, profileOf, type NumericColumn, type Profiled } from "./columns.ts";
import type { NumericDescription } from "./numeric.ts";

const targetBins = 25;
const mostSingleValues = 100;

/**
 * Bin width, in the column's whole-number unit. Where few enough values are possible, each has a
 * bin of its own: a wider last bin that only one value reaches would look like a drop.
 * @param step what all values are multiples of: 100 where all amounts are whole dollars
 */
export function binWidth(low: number, high: number, step: number): number {
  if ((high - low) / step < mostSingleValues) return step;
  return Math.max(step, Math.ceil(tickIncrement(low, high, targetBins) / step) * step);
}

async function histogram(
  database: Database,
  { name, divisor }: NumericColumn,
  described: NumericDescription | undefined,
) {
  const low = Math.round((described?.min ?? 0) * divisor);
  const high = Math.round((described?.max ?? 0) * divisor);
  const [uneven = {}] = await database.rows(
    "SELECT count(*) FILTER (WHERE v % 10 <> 0) AS tens, count(*) FILTER (WHERE v % 100 <> " +
      `0) AS hundreds FROM value_counts WHERE column_name = '${name}'`,
  );
  const step =
    divisor === 1
      ? 1
      : integer(uneven["hundreds"]) === 0
        ? 100
        : integer(uneven["tens"]) === 0
          ? 10
          : 1;
  const width = binWidth(low, high, step);
  const rows = await database.rows(
    `SELECT CAST(floor(v / ${width}) AS BIGINT) AS bin, sum(n) AS n FROM value_counts WHERE ` +
      `column_name = '${name}' GROUP BY bin ORDER BY bin`,
  );
  return rows.map((row) => {
    const start = integer(row["bin"]) * width;
    return [name, start / divisor, (start + width) / divisor, width / step, integer(row["n"])];
  });
}

/**
 * Histograms of the numeric columns, the key apart: half-open bins [from, to) of a round width; empty
 * bins are left out.
 */
export async function histograms(
  database: Database,
  profiled: Profiled,
  rowLabel: string,
  numeric: ReadonlyMap<string, NumericDescription>,
): Promise<ResultTable> {
  const rows = [];
  for (const column of measuredOf(profiled))
    rows.push(...(await histogram(database, column, numeric.get(column.name))));
  return profileOf(
    "histograms",
    [
      field("column_name", "text", "Column"),
      field("bin_from", "number", "From"),
      field("bin_to", "number", "To (excluded)"),
      field("bin_values", "integer", "Values it can hold"),
      field("customers", "count", rowLabel),
    ],
    rows,
  );
}

/** How many rows have each value of a binned column: what the picture of the edges is drawn from. */
export async function binnedValues(
  ask: Ask,
  table: string,
  column: Column,
  into: Column,
  rowLabel: string,
): Promise<ResultTable> {
  const [value, group] = [column.name, into.name];
  const rows = await ask(
    `SELECT ${value} AS v, ${group} AS bin, COUNT(*) AS n FROM ${table} GROUP BY ${value}, ${group} ORDER BY ${value}, ${group}`,
  );
  const valueField = fieldOf(column);
  return profileOf(
    `${group.replaceAll("_", "-")}-values`,
    [valueField, field(group, "text", into.label), field("customers", "count", rowLabel)],
    rows.map((row) => [
      decode(row["v"] ?? null, valueField),
      textOf(row["bin"]),
      integer(row["n"]),
    ]),
  );
}
