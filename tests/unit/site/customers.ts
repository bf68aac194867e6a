import fc from "fast-check";
import { compareText } from "../../../src/model/cube.ts";
import type { Dashboard } from "../../../src/model/dashboard.ts";
import type { Sums } from "../../../src/model/measures.ts";

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
export const sumOf = (members: readonly Buyer[]): Sums => ({
  customers: members.length,
  revenue: members.reduce((sum, { cents }) => sum + cents, 0),
  rating_sum: 375 * members.length,
  subscribers: members.filter(({ subscriber }) => subscriber).length,
  discounted: members.filter(({ discounted }) => discounted).length,
});

/** Groups of customers by what `of` says of each. */
export const groupsOf = (all: readonly Buyer[], of: (buyer: Buyer) => string) =>
  [...Map.groupBy(all, of)].map(([name, members]) => ({ name, sums: sumOf(members), members }));

/** The dashboard of customers, put together by hand. */
export function dashboardOf(all: readonly Buyer[]): Dashboard {
  const present = <T extends string>(order: readonly T[], of: (buyer: Buyer) => string) =>
    order.filter((value) => all.some((each) => of(each) === value));
  const slice = (name: string, members: readonly Buyer[]) => ({ name, sums: sumOf(members) });
  const cross = (
    names: readonly string[],
    others: readonly string[],
    of: (buyer: Buyer) => string,
    otherOf: (buyer: Buyer) => string,
  ) =>
    names.flatMap((name) =>
      others.flatMap((other) => {
        const members = all.filter((each) => of(each) === name && otherOf(each) === other);
        return members.length > 0 ? [{ ...slice(name, members), other }] : [];
      }),
    );
  const byCategory = groupsOf(all, ({ category }) => category).toSorted(
    (a, b) => b.sums.revenue - a.sums.revenue || compareText(a.name, b.name),
  );
  const categoryNames = byCategory.map(({ name }) => name);
  const ageNames = present(ages, ({ age }) => age);
  const genderNames = present(genders, ({ gender }) => gender);
  const seasonNames = present(seasons, ({ season }) => season);
  const sold = cross(
    present(products, ({ product }) => product),
    categoryNames,
    ({ product }) => product,
    ({ category }) => category,
  );
  const most = Math.max(...sold.map(({ sums }) => sums.customers));
  return {
    total: sumOf(all),
    categories: byCategory.map(({ name, members }) => slice(name, members)),
    ageGroups: ageNames.map((name) =>
      slice(
        name,
        all.filter(({ age }) => age === name),
      ),
    ),
    subscriptions: groupsOf(all, ({ subscriber }) => (subscriber ? "Yes" : "No")).map(
      ({ name, members }) => slice(name, members),
    ),
    ageGenders: cross(
      ageNames,
      genderNames,
      ({ age }) => age,
      ({ gender }) => gender,
    ),
    genders: genderNames,
    categorySeasons: cross(
      categoryNames,
      seasonNames,
      ({ category }) => category,
      ({ season }) => season,
    ),
    seasons: seasonNames,
    // The sort keeps the order of `products`, which is by name.
    topProducts: categoryNames.flatMap((category) =>
      sold
        .filter(({ other }) => other === category)
        .toSorted((a, b) => b.sums.customers - a.sums.customers)
        .slice(0, 3),
    ),
    products: sold,
    leadingProducts: sold.filter(({ sums }) => sums.customers === most),
  };
}
