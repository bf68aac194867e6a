import { largest } from "../statistics/extremes.ts";
import { compareText, inOrder, rollUp, totalOf, type Cube, type Group } from "./cube.ts";
import type { CubeSource } from "./margins.ts";
import { measures, nobody, type Sums } from "./measures.ts";
import { emptySelection, without, type Dimension, type Selection } from "./selection.ts";

export interface Slice {
  readonly name: string;
  readonly sums: Sums;
}

export interface CrossSlice extends Slice {
  readonly other: string;
}

/** Display order of values that have one, by dimension. */
export type Orders = Readonly<Record<string, readonly string[]>>;

/**
 * What the dashboard shows of a selection. The total is of exactly who is selected; what is sliced
 * by a dimension is not
 * restricted in that dimension, so that a chart shows all its values and which of them are chosen.
 */
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
  /**
   * `name` is the product, `other` its category: the three most bought of each. Empty where the
   * cube holds no products.
   */
  readonly topProducts: readonly CrossSlice[];
  /** Every product that is bought, of every category. */
  readonly products: readonly CrossSlice[];
  /** The products that no other is bought more often than, in one category, all that tie. */
  readonly leadingProducts: readonly CrossSlice[];
  /**
   * How many groups are left out, because they are small, by the dimensions that they are of; not
   * there where none is.
   */
  readonly suppressed?: Readonly<Record<string, number>>;
}

const slice = ({ keys, sums }: Group): Slice => ({ name: keys[0] ?? "", sums });
const cross = ({ keys, sums }: Group): CrossSlice => ({
  name: keys[0] ?? "",
  other: keys[1] ?? "",
  sums,
});
const byRevenue = (a: Slice, b: Slice) =>
  b.sums.revenue - a.sums.revenue || compareText(a.name, b.name);
const byCustomers = (a: Slice, b: Slice) =>
  b.sums.customers - a.sums.customers || compareText(a.name, b.name);

/** How many products of a category are shown. */
const topOf = 3;

/**
 * Rolls a cube up to what the dashboard shows of a selection. What is sliced by a dimension that is
 * not known is empty.
 * @param known one cube, or for some dimensions that which knows them
 * @param strictly whether what is sliced by a dimension is restricted in that dimension too, as two
 * selections are compared
 */
export function dashboard(
  known: Cube | CubeSource,
  orders: Orders,
  selection: Selection = emptySelection,
  strictly = false,
): Dashboard {
  const source: CubeSource =
    typeof known === "function"
      ? known
      : (by) => (by.every((name) => known.dimensions.has(name)) ? known : undefined);
  const group = (...by: readonly Dimension[]) => {
    const cube = source(by);
    return cube ? rollUp(cube, by, strictly ? selection : without(selection, by)) : [];
  };
  const names = (dimension: Dimension, ...by: readonly Dimension[]) => {
    const cube = source(by);
    return cube ? namesOf(cube, dimension, orders) : [];
  };
  const whole = source([]);
  const categories = group("category").map(slice).toSorted(byRevenue);
  const categoryOrder = categories.map(({ name }) => name);
  const ordered = (dimension: Dimension) =>
    inOrder(group(dimension).map(slice), ({ name }) => name, orders[dimension]);
  const crossed = (rows: Dimension, columns: Dimension, rowOrder: readonly string[] | undefined) =>
    inOrder(
      inOrder(group(rows, columns).map(cross), ({ other }) => other, orders[columns]),
      ({ name }) => name,
      rowOrder,
    );
  const products = group("item_purchased", "category")
    .map(cross)
    .filter(({ sums }) => sums.customers > 0);
  const most = largest(products.map(({ sums }) => sums.customers));
  const byCategory = Map.groupBy(products, ({ other }) => other);
  return {
    total: whole ? totalOf(whole, selection) : nobody,
    categories,
    ageGroups: ordered("age_group"),
    subscriptions: ordered("subscription_status"),
    ageGenders: crossed("age_group", "gender", orders["age_group"]),
    genders: names("gender", "age_group", "gender"),
    categorySeasons: crossed("category", "season", categoryOrder),
    seasons: names("season", "category", "season"),
    products,
    leadingProducts: products.filter(({ sums }) => sums.customers === most).toSorted(byCustomers),
    topProducts: categoryOrder.flatMap((category) =>
      (byCategory.get(category) ?? []).toSorted(byCustomers).slice(0, topOf),
    ),
  };
}

/** A dimension's values in the order that readers expect. */
export const namesOf = (cube: Cube, dimension: Dimension, orders: Orders) =>
  inOrder(cube.dimensions.get(dimension)?.values ?? [], (name) => name, orders[dimension]);

/**
 * The categories as the headline speaks of them: of exactly who is selected, those without anybody
 * left out; none of a cube that does not know them.
 */
export function selectedCategories(cube: Cube, selection: Selection): Slice[] {
  if (!cube.dimensions.has("category")) return [];
  return rollUp(cube, ["category"], selection)
    .map(slice)
    .filter(({ sums }) => measures.customers.of(sums) > 0)
    .toSorted(byRevenue);
}
