import { groupedBars } from "../../charts/grouped-bars.ts";
import { measures } from "../../model/measures.ts";
import { crossTable } from "../../model/tables.ts";
import { topProductsTitle } from "../../sentences/dashboard.ts";
import { short } from "../../text/numbers.ts";
import { purchases } from "./bars.ts";
import { clickable, type DrawnFigure, type FigureData } from "./marks.ts";

/** The products bought most in each category. */
export function productsFigure({ data, marked, drawn, note }: FigureData): DrawnFigure {
  const { topProducts, products, leadingProducts } = data;
  const groups = new Set(drawn.map(({ name }) => name));
  const product = marked(
    topProducts.filter(({ other }) => groups.has(other)),
    ["item_purchased", "category"],
  );
  return {
    id: "top-products",
    title: topProductsTitle(data),
    subtitle: `Purchases of the three products bought most in each category${note}`,
    size: "full",
    ...clickable(product),
    everyMark: marked(products, ["item_purchased", "category"]).marks,
    reading: purchases,
    chart: groupedBars(
      product.slices.map(({ slice, key, faded }) => ({
        name: slice.name,
        group: slice.other,
        value: slice.sums.customers,
        label: short(slice.sums.customers, "count"),
        highlight: product.restricted ? !faded : leadingProducts.includes(slice),
        key,
        faded,
      })),
    ),
    table: crossTable(topProducts, ["Product", "Category"], [purchases, measures.revenue]),
  };
}
