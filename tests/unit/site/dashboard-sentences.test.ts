import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Slice } from "../../../src/model/dashboard.ts";
import type { Sums } from "../../../src/model/measures.ts";
import * as sentences from "../../../src/sentences/dashboard.ts";
import { count, percent, usd, usdCompact } from "../../../src/text/numbers.ts";
import { buyers, dashboardOf, groupsOf, sumOf, type Buyer } from "./customers.ts";

const check = (property: (all: readonly Buyer[]) => void) => {
  fc.assert(fc.property(buyers, property), { numRuns: 500 });
};
const top = (slices: readonly Slice[], of: (sums: Sums) => number) =>
  slices
    .filter(({ sums }) => slices.every((other) => of(other.sums) <= of(sums)))
    .map(({ name }) => name);
const most = (slices: readonly Slice[], of: (sums: Sums) => number) =>
  Math.max(...slices.map(({ sums }) => of(sums)));
const revenue = ({ revenue: cents }: Sums) => cents;
const customers = ({ customers: number }: Sums) => number;
/** What a sentence says leads: the names before its verb, or how many there are. */
const subjectOf = (text: string, verb: RegExp) =>
  (verb.exec(text)?.[1] ?? "")
    .replace(/^The /, "")
    .replace(/ groups?$/, "")
    .split(/, and |, | and /);
/** What it has to say: up to three names, else their number. */
const called = (names: readonly string[], many: string) =>
  names.length > 3 ? [`${names.length} ${many}`] : names;
const priceOf = (sums: Sums) => sums.revenue / sums.customers;

