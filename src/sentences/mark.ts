import type { Mark } from "../model/figures.ts";
import { measures } from "../model/measures.ts";
import { count, full, usd } from "../text/numbers.ts";
import { plural } from "../text/words.ts";

/** "1,737 purchases, $104,264": how many customers a mark stands for, and what they bring in. */
export function extentOfMark({ sums }: Mark): string {
  return `${count(sums.customers)} ${plural(sums.customers, "purchase")}, ${usd(sums.revenue / 100)}`;
}

/** What is told of a mark beside its figure: each measure with its label. */
export function detailsOfMark({ sums }: Mark): [label: string, value: string][] {
  const { customers, revenue, averagePurchase, averageRating, discountShare } = measures;
  return [customers, revenue, averagePurchase, averageRating, discountShare].map((measure) => {
    const value = measure.of(sums);
    return [measure === customers ? "Purchases" : measure.label, value === null ? "–" : full(value, measure.kind)];
  });
}
