import type { Columns } from "../../format/columns.ts";
import { bars } from "../charts/bars.ts";
import type { Chart } from "../charts/frame.ts";
import { groupedBars } from "../charts/grouped-bars.ts";
import { heatmap } from "../charts/heatmap.ts";
import { shareBar } from "../charts/share-bar.ts";
import { stackedBars } from "../charts/stacked-bars.ts";
import * as titles from "../sentences/dashboard.ts";
import { ofWhatIsShown } from "../sentences/suppressed.ts";
import { subscriptionName, describeSelection } from "../sentences/selection.ts";
import { isolated } from "../text/direction.ts";
import { count, percent, percentFine, short, usdCompact } from "../text/numbers.ts";
import { sumOf } from "./cube.ts";
import type { CrossSlice, Dashboard, Slice } from "./dashboard.ts";
import { measures, type Measure, type Sums } from "./measures.ts";
import {
  admits,
  emptySelection,
  isEmptySelection,
  without,
  type Clause,
  type Dimension,
  type Selection,
} from "./selection.ts";
import { crossTable, sliceTable } from "./tables.ts";

/** What a mark of a chart stands for: whom it chooses, and their sums. */
export interface Mark {
  readonly name: string;
  readonly clause: Clause;
  readonly sums: Sums;
  /** Those of the second of two selections that are compared. */
  readonly other?: Sums;
}

/**
 * One figure of the dashboard: what it says, what it is of, its picture, its marks and its numbers.
 */
export interface DashboardFigure {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly chart: Chart;
  /** By the key that the chart's marks have. */
  readonly marks: readonly Mark[];
  /** Those marks, and what would have been one had there been room for it. */
  readonly everyMark: readonly Mark[];
  /** What its marks are chosen by, which it shows in full. */
  readonly dimensions: readonly Dimension[];
  /** What is read off a mark. */
  readonly reading: Pick<Measure, "kind" | "label" | "of">;
  readonly table: Columns;
  readonly size?: "full";
  /** How many groups are left out of it because they are small. */
  readonly left?: number;
}

/** A chart of more groups than these would be a wall; its table has them all. */
const drawnGroups = 12;

/** The first groups of a dimension, and what the subtitle says of the others. */
function limited<T>(items: readonly T[], what: string): { shown: readonly T[]; note: string } {
  return items.length <= drawnGroups
    ? { shown: items, note: "" }
    : {
        shown: items.slice(0, drawnGroups),
        note: `, the first ${drawnGroups} of ${count(items.length)} ${what}`,
      };
}

const { revenue, customers, averagePurchase, discountShare } = measures;
const purchases: Measure = { ...customers, label: "Purchases" };

/**
 * The dashboard's figures, in reading order, with what is chosen standing out in the charts that
 * show it.
 */