describe("the headline", () => {
  test("names the category that earns the most, and with it every one that ties", () => {
    check((all) => {
      const { categories, total } = dashboardOf(all);
      const text = sentences.headline(dashboardOf(all));
      const leaders = top(categories, revenue);
      if (total.revenue === 0)
        expect(text).toBe(
          `${count(all.length)} customer${all.length === 1 ? "" : "s"}, $0 of revenue.`,
        );
      else if (categories.length === 1)
        expect(text).toBe(
          `All ${usd(total.revenue / 100)} of revenue is from ${leaders[0] ?? ""}.`,
        );
      else if (leaders.length > 1)
        expect([
          text.endsWith(` earn the same, ${usd((categories[0]?.sums.revenue ?? 0) / 100)} each.`),
          subjectOf(text, /^(.+) earn the same/),
        ]).toEqual([true, called(leaders, "categories")]);
      else expect(text.startsWith(`${leaders[0] ?? ""} earns `)).toBe(true);
    });
  });

  test("says a share only as the figures have it, and the whole, or nearly, only of what it is of", () => {
    check((all) => {
      const { categories, total } = dashboardOf(all);
      const text = sentences.headline(dashboardOf(all));
      const share = (categories[0]?.sums.revenue ?? 0) / total.revenue;
      const [, cents] = /earns (\d+) cents? of every dollar/.exec(text) ?? [];
      if (cents !== undefined) {
        expect(Math.abs(Number(cents) - 100 * share)).toBeLessThanOrEqual(0.5);
        expect(Number(cents), "others earn something too").toBeLessThan(100);
      }
      if (/ earns every cent\b/.test(text)) expect(share).toBe(1);
      if (/almost every cent/.test(text)) expect([share >= 0.995, share < 1]).toEqual([true, true]);
    });
  });

  test("gives a reason only where the figures have one, of the leader and all the rest", () => {
    check((all) => {
      const data = dashboardOf(all);
      const text = sentences.headline(data);
      const [first] = data.categories;
      if (!first || data.total.revenue === 0 || data.categories.length === 1) return;
      const rest = sumOf(all.filter(({ category }) => category !== first.name));
      const more = rest.revenue === 0 ? Infinity : priceOf(first.sums) / priceOf(rest) - 1;
      const often = top(data.categories, customers);
      if (/it sells more often/.test(text)) expect(often).toEqual([first.name]);
      if (/not more often/.test(text)) expect(often).not.toContain(first.name);
      if (/as often as any other/.test(text)) {
        expect(often).toContain(first.name);
        expect(often.length).toBeGreaterThan(1);
      }
      // A tie for most purchases is selling most often: nobody sells more often.
      if (
        often.length > 1 &&
        often.includes(first.name) &&
        top(data.categories, revenue).length === 1
      )
        expect(text).not.toMatch(/more often/);
      if (/not for more/.test(text)) expect(Math.abs(more)).toBeLessThanOrEqual(0.02);
      if (/and for more|it sells for more/.test(text)) expect(more).toBeGreaterThan(0.02);
      if (/for less/.test(text)) expect(more).toBeLessThan(-0.02);
    });
  });

  test("of a tie for most purchases is no reason that denies it", () => {
    const some = (category: string, cents: number, times: number): Buyer[] =>
      Array.from({ length: times }, () => ({
        category,
        product: "Cap",
        age: "Adult",
        gender: "Male",
        season: "Fall",
        cents,
        subscriber: false,
        discounted: false,
      }));
    const of = (...groups: Buyer[][]) => sentences.headline(dashboardOf(groups.flat()));
    expect(of(some("Clothing", 2000, 5), some("Shoes", 1000, 5))).toBe(
      "Clothing earns 67 cents of every dollar: it sells for more, and as often as any other.",
    );
    expect(of(some("Clothing", 1001, 5), some("Shoes", 1000, 5))).toBe(
      "Clothing earns 50 cents of every dollar.",
    );
    expect(of(some("Clothing", 1000, 5), some("Shoes", 900, 5), some("Bags", 4000, 1))).toBe(
      "Clothing earns 37 cents of every dollar: it sells as often as any other, though for less.",
    );
    expect(of(some("Clothing", 2000, 5), some("Shoes", 1000, 6))).toBe(
      "Clothing earns 63 cents of every dollar, because it sells for more, not more often.",
    );
  });

  test("compares the leader with the rest, not with a whole that it is most of", () => {
    const some = (category: string, cents: number, times: number): Buyer[] =>
      Array.from({ length: times }, () => ({
        category,
        product: "Cap",
        age: "Adult",
        gender: "Male",
        season: "Fall",
        cents,
        subscriber: false,
        discounted: false,
      }));
    // Of the whole's average it is 1.4% more, of the rest's 10%.
    expect(
      sentences.headline(dashboardOf([...some("Clothing", 1100, 90), ...some("Shoes", 1000, 15)])),
    ).toBe("Clothing earns 87 cents of every dollar: it sells more often, and for more.");
    expect(
      sentences.headline(dashboardOf([...some("Clothing", 1010, 90), ...some("Shoes", 1000, 15)])),
    ).toBe("Clothing earns 86 cents of every dollar, because it sells more often, not for more.");
    expect(
      sentences.headline(dashboardOf([...some("Clothing", 1000, 3), ...some("Shoes", 0, 1)])),
    ).toBe("Clothing earns every cent: it sells more often, and for more.");
  });
});

