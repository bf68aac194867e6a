import fc from "fast-check";
import type { Value } from "../../../format/columns.ts";
import { cubeOf, type Cube } from "../../../src/model/cube.ts";
import { dashboard } from "../../../src/model/dashboard.ts";
import { dashboardFigures } from "../../../src/views/figures/index.ts";
import { model } from "../../support/model.ts";

/** A customer as the dashboard's sentences know one. */
export interface Buyer {
  readonly category: string;
  readonly product: string;
  readonly age: string;
  readonly gender: string;
  readonly season: string;
  readonly cents: number;
  readonly subscriber: boolean;
  readonly discounted: boolean;
}

const categories = ["Clothing", "Shoes", "Bags", "Hats", "Outerwear"] as const;
const ages = ["Young Adult", "Adult", "Middle-aged", "Senior"] as const;
// More than the three that are shown of a category; their names are the same in every one.
const products = ["Belt", "Cap", "Scarf", "Sock"] as const;
const genders = ["Male", "Female"] as const;
const seasons = ["Spring", "Fall", "Winter"] as const;

const buyer: fc.Arbitrary<Buyer> = fc.record({
  category: fc.constantFrom(...categories),
  product: fc.constantFrom(...products),
  age: fc.constantFrom(...ages),
  gender: fc.constantFrom(...genders),
  season: fc.constantFrom(...seasons),
  // Few amounts, so that groups tie; nothing, so that nobody earned anything.
  cents: fc.constantFrom(0, 1000, 1000, 2000, 2001, 99_999_999),
  subscriber: fc.boolean(),
  discounted: fc.boolean(),
});

/**
 * One customer of each kind that some of the values make, all alike but for these: everything ties.
 */
const even = fc
  .tuple(
    buyer,
    fc.subarray([...categories], { minLength: 1 }),
    fc.subarray([...ages], { minLength: 1 }),
    fc.subarray([...products], { minLength: 1 }),
  )
  .map(([one, some, old, bought]) =>
    some.flatMap((category) =>
      old.flatMap((age) => bought.map((product) => ({ ...one, category, age, product }))),
    ),
  );

/**
 * Some customers, of all kinds or of one category, age group or gender; as many of each kind; or
 * many of one and few of another.
 */
export const buyers: fc.Arbitrary<readonly Buyer[]> = fc.oneof(
  fc.array(buyer, { minLength: 1, maxLength: 12 }),
  fc
    .tuple(
      fc.array(buyer, { minLength: 1, maxLength: 12 }),
      fc.subarray(["category", "age", "gender", "season", "cents"] as const),
    )
    .map(([all, fixed]) =>
      all.map((each) => ({
        ...each,
        ...Object.fromEntries(fixed.map((name) => [name, all[0]?.[name]])),
      })),
    ),
  even,
  fc.tuple(even, fc.array(buyer, { maxLength: 2 })).map(([all, others]) => [...all, ...others]),
  fc
    .tuple(buyer, fc.integer({ min: 1, max: 600 }), fc.array(buyer, { maxLength: 3 }))
    .map(([one, times, others]) => [...Array.from({ length: times }, () => one), ...others]),
);

/** What customers add up to. */
export const sumOf = (members: readonly Buyer[]) => ({
  customers: members.length,
  revenue: members.reduce((sum, { cents }) => sum + cents, 0),
  review_rating_sum: 375 * members.length,
  subscriber_share_count: members.filter(({ subscriber }) => subscriber).length,
  discount_share_count: members.filter(({ discounted }) => discounted).length,
});

/** Groups of customers by what `of` says of each. */
export const groupsOf = (all: readonly Buyer[], of: (buyer: Buyer) => string) =>
  [...Map.groupBy(all, of)].map(([name, members]) => ({ name, sums: sumOf(members), members }));

/** Customers as a cube: one cell each. */
export function cubeOfBuyers(all: readonly Buyer[]): Cube {
  const cells: Readonly<Record<string, Value>>[] = all.map((buyer) => ({
    ...sumOf([buyer]),
    subscription_status: buyer.subscriber ? "Yes" : "No",
    category: buyer.category,
    gender: buyer.gender,
    shipping_type: "Standard",
    age_group: buyer.age,
    season: buyer.season,
    item_purchased: buyer.product,
  }));
  const names = [
    ...model.dimensions.map(({ name }) => name),
    ...model.sums.flatMap(({ name, where }) => (where ? [] : [name])),
  ];
  const values = Object.fromEntries(
    names.map((name) => [name, cells.map((cell) => cell[name] ?? null)]),
  );
  return cubeOf({ length: cells.length, values }, model);
}

/** The root report's dashboard of customers. */
export const dashboardOf = (all: readonly Buyer[]) => dashboard(cubeOfBuyers(all), model);

/** The title of a figure of it. */
export function titleOf(all: readonly Buyer[], id: string): string {
  const figure = dashboardFigures(dashboardOf(all), model).find((each) => each.id === id);
  if (!figure) throw new Error(`There is no figure ${id}.`);
  return figure.title;
}
