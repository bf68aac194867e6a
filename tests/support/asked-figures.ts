import type { Clause, Selection } from "../../src/model/selection.ts";
import { figureTitle } from "../../src/sentences/titles/index.ts";
import { count, exact, full, percent, percentFine, short } from "../../src/text/numbers.ts";
import { or } from "../../src/text/words.ts";
import { dimensionNames, type Sums } from "./asked.ts";
import type { AskedDashboard, AskedFigure, AskedSlice } from "./asked-dashboard.ts";
import { metric, model } from "./model.ts";

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
const usd = "money:USD";
const dollars = ({ revenue }: Sums) => revenue / 100;
const buyers = ({ customers }: Sums) => customers;
const discounted = ({ customers, discount_share_count: some }: Sums) =>
  customers === 0 ? 0 : some / customers;

/** " · Clothing or Footwear, Female": what is chosen but of what a figure shows in full. */
function restriction(chosen: Selection, own: readonly string[]): string {
  const parts = dimensionNames.flatMap((name) => {
    const values = own.includes(name) ? undefined : chosen[name];
    return values ? [or(name === "subscription_status" ? values.map(calledStatus) : values)] : [];
  });
  return parts.length > 0 ? ` · ${parts.join(", ")}` : "";
}

const amount = (sums: Sums) => full(sums.revenue / 100, usd);
const purchases = (sums: Sums) => count(sums.customers);
const average = (sums: Sums) =>
  sums.customers === 0 ? "–" : exact(sums.revenue / 100 / sums.customers, usd);
const share = (sums: Sums) => (sums.customers === 0 ? "–" : percentFine(discounted(sums)));

/** A share of two that add up to 100%: of two halves of a percent, only the first is rounded up. */
function shareOfTwo(part: number, whole: number, first: boolean): string {
  const half = first ? whole : whole - 1;
  const rounded = whole === 0 ? 0 : Math.floor((200 * part + half) / (2 * whole));
  if (part > 0 && rounded === 0) return "<1%";
  return part < whole && rounded === 100 ? ">99%" : `${rounded}%`;
}

/** How each figure reads and writes its groups, and what stands out where nothing is chosen. */
interface Shown {
  readonly subtitle: string;
  readonly of: (sums: Sums) => number;
  readonly write: (value: number) => string;
  readonly stress: "most" | "nothing" | "unsaid";
  readonly cells: readonly ((sums: Sums) => string)[];
}

const inDollars = { of: dollars, write: (value: number) => short(value, usd) };
const inPurchases = { of: buyers, write: (value: number) => short(value, "count") };

const shownOf: Readonly<Record<string, Shown>> = {
  "revenue-by-category": {
    ...inDollars,
    subtitle: "Revenue by category",
    stress: "most",
    cells: [amount, purchases, average],
  },
  "purchases-by-category": {
    ...inPurchases,
    subtitle: "Purchases by category",
    stress: "most",
    cells: [purchases],
  },
  "revenue-by-age-group": {
    ...inDollars,
    subtitle: "Revenue by age group",
    stress: "most",
    cells: [amount, purchases, average],
  },
  "purchases-by-age-group": {
    ...inPurchases,
    subtitle: "Purchases by age group",
    stress: "most",
    cells: [purchases],
  },
  "revenue-by-age-and-gender": {
    ...inDollars,
    subtitle: "Revenue by age group and gender",
    stress: "unsaid",
    cells: [amount, purchases],
  },
  "season-by-category": {
    ...inDollars,
    subtitle: "Revenue by category and season",
    stress: "unsaid",
    cells: [amount, purchases],
  },
  subscription: {
    of: buyers,
    write: percent,
    subtitle: "Share of customers by subscription",
    stress: "nothing",
    cells: [purchases, amount, average],
  },
  "discount-by-category": {
    of: discounted,
    write: percentFine,
    subtitle: "Discounted purchases by category",
    stress: "nothing",
    cells: [share, purchases],
  },
  "top-products": {
    ...inPurchases,
    subtitle: "Purchases: the top 3 products in each category",
    stress: "most",
    cells: [purchases, amount],
  },
};

const calledIn = (id: string, keys: readonly string[]) =>
  id === "subscription" ? keys.map(calledStatus) : keys;

function marksOf(
  { spec: { id, by }, slices, all }: AskedFigure,
  { of, write, stress }: Shown,
  chosen: Selection,
): ExpectedMark[] {
  const everyone = slices.reduce((sum, { sums }) => sum + sums.customers, 0);
  const most = Math.max(...all.map(({ sums }) => of(sums)));
  return slices.map(({ keys, sums }): ExpectedMark => {
    const clause = Object.fromEntries(by.map((name, place) => [name, keys[place] ?? ""]));
    const faded = by.some((name, place) => chosen[name]?.includes(keys[place] ?? "") === false);
    const isRestricted = by.some((name) => chosen[name]);
    const names = calledIn(id, keys).slice(0, id === "top-products" ? 1 : 2);
    const mark = { name: names.join(", "), clause, sums, faded };
    if (id === "subscription") {
      const isYes = keys[0] === "Yes";
      return {
        ...mark,
        value: everyone === 0 ? 0 : sums.customers / everyone,
        label: shareOfTwo(sums.customers, everyone, isYes),
        highlight: isYes,
      };
    }
    const value = of(sums);
    const isMost = stress === "most" && value === most && (id === "top-products" || value !== 0);
    return {
      ...mark,
      value,
      label: write(value),
      highlight: stress === "unsaid" ? undefined : isRestricted ? !faded : isMost,
    };
  });
}

const rowOf = (id: string, { keys, sums }: AskedSlice, cells: Shown["cells"]) => [
  ...calledIn(id, keys),
  ...cells.map((cell) => cell(sums)),
];

/** What each figure has to show of a dashboard's sums, restated figure by figure. */
export const expectedFigures = (data: AskedDashboard, chosen: Selection): ExpectedFigure[] =>
  data.figures.map((figure) => {
    const { spec, slices } = figure;
    const shown = shownOf[spec.id];
    if (!shown) throw new Error(`Nothing is expected of ${spec.id}.`);
    return {
      id: spec.id,
      title: figureTitle({
        data: figure,
        model,
        metric: metric(spec.metric),
        dimensions: spec.by.flatMap(
          (name) => model.dimensions.find((dimension) => dimension.name === name) ?? [],
        ),
      }),
      subtitle: `${shown.subtitle}${restriction(chosen, spec.by)}`,
      marks: marksOf(figure, shown, chosen),
      rows: slices.map((slice) => rowOf(spec.id, slice, shown.cells)),
    };
  });
