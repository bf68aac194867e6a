import type { Model } from "../../format/manifest.ts";
import type { Dimension } from "../../format/report.ts";
import type { DashboardFigure, Mark } from "../model/figure.ts";
import {
  kindOfMetric,
  leadOf,
  metricOf,
  readingOf,
  rowsIn,
  valueOf,
  type Sums,
} from "../model/metric.ts";
import { chosenIn, isEmptySelection, type Selection } from "../model/selection.ts";
import { count, full, isMoney } from "../text/numbers.ts";
import { called, counted, or, plural } from "../text/words.ts";

/** What readers call a value of a dimension. */
export const shownName = (
  dimension: Pick<Dimension, "names"> | undefined,
  value: string,
): string =>
  dimension && Object.hasOwn(dimension.names, value) ? (dimension.names[value] ?? value) : value;

/**
 * What a selection is of: "Hats or Shoes, Female, Winter"; "all customers" where nothing is
 * chosen.
 */
export function describeSelection(
  selection: Selection,
  { dimensions, row }: Pick<Model, "dimensions" | "row">,
): string {
  if (isEmptySelection(selection)) return `all ${row.many}`;
  return chosenIn(selection, dimensions)
    .map(([dimension, values]) => or(values.map((value) => called(value, dimension.names))))
    .join(", ");
}

/** "1,240 of 3,900 customers" */
export function size(part: Sums, whole: Sums, model: Model): string {
  const [some, all] = [rowsIn(model, part), rowsIn(model, whole)];
  const of = some === all ? `All ${count(all)}` : `${count(some)} of ${count(all)}`;
  return `${of} ${plural(all, model.row.one, model.row.many)}`;
}

/** "1,240 of 3,900 customers, $74,200" */
export const extent = (part: Sums, whole: Sums, model: Model) =>
  `${size(part, whole, model)}${leadText(part, model)}`;

/** ", $74,200": what some rows come to by the leading metric, where that is not their number. */
function leadText(sums: Sums, model: Model): string {
  const lead = leadOf(model);
  const value = lead.column === undefined ? null : valueOf(lead, sums);
  if (value === null) return "";
  const kind = kindOfMetric(lead);
  return `, ${full(value, kind)}${isMoney(kind) ? "" : ` ${lead.measure}`}`;
}

const extentOf = (sums: Sums, model: Model) =>
  `${counted(rowsIn(model, sums), model.row)}${leadText(sums, model)}`;

/**
 * "1,737 customers, $104,264": how many rows a mark stands for, and what they come to; of two
 * selections, both.
 */
export const extentOfMark = ({ sums, other }: Mark, model: Model) =>
  other ? `A ${extentOf(sums, model)}; B ${extentOf(other, model)}` : extentOf(sums, model);

/**
 * The figures of a mark with their labels, for its tooltip. All of them are elsewhere, too: among
 * the key figures once the mark is selected, or in the chart's table.
 * @param reading what the chart shows of its marks
 */
export function detailsOfMark(
  { sums, other }: Mark,
  reading: DashboardFigure["reading"],
  model: Model,
): [label: string, value: string][] {
  const always = model.dashboard.kpis
    .map((name) => metricOf(model, name))
    .filter(({ kind }) => kind !== "share")
    .map(readingOf);
  // A share of all customers is of those of one selection only.
  const own =
    (other !== undefined && reading.kind === "share") ||
    always.some(({ label }) => label === reading.label)
      ? []
      : [reading];
  return [...always, ...own].map(({ label, kind, of }) => {
    const write = (some: Sums) => {
      const value = of(some);
      return value === null ? "–" : full(value, kind);
    };
    return [label, other ? `A ${write(sums)}, B ${write(other)}` : write(sums)];
  });
}
