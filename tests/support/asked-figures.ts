import type { CrossSlice, Dashboard, Slice } from "../../src/model/dashboard.ts";
import type { Sums } from "../../src/model/measures.ts";
import {
  dimensionNames,
  type Clause,
  type Dimension,
  type Selection,
} from "../../src/model/selection.ts";
import * as titles from "../../src/sentences/dashboard.ts";
import { count, percent, percentFine, short, usd, usdExact } from "../../src/text/numbers.ts";
import { or } from "../../src/text/words.ts";

/** A mark as its chart is given it. */
export interface ExpectedMark {
  readonly name: string;
  readonly clause: Clause;
  readonly sums: Sums;
  readonly value: number;
  readonly label: string;
  /** Undefined where the chart stresses nothing. */
  readonly highlight: boolean | undefined;
  readonly faded: boolean;
}

/** What a figure has to show. */
export interface ExpectedFigure {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly marks: readonly ExpectedMark[];
  /** The table as it is written, without its head. */
  readonly rows: readonly (readonly string[])[];
}

const calledStatus = (status: string) =>
  ({ Yes: "Subscribers", No: "Not subscribed" })[status] ?? status;
const dollars = ({ revenue }: Sums) => revenue / 100;
const buyers = ({ customers }: Sums) => customers;
const discounted = ({ customers, discounted: some }: Sums) =>
  customers === 0 ? 0 : some / customers;

/** " · Clothing or Footwear, Female": what is chosen but of what a figure shows in full. */
function restriction(chosen: Selection, own: readonly Dimension[]): string {
  const parts = dimensionNames.flatMap((name) => {
    const values = own.includes(name) ? undefined : chosen[name];
    return values ? [or(name === "subscription_status" ? values.map(calledStatus) : values)] : [];
  });
  return parts.length > 0 ? ` · ${parts.join(", ")}` : "";
}

const amount = (sums: Sums) => usd(sums.revenue / 100);
const purchases = (sums: Sums) => count(sums.customers);
const average = (sums: Sums) =>
  sums.customers === 0 ? "–" : usdExact(sums.revenue / 100 / sums.customers);
const rowsOf = (
  slices: readonly (Slice & { readonly other?: string })[],
  ...cells: readonly ((sums: Sums) => string)[]
) =>
  slices.map(({ name, other, sums }) => [
    name,
    ...(other === undefined ? [] : [other]),
    ...cells.map((cell) => cell(sums)),
  ]);

/** A share of two that add up to 100%: of two halves of a percent, only the first is rounded up. */
function shareOfTwo(part: number, whole: number, first: boolean): string {
  const half = first ? whole : whole - 1;
  const rounded = whole === 0 ? 0 : Math.floor((200 * part + half) / (2 * whole));
  if (part > 0 && rounded === 0) return "<1%";
  return part < whole && rounded === 100 ? ">99%" : `${rounded}%`;
}

