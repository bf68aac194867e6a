import type { DashboardFigure, Mark } from "../model/figure.ts";
import { measures, type Sums } from "../model/measures.ts";
import { count, full, usd } from "../text/numbers.ts";
import { plural } from "../text/words.ts";

const extentOf = (sums: Sums) =>
  `${count(sums.customers)} ${plural(sums.customers, "purchase")}, ${usd(sums.revenue / 100)}`;

/**
 * "1,737 purchases, $104,264": how many customers a mark stands for, and what they bring in; of two
 * selections, both.
 */
export const extentOfMark = ({ sums, other }: Mark) =>
  other ? `A ${extentOf(sums)}; B ${extentOf(other)}` : extentOf(sums);

/**
 * The measures of a mark with their labels, for its tooltip. All of them are elsewhere, too: among
 * the key figures once the mark is selected, or in the chart's table.
 * @param reading what the chart shows of its marks
 */
export function detailsOfMark(
  { sums, other }: Mark,
  reading: DashboardFigure["reading"],
): [label: string, value: string][] {
  const { customers, revenue, averagePurchase, averageRating } = measures;
  const always = [{ ...customers, label: "Purchases" }, revenue, averagePurchase, averageRating];
  // A share of all customers is of those of one selection only.
  const own =
    other !== undefined || always.some(({ label }) => label === reading.label) ? [] : [reading];
  return [...always, ...own].map(({ label, kind, of }) => {
    const write = (some: Sums) => {
      const value = of(some);
      return value === null ? "–" : full(value, kind);
    };
    return [label, other ? `A ${write(sums)}, B ${write(other)}` : write(sums)];
  });
}
