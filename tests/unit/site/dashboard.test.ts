import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Columns, Value } from "../../../format/columns.ts";
import { cubeOf } from "../../../src/model/cube.ts";
import { dashboard } from "../../../src/model/dashboard.ts";
import { topProductsTitle } from "../../../src/sentences/dashboard.ts";
import { buyers, sumOf, type Buyer } from "./customers.ts";

/** Customers as a cube: one cell each. */
function cellsOf(all: readonly Buyer[]): Columns {
  const cells = all.map((buyer) => ({
    ...sumOf([buyer]),
    category: buyer.category,
    gender: buyer.gender,
    season: buyer.season,
    age_group: buyer.age,
    item_purchased: buyer.product,
    subscription_status: buyer.subscriber ? "Yes" : "No",
  }));
  const names = [
    "customers",
    "revenue",
    "rating_sum",
    "subscribers",
    "discounted",
    "category",
    "gender",
    "season",
    "age_group",
    "item_purchased",
    "subscription_status",
  ] as const;
  return {
    fields: [],
    length: cells.length,
    values: Object.fromEntries(names.map((name) => [name, cells.map((cell): Value => cell[name])])),
  };
}
const rolledUp = (all: readonly Buyer[]) => dashboard(cubeOf(cellsOf(all)), {});
const sold = (times: number, product: string, category = "Clothing"): Buyer[] =>
  Array.from({ length: times }, () => ({
    category,
    product,
    age: "Adult",
    gender: "Male",
    season: "Fall",
    cents: 100,
    subscriber: false,
    discounted: false,
  }));

describe("the products of the dashboard", () => {
  test("lead before a category is cut to three", () => {
    const five = ["Belt", "Cap", "Scarf", "Sock", "Tie"].flatMap((product) => sold(2, product));
    const data = rolledUp([...five, ...sold(1, "Boot", "Shoes")]);
    expect(data.topProducts.map(({ name }) => name)).toEqual(["Belt", "Cap", "Scarf", "Boot"]);
    expect(data.leadingProducts.map(({ name }) => name)).toEqual([
      "Belt",
      "Cap",
      "Scarf",
      "Sock",
      "Tie",
    ]);
    expect(topProductsTitle(data)).toBe("5 products lead their category with 2 purchases each");
  });

  test("of one name in two categories are two", () => {
    const data = rolledUp([...sold(2, "Belt"), ...sold(2, "Belt", "Shoes"), ...sold(1, "Cap")]);
    expect(data.leadingProducts.map(({ name, other }) => [name, other])).toEqual([
      ["Belt", "Clothing"],
      ["Belt", "Shoes"],
    ]);
    expect(topProductsTitle(data)).toBe("Belt leads its categories with 2 purchases each");
  });

  test("are at most three a category, none bought less than one left out, and those that lead are all that none is bought more than", () => {
    fc.assert(
      fc.property(buyers, (all) => {
        const { topProducts, leadingProducts, categories } = rolledUp(all);
        const counts = Map.groupBy(all, ({ category, product }) =>
          JSON.stringify([product, category]),
        );
        const times = (name: string, other: string) =>
          counts.get(JSON.stringify([name, other]))?.length ?? 0;
        const most = Math.max(...[...counts.values()].map(({ length }) => length));
        for (const { name } of categories) {
          const shown = topProducts.filter(({ other }) => other === name);
          const rest = [...counts.keys()]
            .map((key) => JSON.parse(key) as [string, string])
            .filter(
              ([product, category]) =>
                category === name && shown.every((each) => each.name !== product),
            );
          expect(shown).toHaveLength(Math.min(3, shown.length + rest.length));
          for (const [product] of rest)
            expect(times(product, name)).toBeLessThanOrEqual(
              Math.min(...shown.map(({ sums }) => sums.customers)),
            );
        }
        expect(leadingProducts.map(({ name, other }) => times(name, other))).toEqual(
          [...counts.values()].filter(({ length }) => length === most).map(() => most),
        );
      }),
    );
  });
});