/** What each figure has to show of a dashboard's sums, restated figure by figure. */
export function expectedFigures(data: Dashboard, chosen: Selection): ExpectedFigure[] {
  const {
    categories,
    ageGroups,
    ageGenders,
    categorySeasons,
    subscriptions,
    topProducts,
    leadingProducts,
  } = data;
  const everyone = subscriptions.reduce((sum, { sums }) => sum + sums.customers, 0);
  const allOf = (slices: readonly Slice[]): Sums => ({
    ...data.total,
    revenue: slices.reduce((sum, { sums }) => sum + sums.revenue, 0),
    customers: slices.reduce((sum, { sums }) => sum + sums.customers, 0),
    subscribers: slices
      .filter(({ name }) => name === "Yes")
      .reduce((sum, { sums }) => sum + sums.customers, 0),
  });
  const isFaded = (clause: Clause) =>
    (Object.entries(clause) as [Dimension, string][]).some(
      ([name, value]) => chosen[name] && !chosen[name].includes(value),
    );
  const marks = <T extends Slice>(
    slices: readonly T[],
    clauseOf: (slice: T) => Clause,
    of: (sums: Sums) => number,
    write: (value: number) => string,
    stress: "leaders" | "none" | ((slice: T) => boolean),
    nameOf = ({ name }: T) => name,
  ) => {
    const most = Math.max(...slices.map(({ sums }) => of(sums)));
    return slices.map((slice): ExpectedMark => {
      const [clause, value] = [clauseOf(slice), of(slice.sums)];
      const [faded, restricted] = [
        isFaded(clause),
        Object.keys(clause).some((name) => chosen[name as Dimension]),
      ];
      const stressed =
        stress === "none"
          ? false
          : stress === "leaders"
            ? value !== 0 && value === most
            : stress(slice);
      return {
        name: nameOf(slice),
        clause,
        sums: slice.sums,
        value,
        label: write(value),
        faded,
        highlight: restricted ? !faded : stressed,
      };
    });
  };
  const plain = (all: readonly ExpectedMark[]) =>
    all.map((mark) => ({ ...mark, highlight: undefined }));
  const pair = ({ name, other }: CrossSlice) => `${name}, ${other}`;
  const ofCategory = ({ name }: Slice): Clause => ({ category: name });
  const ofAge = ({ name }: Slice): Clause => ({ age_group: name });
  const figure = (
    id: string,
    title: string,
    subtitle: string,
    own: readonly Dimension[],
    all: readonly ExpectedMark[],
    rows: readonly (readonly string[])[],
  ): ExpectedFigure => ({
    id,
    title,
    subtitle: `${subtitle}${restriction(chosen, own)}`,
    marks: all,
    rows,
  });
  const dollarsShort = (value: number) => short(value, "usd");
  const share = (sums: Sums) => (everyone === 0 ? 0 : sums.customers / everyone);
  return [
    figure(
      "revenue-by-category",
      titles.revenueTitle(categories, allOf(categories)),
      "Revenue by category",
      ["category"],
      marks(categories, ofCategory, dollars, dollarsShort, "leaders"),
      rowsOf(categories, amount, purchases, average),
    ),
    figure(
      "purchases-by-category",
      titles.purchasesTitle(categories, allOf(categories)),
      "Purchases by category",
      ["category"],
      marks(categories, ofCategory, buyers, (value) => short(value, "count"), "leaders"),
      rowsOf(categories, purchases),
    ),
    figure(
      "revenue-by-age-group",
      titles.ageRevenueTitle(ageGroups),
      "Revenue by age group",
      ["age_group"],
      marks(ageGroups, ofAge, dollars, dollarsShort, "leaders"),
      rowsOf(ageGroups, amount, purchases, average),
    ),
    figure(
      "purchases-by-age-group",
      titles.agePurchasesTitle(ageGroups),
      "Purchases by age group",
      ["age_group"],
      marks(ageGroups, ofAge, buyers, (value) => short(value, "count"), "leaders"),
      rowsOf(ageGroups, purchases),
    ),
    figure(
      "revenue-by-age-and-gender",
      titles.ageGenderTitle(data),
      "Revenue by age group and gender",
      ["age_group", "gender"],
      plain(
        marks(
          ageGenders,
          ({ name, other }) => ({ age_group: name, gender: other }),
          dollars,
          dollarsShort,
          "none",
          pair,
        ),
      ),
      rowsOf(ageGenders, amount, purchases),
    ),
    figure(
      "season-by-category",
      titles.seasonTitle(data),
      "Revenue by category and season",
      ["category", "season"],
      plain(
        marks(
          categorySeasons,
          ({ name, other }) => ({ category: name, season: other }),
          dollars,
          dollarsShort,
          "none",
          pair,
        ),
      ),
      rowsOf(categorySeasons, amount, purchases),
    ),
    figure(
      "subscription",
      titles.subscriptionTitle(allOf(subscriptions)),
      "Share of customers by subscription",
      ["subscription_status"],
      marks(
        subscriptions,
        ({ name }) => ({ subscription_status: name }),
        share,
        percent,
        "none",
        ({ name }) => calledStatus(name),
      ).map((mark, index) => ({
        ...mark,
        label: shareOfTwo(mark.sums.customers, everyone, subscriptions[index]?.name === "Yes"),
        highlight: subscriptions[index]?.name === "Yes",
      })),
      rowsOf(subscriptions, purchases, amount, average),
    ),
    figure(
      "discount-by-category",
      titles.discountTitle(categories),
      "Share of purchases discounted, by category",
      ["category"],
      marks(categories, ofCategory, discounted, percentFine, "none"),
      rowsOf(
        categories,
        (sums) => (sums.customers === 0 ? "–" : percentFine(discounted(sums))),
        purchases,
      ),
    ),
    figure(
      "top-products",
      titles.topProductsTitle(data),
      "Purchases of the three products bought most in each category",
      ["item_purchased", "category"],
      marks(
        topProducts,
        ({ name, other }) => ({ category: other, item_purchased: name }),
        buyers,
        (value) => short(value, "count"),
        (slice) => leadingProducts.includes(slice),
      ),
      rowsOf(topProducts, purchases, amount),
    ),
  ];
}
