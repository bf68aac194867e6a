import { store } from "../site/store.ts";
import { compareText, inOrder, rollUp, type Group } from "./cube.ts";
import type { Sums } from "./measures.ts";

export interface Slice {
  readonly name: string;
  readonly sums: Sums;
}

export interface CrossSlice extends Slice {
  readonly other: string;
}

/** What the dashboard shows, of all customers. */
export interface Dashboard {
  readonly total: Sums;
  /** By revenue, the largest first. */
  readonly categories: readonly Slice[];
  /** From the youngest to the oldest. */
  readonly ageGroups: readonly Slice[];
  readonly subscriptions: readonly Slice[];
  /** `name` is the age group, `other` the gender. */
  readonly ageGenders: readonly CrossSlice[];
  readonly genders: readonly string[];
  /** `name` is the category, `other` the season. */
  readonly categorySeasons: readonly CrossSlice[];
  readonly seasons: readonly string[];
  /** `name` is the product, `other` its category: the three most bought of each. */
  readonly topProducts: readonly CrossSlice[];
  /** The products that no other is bought more often than, in one category, all that tie. */
  readonly leadingProducts: readonly CrossSlice[];
}

const slice = ({ keys, sums }: Group): Slice => ({ name: keys[0] ?? "", sums });
const cross = ({ keys, sums }: Group): CrossSlice => ({ name: keys[0] ?? "", other: keys[1] ?? "", sums });
const byRevenue = (a: Slice, b: Slice) => b.sums.revenue - a.sums.revenue || compareText(a.name, b.name);
const byCustomers = (a: Slice, b: Slice) => b.sums.customers - a.sums.customers || compareText(a.name, b.name);

/** Rolls the cubes up to what the dashboard shows. */
export function dashboard(): Dashboard {
  const { orders } = store.manifest;
  const [ageCube, seasonCube, productCube] = ["cube-age-group", "cube-season", "cube-product"].map((name) => store.columns(name));
  if (!ageCube || !seasonCube || !productCube) throw new Error("The dashboard needs its three cubes.");
  const [everybody] = rollUp(ageCube, []);
  const categories = rollUp(ageCube, ["category"]).map(slice).toSorted(byRevenue);
  const categoryOrder = categories.map(({ name }) => name);
  const ordered = (cube: typeof ageCube, dimension: string) => inOrder(rollUp(cube, [dimension]).map(slice), ({ name }) => name, orders[dimension]);
  const crossed = (cube: typeof ageCube, rows: string, columns: string, rowOrder: readonly string[] | undefined) =>
    inOrder(inOrder(rollUp(cube, [rows, columns]).map(cross), ({ other }) => other, orders[columns]), ({ name }) => name, rowOrder);
  const products = rollUp(productCube, ["item_purchased", "category"]).map(cross);
  return {
    total: everybody?.sums ?? { customers: 0, revenue: 0, rating_sum: 0, subscribers: 0, discounted: 0 },
    categories,
    ageGroups: ordered(ageCube, "age_group"),
    subscriptions: ordered(ageCube, "subscription_status"),
    ageGenders: crossed(ageCube, "age_group", "gender", orders["age_group"]),
    genders: ordered(ageCube, "gender").map(({ name }) => name),
    categorySeasons: crossed(seasonCube, "category", "season", categoryOrder),
    seasons: ordered(seasonCube, "season").map(({ name }) => name),
    leadingProducts: products.filter(({ sums }) => sums.customers === Math.max(...products.map((product) => product.sums.customers))).toSorted(byCustomers),
    topProducts: categoryOrder.flatMap((category) => products.filter(({ other }) => other === category).toSorted(byCustomers).slice(0, 3)),
  };
}
