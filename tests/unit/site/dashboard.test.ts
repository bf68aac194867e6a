import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buyers, dashboardOf, titleOf, type Buyer } from "./customers.ts";

/** The products of the dashboard: those that are shown, and those that lead. */
function productsOf(all: readonly Buyer[]) {
  const figure = dashboardOf(all).figures.find(({ spec }) => spec.id === "top-products");
  if (!figure) throw new Error("There is no figure of products.");
  const most = Math.max(...figure.all.map(({ sums }) => sums["customers"] ?? 0));
  return {
    shown: figure.slices,
    leading: figure.all.filter(({ sums }) => sums["customers"] === most),
    categories: figure.values[1] ?? [],
  };
}

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
    const all = [...five, ...sold(1, "Boot", "Shoes")];
    const { shown, leading } = productsOf(all);
    expect(shown.map(({ keys: [name] }) => name)).toEqual(["Belt", "Cap", "Scarf", "Boot"]);
    expect(leading.map(({ keys: [name] }) => name)).toEqual([
      "Belt",
      "Cap",
      "Scarf",
      "Sock",
      "Tie",
    ]);
    expect(titleOf(all, "top-products")).toBe(
      "5 products lead their category with 2 purchases each",
    );
  });

  test("of one name in two categories are two", () => {
    const all = [...sold(2, "Belt"), ...sold(2, "Belt", "Shoes"), ...sold(1, "Cap")];
    expect(productsOf(all).leading.map(({ keys }) => keys)).toEqual([
      ["Belt", "Clothing"],
      ["Belt", "Shoes"],
    ]);
    expect(titleOf(all, "top-products")).toBe("Belt leads its categories with 2 purchases each");
  });

  test("are at most three a category, none bought less than one left out, and those that lead are all that none is bought more than", () => {
    fc.assert(
      fc.property(buyers, (all) => {
        const { shown: all3, leading, categories } = productsOf(all);
        const counts = Map.groupBy(all, ({ category, product }) =>
          JSON.stringify([product, category]),
        );
        const times = (name: string, other: string) =>
          counts.get(JSON.stringify([name, other]))?.length ?? 0;
        const most = Math.max(...[...counts.values()].map(({ length }) => length));
        for (const name of categories) {
          const shown = all3.filter(({ keys: [, category] }) => category === name);
          const rest = [...counts.keys()]
            .map((key) => JSON.parse(key) as [string, string])
            .filter(
              ([product, category]) =>
                category === name && shown.every(({ keys: [other] }) => other !== product),
            );
          expect(shown).toHaveLength(Math.min(3, shown.length + rest.length));
          for (const [product] of rest)
            expect(times(product, name)).toBeLessThanOrEqual(
              Math.min(...shown.map(({ sums }) => sums["customers"] ?? 0)),
            );
        }
        expect(leading.map(({ keys: [name = "", other = ""] }) => times(name, other))).toEqual(
          [...counts.values()].filter(({ length }) => length === most).map(() => most),
        );
      }),
    );
  });
});
