import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headline } from "../../../src/sentences/headline.ts";
import { count, full, percent, short } from "../../../src/text/numbers.ts";
import { model } from "../../support/model.ts";
import { buyers, dashboardOf, groupsOf, sumOf, titleOf, type Buyer } from "./customers.ts";

type Group = ReturnType<typeof groupsOf>[number];
type Sums = Group["sums"];

const check = (property: (all: readonly Buyer[]) => void) => {
  fc.assert(fc.property(buyers, property), { numRuns: 500 });
};
const usd = (cents: number) => full(cents / 100, "money:USD");
const usdShort = (cents: number) => short(cents / 100, "money:USD");
const headlineOf = (all: readonly Buyer[]) => headline(dashboardOf(all), model);
const byCategory = (all: readonly Buyer[]) => groupsOf(all, ({ category }) => category);
const byAge = (all: readonly Buyer[]) => groupsOf(all, ({ age }) => age);
const top = (groups: readonly Pick<Group, "name" | "sums">[], of: (sums: Sums) => number) =>
  groups
    .filter(({ sums }) => groups.every((other) => of(other.sums) <= of(sums)))
    .map(({ name }) => name);
const most = (groups: readonly Pick<Group, "sums">[], of: (sums: Sums) => number) =>
  Math.max(...groups.map(({ sums }) => of(sums)));
const revenue = ({ revenue: cents }: Sums) => cents;
const customers = ({ customers: number }: Sums) => number;
/** What a sentence says leads: the names before its verb, or how many there are. */
const subjectOf = (text: string, verb: RegExp) =>
  (verb.exec(text)?.[1] ?? "").split(/, and |, | and /).toSorted();
/** What it has to say: up to three names, else their number. */
const called = (names: readonly string[], many: string) =>
  names.length > 3 ? [`${names.length} ${many}`] : names.toSorted();
const priceOf = (sums: Sums) => sums.revenue / sums.customers;
const purchases = (value: number) => `${count(value)} purchase${value === 1 ? "" : "s"}`;

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

describe("the headline", () => {
  test("names the category that brings in the most, and with it every one that ties", () => {
    check((all) => {
      const [groups, total] = [byCategory(all), sumOf(all)];
      const text = headlineOf(all);
      const leaders = top(groups, revenue);
      if (total.revenue === 0)
        expect(text).toBe(
          `${count(all.length)} customer${all.length === 1 ? "" : "s"}: total revenue $0, average purchase $0, and average rating 3.75.`,
        );
      else if (groups.length === 1)
        expect(text).toBe(`All ${usd(total.revenue)} of revenue comes from ${leaders[0] ?? ""}.`);
      else if (leaders.length > 1)
        expect([
          text.endsWith(` bring in the same revenue, ${usd(most(groups, revenue))} each.`),
          subjectOf(text, /^(.+) bring in the same/),
        ]).toEqual([true, called(leaders, "categories")]);
      else expect(text.startsWith(`${leaders[0] ?? ""} brings in `)).toBe(true);
    });
  });

  test("says a share only as the figures have it, and all only of all", () => {
    check((all) => {
      const text = headlineOf(all);
      const share = most(byCategory(all), revenue) / sumOf(all).revenue;
      const [, under, number] = /brings in (under |over )?(\d+)% of/.exec(text) ?? [];
      if (number !== undefined && under === undefined)
        expect(Math.abs(Number(number) - 100 * share)).toBeLessThanOrEqual(0.5);
      if (under === "over ") expect([share > 0.99, share < 1]).toEqual([true, true]);
      if (/ brings in all of/.test(text)) expect(share).toBe(1);
      if (number === "100") expect.fail(text);
    });
  });

  test("gives a reason only where the figures have one, of the leader and all the rest", () => {
    check((all) => {
      const groups = byCategory(all);
      const text = headlineOf(all);
      const [name, ...others] = top(groups, revenue);
      const first = groups.find((group) => group.name === name);
      if (!first || others.length > 0 || sumOf(all).revenue === 0 || groups.length === 1) return;
      const rest = sumOf(all.filter(({ category }) => category !== first.name));
      const more = rest.revenue === 0 ? Infinity : priceOf(first.sums) / priceOf(rest) - 1;
      const often = top(groups, customers);
      if (/: more purchases/.test(text)) expect(often).toEqual([name]);
      if (/not more purchases/.test(text)) expect(often).not.toContain(name);
      if (/as many purchases as any other/.test(text)) {
        expect(often).toContain(name);
        expect(often.length).toBeGreaterThan(1);
      }
      // A tie for the most purchases is having the most: nobody has more.
      if (often.length > 1 && often.includes(first.name))
        expect(text).not.toMatch(/more purchases/);
      if (/not a higher/.test(text)) expect(Math.abs(more)).toBeLessThanOrEqual(0.02);
      if (/(?<!not )a higher/.test(text)) expect(more).toBeGreaterThan(0.02);
      if (/a lower/.test(text)) expect(more).toBeLessThan(-0.02);
    });
  });

  test.each([
    [
      [some("Clothing", 2000, 5), some("Shoes", 1000, 5)],
      "Clothing brings in 67% of revenue: a higher average purchase, and as many purchases as any other.",
    ],
    [[some("Clothing", 1001, 5), some("Shoes", 1000, 5)], "Clothing brings in 50% of revenue."],
    [
      [some("Clothing", 1000, 5), some("Shoes", 900, 5), some("Bags", 4000, 1)],
      "Clothing brings in 37% of revenue: as many purchases as any other, though a lower average purchase.",
    ],
    [
      [some("Clothing", 2000, 5), some("Shoes", 1000, 6)],
      "Clothing brings in 63% of revenue: a higher average purchase, not more purchases.",
    ],
  ])("of a tie for most purchases is no reason that denies it (%#)", (groups, text) => {
    expect(headlineOf(groups.flat())).toBe(text);
  });

  test("compares the leader with the rest, not with a whole that it is most of", () => {
    // Of the whole's average it is 1.4% more, of the rest's 10%.
    expect(headlineOf([...some("Clothing", 1100, 90), ...some("Shoes", 1000, 15)])).toBe(
      "Clothing brings in 87% of revenue: more purchases, and a higher average purchase.",
    );
    expect(headlineOf([...some("Clothing", 1010, 90), ...some("Shoes", 1000, 15)])).toBe(
      "Clothing brings in 86% of revenue: more purchases, not a higher average purchase.",
    );
    expect(headlineOf([...some("Clothing", 1000, 3), ...some("Shoes", 0, 1)])).toBe(
      "Clothing brings in all of the revenue.",
    );
  });
});

