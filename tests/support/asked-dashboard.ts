import type { CrossSlice, Dashboard, Orders, Slice } from "../../src/model/dashboard.ts";
import type { Asked, Grouping } from "./asked.ts";
import { byText } from "./sums.ts";

const byName = (a: CrossSlice, b: CrossSlice) => byText(a.name, b.name) || byText(a.other, b.other);

/** Lists whose order means nothing, in one. */
export const settled = (data: Dashboard): Dashboard => ({
  ...data,
  products: data.products.toSorted(byName),
  leadingProducts: data.leadingProducts.toSorted(byName),
});

/** The dashboard of a selection as the database answers it. */
export function dashboardAsked(
  asked: Asked,
  selection: number,
  orders: Orders,
  strictly: boolean,
): Dashboard {
  const slices = (grouping: Grouping): Slice[] =>
    asked.occurring(grouping).map((keys) => ({
      name: keys[0] ?? "",
      sums: asked.sums(selection, grouping, keys, strictly),
    }));
  const crossed = (grouping: Grouping): CrossSlice[] =>
    asked.occurring(grouping).map((keys) => ({
      name: keys[0] ?? "",
      other: keys[1] ?? "",
      sums: asked.sums(selection, grouping, keys, strictly),
    }));
  const place = (dimension: string, value: string) => {
    const known = orders[dimension] ?? [];
    return known.includes(value) ? known.indexOf(value) : known.length;
  };
  const inOrder = (dimension: string, a: string, b: string) =>
    place(dimension, a) - place(dimension, b) || byText(a, b);
  const ordered = (grouping: Grouping, dimension: string) =>
    slices(grouping).toSorted((a, b) => inOrder(dimension, a.name, b.name));
  const categories = slices("category").toSorted(
    (a, b) => b.sums.revenue - a.sums.revenue || byText(a.name, b.name),
  );
  const names = categories.map(({ name }) => name);
  const products = crossed("product").filter(({ sums }) => sums.customers > 0);
  const most = Math.max(...products.map(({ sums }) => sums.customers));
  return settled({
    total: asked.sums(selection, "all", [], true),
    categories,
    ageGroups: ordered("ageGroup", "age_group"),
    subscriptions: ordered("subscription", "subscription_status"),
    ageGenders: crossed("ageGender").toSorted(
      (a, b) => inOrder("age_group", a.name, b.name) || inOrder("gender", a.other, b.other),
    ),
    genders: [...new Set(crossed("ageGender").map(({ other }) => other))].toSorted((a, b) =>
      inOrder("gender", a, b),
    ),
    categorySeasons: crossed("categorySeason").toSorted(
      (a, b) =>
        names.indexOf(a.name) - names.indexOf(b.name) || inOrder("season", a.other, b.other),
    ),
    seasons: [...new Set(crossed("categorySeason").map(({ other }) => other))].toSorted((a, b) =>
      inOrder("season", a, b),
    ),
    products,
    leadingProducts: products.filter(({ sums }) => sums.customers === most),
    topProducts: names.flatMap((category) =>
      products
        .filter(({ other }) => other === category)
        .toSorted((a, b) => b.sums.customers - a.sums.customers || byText(a.name, b.name))
        .slice(0, 3),
    ),
  });
}
