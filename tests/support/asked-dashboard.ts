import type { Dashboard, FigureSlices, Orders } from "../../src/model/dashboard.ts";
import type { Asked, Grouping, Sums } from "./asked.ts";
import { model } from "./model.ts";
import { byText } from "./sums.ts";

/** A group as the database answers it. */
export interface AskedSlice {
  readonly keys: readonly string[];
  readonly sums: Sums;
}

/** A figure's groups as the database answers them. */
export interface AskedFigure extends Omit<FigureSlices, "slices" | "all"> {
  readonly slices: readonly AskedSlice[];
  readonly all: readonly AskedSlice[];
}

/** The dashboard as the database answers it. */
export interface AskedDashboard extends Omit<Dashboard, "figures" | "total" | "leaders"> {
  readonly total: Sums;
  readonly figures: readonly AskedFigure[];
  readonly leaders: readonly AskedSlice[];
}

const byKeys = (a: { readonly keys: readonly string[] }, b: { readonly keys: readonly string[] }) =>
  byText(a.keys[0] ?? "", b.keys[0] ?? "") || byText(a.keys[1] ?? "", b.keys[1] ?? "");

/** Lists whose order means nothing, in one. */
export const settled = <T extends Dashboard | AskedDashboard>(data: T): T => ({
  ...data,
  figures: data.figures.map((figure) =>
    figure.spec.mark === "grouped"
      ? {
          ...figure,
          all: figure.all.toSorted(byKeys),
          values: [figure.values[0]?.toSorted(byText) ?? [], figure.values[1] ?? []],
        }
      : figure,
  ),
});

const groupingOf: Readonly<Record<string, Grouping>> = {
  category: "category",
  age_group: "ageGroup",
  subscription_status: "subscription",
  "age_group gender": "ageGender",
  "category season": "categorySeason",
  "item_purchased category": "product",
};

/** The dashboard of a selection as the database answers it. */
export function dashboardAsked(
  asked: Asked,
  selection: number,
  orders: Orders,
  strictly: boolean,
): AskedDashboard {
  const slicesBy = (grouping: Grouping): AskedSlice[] =>
    asked
      .occurring(grouping)
      .map((keys) => ({ keys, sums: asked.sums(selection, grouping, keys, strictly) }));
  const byRevenue = (some: readonly AskedSlice[]) =>
    some.toSorted((a, b) => b.sums.revenue - a.sums.revenue || byKeys(a, b));
  const categories = byRevenue(slicesBy("category"));
  // Whatever is selected, values stand in the order of everybody.
  const everybody = asked
    .occurring("category")
    .map((keys) => ({ keys, sums: asked.sums(0, "category", keys, false) }));
  const names = byRevenue(everybody).map(({ keys: [name = ""] }) => name);
  const ratio = ({ sums }: AskedSlice) => sums.discount_share_count / sums.customers;
  const byRatio = byRevenue(everybody)
    .toSorted((a, b) => ratio(b) - ratio(a))
    .map(({ keys: [name = ""] }) => name);
  const place = (dimension: string, value: string, isRatio = false) => {
    const known =
      dimension === "category" ? (isRatio ? byRatio : names) : (orders[dimension] ?? []);
    return known.includes(value) ? known.indexOf(value) : known.length;
  };
  const inOrder = (dimension = "", a = "", b = "", isRatio = false) =>
    place(dimension, a, isRatio) - place(dimension, b, isRatio) || byText(a, b);
  const figureOf = (spec: FigureSlices["spec"]): AskedFigure => {
    const { by, mark } = spec;
    const isRatio = spec.metric === "discount_share";
    const found = slicesBy(groupingOf[by.join(" ")] ?? "all");
    if (mark === "grouped") {
      const sold = found.filter(({ sums }) => sums.customers > 0);
      return {
        spec,
        all: sold,
        slices: names.flatMap((category) =>
          sold
            .filter(({ keys }) => keys[1] === category)
            .toSorted((a, b) => b.sums.customers - a.sums.customers || byKeys(a, b))
            .slice(0, 3),
        ),
        values: [[...new Set(found.map(({ keys: [name = ""] }) => name))], names],
      };
    }
    const slices = found.toSorted(
      (a, b) =>
        inOrder(by[0], a.keys[0], b.keys[0], isRatio) || inOrder(by[1], a.keys[1], b.keys[1]),
    );
    return {
      spec,
      slices,
      all: slices,
      values: by.map((dimension, index) =>
        [...new Set(found.map(({ keys }) => keys[index] ?? ""))].toSorted((a, b) =>
          inOrder(dimension, a, b, isRatio),
        ),
      ),
    };
  };
  return settled({
    total: asked.sums(selection, "all", [], true),
    figures: model.dashboard.figures.map(figureOf),
    leaders: categories,
  });
}