describe("the title of who leads", () => {
  const cases = [
    ["category", byCategory, "categories"],
    ["age-group", byAge, "age groups"],
  ] as const;

  test("names who leads, or counts them, all who tie, and nobody else", () => {
    check((all) => {
      for (const [by, groupsBy, many] of cases) {
        const groups = groupsBy(all);
        const earners = titleOf(all, `revenue-by-${by}`);
        if (sumOf(all).revenue === 0) expect(earners).toBe("No total revenue");
        else
          expect(subjectOf(earners, /^(.+?) brings? in/)).toEqual(
            called(top(groups, revenue), many),
          );
        expect(
          subjectOf(titleOf(all, `purchases-by-${by}`), /^(.+?)(?: also)? ha(?:s|ve) /),
        ).toEqual(called(top(groups, customers), many));
      }
    });
  });

  test('says "also" only of who was said to lead alone in the title before', () => {
    check((all) => {
      for (const [by, groupsBy] of cases) {
        const groups = groupsBy(all);
        const [often, rich] = [top(groups, customers), top(groups, revenue)];
        expect(/\balso\b/.test(titleOf(all, `purchases-by-${by}`))).toBe(
          groups.length > 1 && often.length === 1 && rich.length === 1 && often[0] === rich[0],
        );
      }
    });
  });

  test("has the figures of what it names, and says all only of all", () => {
    check((all) => {
      const total = sumOf(all);
      for (const [by, groupsBy] of cases) {
        const groups = groupsBy(all);
        const earners = titleOf(all, `revenue-by-${by}`);
        if (total.revenue > 0) expect(earners).toContain(usdShort(most(groups, revenue)));
        expect(/ in all /.test(earners)).toBe(
          total.revenue > 0 && most(groups, revenue) === total.revenue,
        );
        const [, part, whole] = / in (\S+) of the (\S+)$/.exec(earners) ?? [];
        if (part !== undefined)
          expect([part === whole, whole]).toEqual([false, usdShort(total.revenue)]);
        const title = titleOf(all, `purchases-by-${by}`);
        expect(title.slice(title.search(/ (?:all|the most|[\d,]+) /))).toBe(
          groups.length === 1
            ? ` all ${purchases(total.customers)}`
            : top(groups, customers).length > 1
              ? ` ${purchases(most(groups, customers))} each`
              : ` the most purchases: ${count(most(groups, customers))} of ${count(total.customers)}`,
        );
      }
    });
  });

  test("names the products that none is bought more often than, among all of a category", () => {
    check((all) => {
      const text = titleOf(all, "top-products");
      const sold = groupsOf(all, ({ category, product }) => JSON.stringify([category, product]));
      const best = top(sold, customers).map((key) => JSON.parse(key) as [string, string]);
      const names = [...new Set(best.map(([, product]) => product))];
      const led = new Set(best.map(([category]) => category));
      expect(subjectOf(text, /^(.+?) leads? (?:its|their) /)).toEqual(called(names, "products"));
      expect(/ leads its /.test(text)).toBe(names.length === 1);
      expect(/ categories /.test(text)).toBe(led.size > 1);
      expect(/more than any other product$/.test(text)).toBe(best.length === 1);
      expect(`${text} `).toMatch(new RegExp(` with ${purchases(most(sold, customers))}(,| each) `));
    });
  });
});

