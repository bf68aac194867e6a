import { measures } from "../../model/measures.ts";
import { sumOf } from "../../model/cube.ts";
import { sliceTable } from "../../model/tables.ts";
import { discountTitle, purchasesTitle, revenueTitle } from "../../sentences/dashboard.ts";
import { barsOf, purchases } from "./bars.ts";
import type { DrawnFigure, FigureData } from "./marks.ts";

const { revenue, averagePurchase, discountShare } = measures;

/** Revenue and purchases by category. */
export function categoryFigures({ data, marked, drawn, note }: FigureData): DrawnFigure[] {
  const { categories } = data;
  const category = marked(drawn, ["category"]);
  const everyMark = marked(categories, ["category"]).marks;
  return [
    {
      id: "revenue-by-category",
      title: revenueTitle(categories, sumOf(categories)),
      subtitle: `Revenue by category${note}`,
      ...barsOf(category, revenue),
      everyMark,
      table: sliceTable(categories, "Category", [revenue, purchases, averagePurchase]),
    },
    {
      id: "purchases-by-category",
      title: purchasesTitle(categories, sumOf(categories)),
      subtitle: `Purchases by category${note}`,
      ...barsOf(category, purchases),
      everyMark,
      table: sliceTable(categories, "Category", [purchases]),
    },
  ];
}

/** The share of purchases with a discount, by category. */
export function discountFigure({ data, marked, drawn, note }: FigureData): DrawnFigure {
  // The customers of a category may be shown where its discounts are suppressed.
  const known = data.categories.filter(({ sums }) => !Number.isNaN(sums.discounted));
  const unknown = data.categories.length - known.length;
  return {
    id: "discount-by-category",
    title: discountTitle(known),
    subtitle: `Share of purchases discounted, by category${note}`,
    // The title speaks of the range, so no bar stands out.
    ...barsOf(
      marked(
        drawn.filter((slice) => known.includes(slice)),
        ["category"],
      ),
      discountShare,
      [],
    ),
    everyMark: marked(known, ["category"]).marks,
    table: sliceTable(known, "Category", [discountShare, purchases]),
    unknown,
  };
}
