import type { Columns } from "../../format/arrow.ts";
import { bars } from "../charts/bars.ts";
import type { Chart } from "../charts/frame.ts";
import { groupedBars } from "../charts/grouped-bars.ts";
import { heatmap } from "../charts/heatmap.ts";
import { shareBar } from "../charts/share-bar.ts";
import { stackedBars } from "../charts/stacked-bars.ts";
import * as titles from "../sentences/dashboard.ts";
import { count, percent, percentFine, short, usd, usdCompact } from "../text/numbers.ts";
import type { Dashboard, Slice } from "./dashboard.ts";
import { measures, type Measure } from "./measures.ts";
import { crossTable, sliceTable } from "./tables.ts";

/** One figure of the dashboard: what it says, what it is of, its picture and its numbers. */
export interface DashboardFigure {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly chart: Chart;
  readonly table: Columns;
  readonly size?: "full";
}

function barsOf(slices: readonly Slice[], measure: Measure, top = titles.leaders(slices, measure)): Chart {
  return bars(
    slices.map((slice) => {
      const value = measure.of(slice.sums) ?? 0;
      return { name: slice.name, value, label: measure.kind === "share" ? percentFine(value) : short(value, measure.kind), highlight: top.includes(slice) };
    }),
  );
}

/** A chart of more groups than these would be a wall; its table has them all. */
const drawnGroups = 12;

/** The first groups of a dimension, and what the subtitle says of the others. */
function limited<T>(items: readonly T[], what: string): { shown: readonly T[]; note: string } {
  return items.length <= drawnGroups ? { shown: items, note: "" } : { shown: items.slice(0, drawnGroups), note: `, the first ${drawnGroups} of ${count(items.length)} ${what}` };
}

const { revenue, customers, averagePurchase, subscriberShare, discountShare } = measures;
const purchases: Measure = { ...customers, label: "Purchases" };

/** The dashboard's figures, in reading order. */
export function dashboardFigures(data: Dashboard): DashboardFigure[] {
  const { total, categories, ageGroups, subscriptions, ageGenders, genders, categorySeasons, seasons, topProducts, leadingProducts } = data;
    const { shown, note } = limited(categories, "categories");
  const drawn = new Set(shown.map(({ name }) => name));
  return [
    {
      id: "revenue-by-category",
      title: titles.revenueTitle(categories, total),
      subtitle: `Revenue by category${note}`,
      chart: barsOf(shown, revenue),
      table: sliceTable(categories, "Category", [revenue, purchases, averagePurchase]),
    },
    {
      id: "purchases-by-category",
      title: titles.purchasesTitle(categories, total),
      subtitle: `Purchases by category${note}`,
      chart: barsOf(shown, customers),
      table: sliceTable(categories, "Category", [purchases]),
    },
    {
      id: "revenue-by-age-group",
      title: titles.ageRevenueTitle(ageGroups),
      subtitle: "Revenue by age group",
      chart: barsOf(ageGroups, revenue),
      table: sliceTable(ageGroups, "Age group", [revenue, purchases, averagePurchase]),
    },
    {
      id: "purchases-by-age-group",
      title: titles.agePurchasesTitle(ageGroups),
      subtitle: "Purchases by age group",
      chart: barsOf(ageGroups, customers),
      table: sliceTable(ageGroups, "Age group", [purchases]),
    },
    {
      id: "revenue-by-age-and-gender",
      title: titles.ageGenderTitle(data),
      subtitle: "Revenue by age group and gender",
      chart: stackedBars(
        ageGenders.map(({ name, other, sums }) => ({ name, part: other, value: sums.revenue / 100, label: short(sums.revenue / 100, "usd") })),
        genders,
        usdCompact,
      ),
      table: crossTable(ageGenders, ["Age group", "Gender"], [revenue, purchases]),
    },
    {
      id: "season-by-category",
      title: titles.seasonTitle(data),
      subtitle: `Revenue by category and season${note}`,
      chart: heatmap(
        categorySeasons.filter(({ name }) => drawn.has(name)).map(({ name, other, sums }) => ({ row: name, column: other, value: sums.revenue / 100, label: short(sums.revenue / 100, "usd") })),
        shown.map(({ name }) => name),
        seasons,
      ),
      table: crossTable(categorySeasons, ["Category", "Season"], [revenue, purchases]),
    },
    {
      id: "subscription",
      title: titles.subscriptionTitle(total),
      subtitle: "Share of customers by subscription",
      chart: shareBar(
        subscriptions.map(({ name, sums }) => {
          const share = total.customers === 0 ? 0 : sums.customers / total.customers;
          return { name: name === "Yes" ? "Subscribers" : name === "No" ? "Not subscribed" : name, share, label: percent(share), highlight: name === "Yes" };
        }),
      ),
      table: sliceTable(subscriptions, "Subscribed", [customers, revenue, averagePurchase]),
    },
    {
      id: "discount-by-category",
      title: titles.discountTitle(categories),
      subtitle: `Share of purchases discounted, by category${note}`,
      // The title speaks of the range, so no bar stands out.
      chart: barsOf(shown, discountShare, []),
      table: sliceTable(categories, "Category", [discountShare, purchases]),
    },
    {
      id: "top-products",
      title: titles.topProductsTitle(data),
      subtitle: `Purchases of the three products bought most in each category${note}`,
      size: "full",
      chart: groupedBars(
        topProducts.filter(({ other }) => drawn.has(other)).map((slice) => ({
          name: slice.name,
          group: slice.other,
          value: slice.sums.customers,
          label: short(slice.sums.customers, "count"),
          highlight: leadingProducts.includes(slice),
        })),
      ),
      table: crossTable(topProducts, ["Product", "Category"], [purchases, revenue]),
    },
  ];
}

/** The headline figures, with what is said below each. */
export function keyFigures({ total }: Dashboard): { measure: Measure; value: string; note: string }[] {
  const figure = (measure: Measure, note: string, write = (value: number) => short(value, measure.kind)) => {
    const value = measure.of(total);
    return { measure, value: value === null ? "–" : write(value), note };
  };
  return [
    figure(customers, "one purchase each"),
    figure(revenue, "all purchases", usd),
    figure(averagePurchase, "per customer", usd),
    figure(measures.averageRating, "of 5"),
    figure(subscriberShare, `${short(total.subscribers, "count")} customers`),
  ];
}