describe("a title that says every, no or more", () => {
  const pairs = (all: readonly Buyer[]) =>
    [
      [
        titleOf(all, "revenue-by-age-and-gender"),
        byAge(all).map(({ members }) => groupsOf(members, ({ gender }) => gender)),
        groupsOf(all, ({ gender }) => gender).length,
      ],
      [
        titleOf(all, "season-by-category"),
        groupsOf(all, ({ season }) => season).map(({ members }) => byCategory(members)),
        byCategory(all).length,
      ],
    ] as const;

  test("means it of every set, and of more of them than of anybody else", () => {
    check((all) => {
      for (const [text, sets] of pairs(all)) {
        const [, name, wins, of] = /^(\w+) leads in (?:(\d+) of (\d+)|every |.+$)/.exec(text) ?? [];
        const won = (who: string) =>
          sets.filter(
            (set) =>
              top(set, revenue).length === 1 &&
              top(set, revenue)[0] === who &&
              set.some(({ sums }) => sums.revenue > 0),
          ).length;
        const rivals = [...new Set(sets.flatMap((set) => set.map((group) => group.name)))];
        const wonMost = Math.max(...rivals.map(won));
        const best = rivals.filter((who) => won(who) === wonMost);
        if (name === undefined)
          expect(best.length > 1 || wonMost === 0 || rivals.length === 1, text).toBe(true);
        else {
          expect([
            name,
            wins === undefined ? sets.length : Number(wins),
            of === undefined ? sets.length : Number(of),
          ]).toEqual([best[0], wonMost, sets.length]);
          expect(best).toHaveLength(1);
        }
      }
    });
  });

  test("compares only where there are two to compare", () => {
    check((all) => {
      for (const [text, , rivals] of pairs(all))
        if (rivals === 1) expect(text).not.toMatch(/more|leads|most/);
    });
  });

  test("says none, all, 0% and 100% only of none and all", () => {
    check((all) => {
      const { customers: number, subscriber_share_count: subscribers } = sumOf(all);
      const text = titleOf(all, "subscription");
      expect(/: no |\b0%/.test(text)).toBe(subscribers === 0);
      expect(/: all |100%/.test(text)).toBe(subscribers === number);
      if (/under 1%/.test(text)) expect(subscribers / number).toBeLessThan(0.01);
      if (/over 99%/.test(text)) expect(subscribers / number).toBeGreaterThan(0.99);
    });
  });

  test("has the lowest and the highest share of discounts", () => {
    check((all) => {
      const shares = byCategory(all).map(({ sums }) => sums.discount_share_count / sums.customers);
      const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
      const text = titleOf(all, "discount-by-category")
        .replace("under ", "<")
        .replace("over ", ">");
      expect(text.match(/[<>]?\d+%/g)).toEqual(low === high ? [low] : [low, high]);
      if (/100%/.test(text)) expect(shares).toContain(1);
      if (/(?<!\d)0%/.test(text)) expect(shares).toContain(0);
      if (shares.length === 1) expect(text).not.toMatch(/every category|across/);
    });
  });
});

test("of nothing nobody leads, and no title says a figure", () => {
  for (const { id } of model.dashboard.figures)
    expect(titleOf([], id), id).toMatch(/^No |^[A-Z][a-z ]+ by [a-z ]+$/);
});