describe("a chart's title", () => {
  test("names who leads, or counts them, all who tie, and nobody else", () => {
    check((all) => {
      const data = dashboardOf(all);
      const earners = sentences.revenueTitle(data.categories, data.total);
      if (data.total.revenue === 0) expect(earners).toBe("No category brings in anything");
      else
        expect(subjectOf(earners, /^(.+?) brings? in/)).toEqual(
          called(top(data.categories, revenue), "categories"),
        );
      expect(
        subjectOf(
          sentences.purchasesTitle(data.categories, data.total),
          /^(.+?)(?: also)? ha(?:s|ve) /,
        ),
      ).toEqual(called(top(data.categories, customers), "categories"));
      const [richest, largest] = [
        sentences.ageRevenueTitle(data.ageGroups),
        sentences.agePurchasesTitle(data.ageGroups),
      ];
      if (data.total.revenue === 0) expect(richest).toBe("No age group brings in anything");
      else if (data.ageGroups.length === 1)
        expect([richest, largest].every((text) => text.startsWith("One age group "))).toBe(true);
      else {
        expect(subjectOf(richest, /^(.+?) brings? in/)).toEqual(
          called(top(data.ageGroups, revenue), "age"),
        );
        expect(subjectOf(largest, /^(.+?) (?:is|are) /)).toEqual(
          called(top(data.ageGroups, customers), "largest"),
        );
        expect(richest, "large is said of purchases only").not.toContain("largest");
      }
    });
  });

  test("names the products that none is bought more often than, among all of a category", () => {
    check((all) => {
      const data = dashboardOf(all);
      const text = sentences.topProductsTitle(data);
      const sold = groupsOf(all, ({ category, product }) => JSON.stringify([category, product]));
      const best = top(sold, customers).map((key) => JSON.parse(key) as [string, string]);
      const [names, led] = [
        [...new Set(best.map(([, product]) => product))],
        new Set(best.map(([category]) => category)),
      ];
      expect(subjectOf(text, /^(.+?) leads? (?:its|their) /).toSorted()).toEqual(
        called(names.toSorted(), "products"),
      );
      expect(/ leads its /.test(text)).toBe(names.length === 1);
      expect(/ categories /.test(text)).toBe(led.size > 1);
      expect(/more than any other product$/.test(text)).toBe(best.length === 1);
    });
  });

  test('says "also" only of who was said to lead alone in the title before', () => {
    check((all) => {
      const { categories, ageGroups, total } = dashboardOf(all);
      for (const [text, slices] of [
        [sentences.purchasesTitle(categories, total), categories],
        [sentences.agePurchasesTitle(ageGroups), ageGroups],
      ] as const) {
        const [most, richest] = [top(slices, customers), top(slices, revenue)];
        expect(/\balso\b/.test(text)).toBe(
          slices.length > 1 && most.length === 1 && richest.length === 1 && most[0] === richest[0],
        );
      }
    });
  });

  test("has the figures of describeSelection it names, and says all only of all", () => {
    check((all) => {
      const data = dashboardOf(all);
      const { categories, ageGroups, total } = data;
      const purchases = (value: number) => `${count(value)} purchase${value === 1 ? "" : "s"}`;
      const earners = sentences.revenueTitle(categories, total);
      if (total.revenue > 0) expect(earners).toContain(usdCompact(most(categories, revenue) / 100));
      expect(/ in all /.test(earners)).toBe(
        total.revenue > 0 && most(categories, revenue) === total.revenue,
      );
      const [, part, whole] = / in (\S+) of the (\S+)$/.exec(earners) ?? [];
      if (part !== undefined)
        expect([part === whole, whole]).toEqual([false, usdCompact(total.revenue / 100)]);
      const buyersTitle = sentences.purchasesTitle(categories, total);
      if (categories.length === 1)
        expect(buyersTitle.endsWith(` has all ${purchases(total.customers)}`)).toBe(true);
      else if (top(categories, customers).length > 1)
        expect(buyersTitle.endsWith(` have ${purchases(most(categories, customers))} each`)).toBe(
          true,
        );
      else
        expect(
          buyersTitle.endsWith(
            ` the most purchases: ${count(most(categories, customers))} of ${count(total.customers)}`,
          ),
        ).toBe(true);
      const ages = [
        sentences.ageRevenueTitle(ageGroups),
        sentences.agePurchasesTitle(ageGroups),
      ] as const;
      if (total.revenue > 0) expect(ages[0]).toContain(usdCompact(most(ageGroups, revenue) / 100));
      expect(`${ages[1]} `).toContain(`${purchases(most(ageGroups, customers))} `);
      for (const text of total.revenue > 0 ? ages : [ages[1]])
        expect(/ all /.test(text)).toBe(ageGroups.length === 1);
      expect(`${sentences.topProductsTitle(data)} `).toMatch(
        new RegExp(` with ${purchases(most(data.topProducts, customers))}(,| each) `),
      );
    });
  });
});