export function dashboardFigures(
  data: Dashboard,
  chosen: Selection = emptySelection,
): DashboardFigure[] {
  const {
    categories,
    ageGroups,
    subscriptions,
    ageGenders,
    genders,
    categorySeasons,
    seasons,
    topProducts,
    products,
    leadingProducts,
  } = data;
  const { shown, note } = limited(categories, "categories");
  const drawn = new Set(shown.map(({ name }) => name));
  const marked = markingOf(chosen);
  const category = marked(shown, ["category"]);
  const age = marked(ageGroups, ["age_group"]);
  const ageGender = marked(ageGenders, ["age_group", "gender"], crossName);
  const season = marked(
    categorySeasons.filter(({ name }) => drawn.has(name)),
    ["category", "season"],
    crossName,
  );
  const subscription = marked(subscriptions, ["subscription_status"], ({ name }) =>
    subscriptionName(name),
  );
  const product = marked(
    topProducts.filter(({ other }) => drawn.has(other)),
    ["item_purchased", "category"],
  );
  const everyone = sumOf(subscriptions);
  // A category may be known, and its discounts not.
  const told = categories.filter(({ sums }) => !Number.isNaN(sums.discounted));
  const discounts =
    told.length === categories.length
      ? category
      : marked(
          shown.filter((slice) => told.includes(slice)),
          ["category"],
        );
  const figures: Omit<DashboardFigure, "everyMark">[] = [
    {
      id: "revenue-by-category",
      title: titles.revenueTitle(categories, sumOf(categories)),
      subtitle: `Revenue by category${note}`,
      ...barsOf(category, revenue),
      table: sliceTable(categories, "Category", [revenue, purchases, averagePurchase]),
    },
    {
      id: "purchases-by-category",
      title: titles.purchasesTitle(categories, sumOf(categories)),
      subtitle: `Purchases by category${note}`,
      ...barsOf(category, customers),
      table: sliceTable(categories, "Category", [purchases]),
    },
    {
      id: "revenue-by-age-group",
      title: titles.ageRevenueTitle(ageGroups),
      subtitle: "Revenue by age group",
      ...barsOf(age, revenue),
      table: sliceTable(ageGroups, "Age group", [revenue, purchases, averagePurchase]),
    },
    {
      id: "purchases-by-age-group",
      title: titles.agePurchasesTitle(ageGroups),
      subtitle: "Purchases by age group",
      ...barsOf(age, customers),
      table: sliceTable(ageGroups, "Age group", [purchases]),
    },
    {
      id: "revenue-by-age-and-gender",
      title: titles.ageGenderTitle({
        ...data,
        ageGroups: ageGroups.filter(({ name }) => ageGenders.some((slice) => slice.name === name)),
      }),
      subtitle: "Revenue by age group and gender",
      ...chosenBy(ageGender),
      reading: revenue,
      chart: stackedBars(
        ageGender.slices.map(({ slice, key, faded }) => ({
          name: slice.name,
          part: slice.other,
          value: slice.sums.revenue / 100,
          label: short(slice.sums.revenue / 100, "usd"),
          key,
          faded,
        })),
        genders,
        usdCompact,
      ),
      table: crossTable(ageGenders, ["Age group", "Gender"], [revenue, purchases]),
    },
    {
      id: "season-by-category",
      title: titles.seasonTitle(data),
      subtitle: `Revenue by category and season${note}`,
      ...chosenBy(season),
      reading: revenue,
      chart: heatmap(
        season.slices.map(({ slice, key, faded }) => ({
          row: slice.name,
          column: slice.other,
          value: slice.sums.revenue / 100,
          label: short(slice.sums.revenue / 100, "usd"),
          key,
          faded,
        })),
        shown.map(({ name }) => name),
        seasons,
      ),
      table: crossTable(categorySeasons, ["Category", "Season"], [revenue, purchases]),
    },
    {
      id: "subscription",
      title: titles.subscriptionTitle(everyone),
      subtitle: "Share of customers by subscription",
      ...chosenBy(subscription),
      reading: {
        kind: "share",
        label: "Share of customers",
        of: ({ customers: some }) => (everyone.customers === 0 ? null : some / everyone.customers),
      },
      chart: shareBar(
        subscription.slices.map(({ slice: { name, sums }, key, faded }) => {
          const share = everyone.customers === 0 ? 0 : sums.customers / everyone.customers;
          return {
            name: subscriptionName(name),
            share,
            label: percent(share),
            highlight: name === "Yes",
            key,
            faded,
          };
        }),
      ),
      table: sliceTable(subscriptions, "Subscribed", [customers, revenue, averagePurchase]),
    },
    {
      id: "discount-by-category",
      title: titles.discountTitle(told),
      subtitle: `Share of purchases discounted, by category${note}`,
      // The title speaks of the range, so no bar stands out.
      ...barsOf(discounts, discountShare, []),
      table: sliceTable(told, "Category", [discountShare, purchases]),
    },
    {
      id: "top-products",
      title: titles.topProductsTitle(data),
      subtitle: `Purchases of the three products bought most in each category${note}`,
      size: "full",
      ...chosenBy(product),
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
      table: crossTable(topProducts, ["Product", "Category"], [purchases, revenue]),
    },
  ];
  const everyMark: Readonly<Record<string, readonly Mark[]>> = {
    "season-by-category": marked(categorySeasons, ["category", "season"], crossName).marks,
    "top-products": marked(products, ["item_purchased", "category"]).marks,
  };
  const ofCategories = marked(categories, ["category"]).marks;
  const leftOf = ({ id, dimensions }: Omit<DashboardFigure, "everyMark">) =>
    (data.suppressed?.[dimensions.join(" ")] ?? 0) +
    (id === "discount-by-category" ? categories.length - told.length : 0);
  return figures.map((figure) => ({
    ...figure,
    ...(leftOf(figure) === 0
      ? {}
      : { left: leftOf(figure), title: ofWhatIsShown(figure.title, true) }),
    everyMark:
      everyMark[figure.id] ?? (figure.marks === category.marks ? ofCategories : figure.marks),
    subtitle: `${figure.subtitle}${restriction(figure, chosen)}`,
  }));
}

