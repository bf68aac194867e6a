import type { Model } from "../../format/manifest.ts";
import type { DashboardFigure, Mark } from "../model/figure.ts";
import { metricOf, readingOf, rowsIn, type Sums } from "../model/metric.ts";
import { full } from "../text/numbers.ts";
import { counted } from "../text/words.ts";
import { leadText } from "./selection.ts";

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