describe("a title that says every, no or more", () => {
  const pairs = (data: ReturnType<typeof dashboardOf>) =>
    [
      [
        sentences.ageGenderTitle(data),
        data.ageGroups.map(({ name }) =>
          data.ageGenders
            .filter((slice) => slice.name === name)
            .map(({ other, sums }) => ({ name: other, sums })),
        ),
        data.genders.length,
      ],
      [
        sentences.seasonTitle(data),
        data.seasons.map((season) => data.categorySeasons.filter(({ other }) => other === season)),
        data.categories.length,
      ],
    ] as const;

  test("means it of every age group, or every season, and of more of them than of anybody else", () => {
    check((all) => {
      for (const [text, sets] of pairs(dashboardOf(all))) {
        const [, name, wins, of] =
          /^(\w+) (?:customers bring in more|leads) in (?:(\d+) of (\d+)|every|the one|\w+$)/.exec(
            text,
          ) ?? [];
        const won = (who: string) =>
          sets.filter(
            (set) =>
              top(set, revenue).length === 1 &&
              top(set, revenue)[0] === who &&
              set.some(({ sums }) => sums.revenue > 0),
          ).length;
        const rivals = [...new Set(sets.flatMap((set) => set.map((slice) => slice.name)))];
        const most = Math.max(...rivals.map(won));
        const best = rivals.filter((who) => won(who) === most);
        if (name === undefined)
          expect(best.length > 1 || most === 0 || rivals.length === 1, text).toBe(true);
        else
          expect([
            name,
            wins === undefined ? sets.length : Number(wins),
            of === undefined ? sets.length : Number(of),
          ]).toEqual([best[0], most, sets.length]);
        if (name !== undefined) expect(best).toHaveLength(1);
      }
    });
  });

  test("compares only where there are two to compare", () => {
    check((all) => {
      for (const [text, , rivals] of pairs(dashboardOf(all)))
        if (rivals === 1) expect(text).not.toMatch(/more|leads|most/);
    });
  });

  test("says nobody, everybody, 0% and 100% only of nobody and everybody", () => {
    check((all) => {
      const { total } = dashboardOf(all);
      const text = sentences.subscriptionTitle(total);
      expect(/^No |\b0%/.test(text)).toBe(total.subscribers === 0);
      expect(/^Every |100%/.test(text)).toBe(total.subscribers === total.customers);
      if (text.startsWith("Under 1% "))
        expect(total.subscribers / total.customers).toBeLessThan(0.01);
      if (text.startsWith("Over 99% "))
        expect(total.subscribers / total.customers).toBeGreaterThan(0.99);
    });
  });

  test("has the lowest and the highest share of discounts", () => {
    check((all) => {
      const { categories } = dashboardOf(all);
      const shares = categories.map(({ sums }) => sums.discounted / sums.customers);
      const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
      const text = sentences.discountTitle(categories).replace("Under ", "<").replace("Over ", ">");
      if (Math.max(...shares) === 0) expect(text).toBe("No purchase was discounted");
      else expect(text.match(/[<>]?\d+%/g)).toEqual(low === high ? [low] : [low, high]);
      if (/100%/.test(text)) expect(shares).toContain(1);
      if (/(?<!\d)0%/.test(text)) expect(shares).toContain(0);
      if (categories.length === 1) expect(text).not.toMatch(/every category|each category/);
    });
  });
});

test("of no purchases every title of purchases says the same, and nobody is the largest of nothing", () => {
  const nothing = { customers: 0, revenue: 0, rating_sum: 0, subscribers: 0, discounted: 0 };
  const slices = ["A", "B", "C", "D"].map((name) => ({ name, sums: nothing }));
  const titles = [
    sentences.purchasesTitle(slices, nothing),
    sentences.agePurchasesTitle(slices),
    sentences.subscriptionTitle(nothing),
    sentences.discountTitle(slices),
    sentences.topProductsTitle({ leadingProducts: [] }),
  ];
  expect(new Set(titles)).toEqual(new Set(["No purchases"]));
  expect([sentences.revenueTitle(slices, nothing), sentences.ageRevenueTitle(slices)]).toEqual([
    "No category brings in anything",
    "No age group brings in anything",
  ]);
});