/** What a figure is restricted to: everything that is chosen but what it shows in full. */
function restriction(
  { dimensions }: Pick<DashboardFigure, "dimensions">,
  chosen: Selection,
): string {
  const others = without(chosen, dimensions);
  return isEmptySelection(others) ? "" : ` · ${describeSelection(others)}`;
}

const crossName = ({ name, other }: CrossSlice) => `${isolated(name)}, ${isolated(other)}`;

/**
 * Slices that can be chosen: each with the key of its mark, and whether something else is chosen.
 */
interface Marked<T> {
  readonly slices: readonly { readonly slice: T; readonly key: string; readonly faded: boolean }[];
  readonly marks: readonly Mark[];
  readonly dimensions: readonly Dimension[];
  /** Whether anything is chosen of what they are sliced by. */
  readonly restricted: boolean;
}

const chosenBy = ({ marks, dimensions }: Pick<DashboardFigure, "marks" | "dimensions">) => ({
  marks,
  dimensions,
});

/** Marks slices by the dimensions that their names are values of. */
function markingOf(chosen: Selection) {
  return <T extends Slice & Partial<CrossSlice>>(
    slices: readonly T[],
    dimensions: readonly Dimension[],
    nameOf: (slice: T) => string = ({ name }) => name,
  ): Marked<T> => {
    const clauseOf = ({ name, other }: T): Clause =>
      Object.fromEntries(
        dimensions.map((dimension, index) => [dimension, index === 0 ? name : other]),
      );
    const marks = slices.map((slice): Mark => ({
      name: nameOf(slice),
      clause: clauseOf(slice),
      sums: slice.sums,
    }));
    return {
      marks,
      dimensions,
      restricted: dimensions.some((dimension) => chosen[dimension]),
      slices: slices.map((slice, index) => ({
        slice,
        key: String(index),
        faded: !admits(chosen, marks[index]?.clause ?? {}),
      })),
    };
  };
}

/** Bars of a measure; in the accent colour what is chosen, or, where nothing is, who leads. */
function barsOf(
  { slices, marks, dimensions, restricted }: Marked<Slice>,
  measure: Measure,
  top?: readonly Slice[],
): Pick<DashboardFigure, "chart" | "marks" | "dimensions" | "reading"> {
  const leaders =
    top ??
    titles.leaders(
      slices.map(({ slice }) => slice),
      measure,
    );
  const chart = bars(
    slices.map(({ slice, key, faded }) => {
      const value = measure.of(slice.sums) ?? 0;
      return {
        name: slice.name,
        value,
        label: measure.kind === "share" ? percentFine(value) : short(value, measure.kind),
        highlight: restricted ? !faded : leaders.includes(slice),
        key,
        faded,
      };
    }),
  );
  return { chart, marks, dimensions, reading: measure === customers ? purchases : measure };
}
