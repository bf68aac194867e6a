import { rowsOf, type Columns } from "../../format/columns.ts";
import { inUnit } from "../../format/fields.ts";
import type { ChartSpec } from "../../format/manifest.ts";
import { called } from "../text/words.ts";
import { exact, full, isMoney, kindOf, short, withUnit } from "../text/numbers.ts";
import { bars, type Bar } from "./bars.ts";
import { dots } from "./dots.ts";
import type { Chart } from "./frame.ts";
import { groupedBars } from "./grouped-bars.ts";
import { drawnRows } from "./limits.ts";

export interface ChartOptions {
  /** What readers call a value, by value. */
  readonly names?: Readonly<Record<string, string>>;
  /** The rows are in the order of a ranking, whose first is highlighted; else the largest is. */
  readonly ranked?: boolean;
}

/**
 * The chart that a question's front matter asks for, of its rows; undefined where it asks for none
 * or there are no rows.
 */
export function chartOf(
  spec: ChartSpec,
  columns: Columns,
  { names = {}, ranked = false }: ChartOptions = {},
): Chart | undefined {
  if (spec.type === "none" || columns.length === 0) return undefined;
  const value = columns.fields.find(({ name }) => name === spec.value);
  if (!value) return undefined;
  const kind = kindOf(value);
  const rows = rowsOf(columns).slice(0, drawnRows);
  const numbers = rows.map((row) =>
    typeof row[spec.value] === "number" ? inUnit(row[spec.value] as number, value) : 0,
  );
  const top = ranked ? numbers[0] : Math.max(...numbers);
  const group = spec.type === "bars" ? spec.group : undefined;
  const data = rows.map((row, index): Bar & { group: string } => {
    const number = numbers[index] ?? 0;
    const name = String(row[spec.label] ?? "–");
    return {
      name: called(name, names),
      group: group ? String(row[group] ?? "–") : "",
      value: number,
      label: spec.type === "dots" ? withUnit(number, value) : short(number, kind),
      highlight: number === top && (ranked || number !== 0),
    };
  });
  if (spec.type === "dots")
    return dots(data, (number) => (isMoney(kind) ? exact : full)(number, kind));
  return group ? groupedBars(data) : bars(data);
}
