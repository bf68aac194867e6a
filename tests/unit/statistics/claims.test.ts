import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measure, pairedAtMost } from "../../../src/model/claim-tests.ts";
import { effectText, judge } from "../../../src/sentences/finding.ts";
import { drawnNote } from "../../../src/views/findings.ts";
import { claim, judged, outcomes, samples } from "../../support/claims.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { report } from "../../support/report.ts";
import { run } from "../../support/runs.ts";

const times = (n: number, value: number) => Array.from({ length: n }, () => value);
const lead = claim("lead", {
  groups: ["Clothing"],
  measure: "revenue",
  noun: { one: "purchase", many: "purchases" },
});

describe("a claim about a group that is not in the data", () => {
  const groups = { a: [1, 2, 3, 4], b: [2, 3, 4, 5], c: [9, 8, 7, 6] };
  test.each([
    ["means", samples(groups), ["a", "Martian"], "Martian"],
    ["means", samples(groups), ["Martian", "a"], "Martian"],
    ["part", samples(groups), ["Martian"], "Martian"],
    ["lead", samples(groups), ["Martian"], "Martian"],
    ["lead", samples(groups), ["a", "Martian", "Venusian"], "Martian and Venusian"],
    ["contingency", outcomes({ a: [1, 4], b: [2, 4] }), ["a", "Martian"], "Martian"],
    ["means", samples({}), ["a", "b"], "a and b"],
  ] as const)("of %s is not testable", (comparison, columns, named, absent) => {
    const spec = claim(comparison, { groups: [...named], direction: "more" });
    const found = measure(spec, columns);
    expect([found.p, found.effect, found.ranking, found.pairs]).toEqual([NaN, undefined, [], []]);
    expect(judge(spec, found, found.p)).toEqual({
      verdict: "cannot be shown",
      sentence: `Not testable: the data have no customers in ${absent}.`,
    });
  });

  test("that is there, is tested", () => {
    expect(
      judged(claim("means", { groups: ["a", "c"], direction: "more" }), samples(groups)).verdict,
    ).not.toBe("cannot be shown");
  });
});

test.each([
  ["means of one group", "means", samples({ a: [1, 2, 3] })],
  ["means of no group", "means", samples({})],
  ["counts of one group", "contingency", outcomes({ a: [1, 4] })],
] as const)("no statistic is printed where there is none: %s", (_, comparison, columns) => {
  const found = measure(claim(comparison), columns);
  expect([found.p, found.test]).toEqual([NaN, ""]);
});

test("nobody has the largest of nothing", () => {
  expect(judged(lead, samples({ Clothing: [0, 0], Shoes: [0] }))).toEqual({
    verdict: "cannot be shown",
    sentence: "Not testable: the revenue of every group is $0.",
  });
  expect(judged(lead, samples({ Clothing: [5, 5] })).verdict).toBe("cannot be shown");
});

describe("why a group has more", () => {
  test.each([
    [times(10, 60), times(5, 60), "100.0% of it because there are more purchases (10 against 5), not because each is larger"],
    [times(10, 62), times(5, 60), "95.3% of it because there are more purchases (10 against 5), the rest because each purchase is larger ($62.00 against $60.00)"],
    [times(6, 100), times(5, 60), "73.3% of it because each purchase is larger ($100.00 against $60.00), the rest because there are more purchases (6 against 5)"],
    [times(5, 100), times(5, 60), "because each purchase is larger ($100.00 against $60.00), not because there are more purchases (5 against 5)"],
    [times(4, 100), times(5, 60), "because each purchase is larger ($100.00 against $60.00), although there are fewer purchases (4 against 5)"],
    [times(10, 50), times(5, 60), "because there are more purchases (10 against 5), although each is smaller ($50.00 against $60.00)"],
  ])("case %#", (first, second, why) => {
    expect(judged(lead, samples({ Clothing: first, Shoes: second })).sentence).toContain(`, ${why}.`);
  }); // prettier-ignore

  test("is never what the sums deny", () => {
    const purchases = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 30 });
    const sum = (all: readonly number[]) => all.reduce((total, value) => total + value, 0);
    fc.assert(
      fc.property(purchases, purchases, (a, b) => {
        const { verdict, sentence } = judged(lead, samples({ Clothing: a, Shoes: b }));
        expect(verdict).toBe(sum(a) > sum(b) ? "supported" : "not supported");
        if (verdict !== "supported") return;
        const [sizeA, sizeB] = [sum(a) / a.length, sum(b) / b.length];
        const gap = sum(a) - sum(b);
        // What the gap would be if each purchase were as large in both groups, and if there were as
        // many in both.
        const [byNumber, bySize] = [
          (a.length - b.length) * ((sizeA + sizeB) / 2),
          (sizeA - sizeB) * ((a.length + b.length) / 2),
        ];
        expect(byNumber + bySize).toBeCloseTo(gap, 6);
        if (/because there are more purchases/.test(sentence.replace("not because there", "")))
          expect(a.length).toBeGreaterThan(b.length);
        if (/although there are fewer/.test(sentence)) expect(a.length).toBeLessThan(b.length);
        if (/because each purchase is larger/.test(sentence)) expect(sizeA).toBeGreaterThan(sizeB);
        if (/although each is smaller/.test(sentence)) expect(sizeA).toBeLessThan(sizeB);
        if (/not because each is larger/.test(sentence))
          expect(Math.abs(bySize / gap)).toBeLessThanOrEqual(0.0201);
        if (/not because there are more/.test(sentence))
          expect(Math.abs(byNumber / gap)).toBeLessThanOrEqual(0.0201);
        const [, share, what] = /([\d.]+)% of it because (there|each)/.exec(sentence) ?? [];
        if (share !== undefined && !/not because/.test(sentence)) {
          const exact = (what === "there" ? byNumber : bySize) / gap;
          expect(Math.abs(Number(share) - 100 * exact)).toBeLessThan(0.0501);
          expect(exact).toBeGreaterThanOrEqual(0.4999);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test("a claim is told in the words and the currency of its report", () => {
  const guests = { one: "guest", many: "guests" };
  const spec = { groups: ["Spa"], measure: "sales", unit: "EUR", noun: guests };
  expect(judged(claim("lead", spec), samples({ Spa: times(6, 100), Bar: times(5, 60) }))).toEqual({
    verdict: "supported",
    sentence:
      "Spa has €300 more sales than Bar, 73.3% of it because each guest is larger (€100.00 against " +
      "€60.00), the rest because there are more guests (6 against 5). Per guest it is Spa, with €100.00.",
  });
  const said = (comparison: "lead" | "means", groups: Readonly<Record<string, number[]>>) =>
    judged(claim(comparison, { ...spec, groups: ["Spa", "Bar"] }), samples(groups)).sentence;
  expect(said("lead", { Spa: [0, 0], Bar: [0] })).toBe(
    "Not testable: the sales of every group is €0.",
  );
  expect(said("means", { Spa: [1, 2] })).toBe("Not testable: the data have no guests in Bar.");
  expect(said("means", { Spa: [1], Bar: [2] })).toBe(
    "There are too few guests, or too few different values, to test it.",
  );
  expect([3, -0.4].map((value) => effectText(value, claim("means", { unit: "JPY" })))).toEqual([
    "+¥3",
    "¥0",
  ]);
});

test("a row of a claim in SQL is what a row of the report is, unless the claim says otherwise", async () => {
  const sql = temporaryFolder();
  mkdirSync(join(sql, "claims"));
  const file = (name: string, noun: string) =>
    writeFileSync(
      join(sql, `claims/${name}.sql`),
      `/*\nclaim: C\nabout: A\norder: 1\ncomparison: none\nbecause: B\n${noun}columns: { n: { label: N, type: count } }\n*/\nSELECT COUNT(*) AS n FROM customer`,
    );
  file("plain", "");
  file("own", "noun: { one: visit, many: visits }\n");
  const row = { one: "guest", many: "guests" };
  const { manifest } = await run(csvFile(csvOf(someCustomers())), {
    sql,
    report: { ...report, row },
  });
  const noun = (name: string) =>
    manifest.snapshots.find((snapshot) => snapshot.name === name)?.finding?.noun;
  expect(noun("finding-plain")).toEqual(row);
  expect(noun("finding-own")).toEqual({ one: "visit", many: "visits" });
});

describe("many groups", () => {
  const many = (count: number, of: (index: number) => readonly number[]) =>
    samples(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`Product ${index}`, of(index)]),
      ),
    );

  test("are paired up to a bound, so that pairs do not grow with their square", () => {
    const pairs = (count: number) =>
      measure(
        claim("means"),
        many(count, (index) => [index % 7, 10 + (index % 5), 3]),
      ).pairs.length;
    expect([2, 25, 50].map(pairs)).toEqual([1, 300, 1225]);
    expect([51, 400, 10_000].map(pairs)).toEqual(times(3, (pairedAtMost * (pairedAtMost - 1)) / 2));
  });

  test("are paired by size: the largest groups, whatever their names and means", () => {
    const found = measure(
      claim("means"),
      many(60, (index) => [...times(index < 10 ? 2 : 5, index), index + 1]),
    );
    const paired = new Set(found.pairs.flatMap(({ a, b }) => [a, b]));
    expect(paired.size).toBe(50);
    expect([...paired].some((name) => /^Product \d$/.test(name))).toBe(false);
  });

  test("are not all drawn, and the page says so", () => {
    const note = (count: number) =>
      drawnNote(
        measure(
          claim("means"),
          many(count, (index) => [index, 2 * index, 3]),
        ),
      );
    expect([2, 12].map(note)).toEqual([undefined, undefined]);
    expect([13, 1250].map(note)).toEqual([
      "The chart shows the 6 highest and the 6 lowest of 13 groups.",
      "The chart shows the 6 highest and the 6 lowest of 1,250 groups.",
    ]);
  });

  test("of counts have the shares that counting them one by one has", () => {
    const counts = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`Product ${index}`, [index % 4, 4] as const]),
    );
    const found = measure(claim("contingency"), outcomes(counts));
    expect(found.ranking).toHaveLength(3000);
    expect(found.pairs).toEqual([]);
    for (const { name, mean, n } of found.ranking)
      expect([mean * 4, n]).toEqual([counts[name]?.[0], 4]);
  });
});

test("an effect that is written as nothing has no sign, and a negative one has a true minus", () => {
  const dollars = claim("means");
  expect([-0.37, -0.004, 0, 0.004, 3].map((value) => effectText(value, dollars))).toEqual([
    "−$0.37",
    "$0.00",
    "$0",
    "$0.00",
    "+$3",
  ]);
  const spec = claim("means", { groups: ["a", "b"] });
  const found = measure(spec, samples({ a: [1, 2, 3, 4], b: [2, 3, 4, 6] }));
  expect(found.test).toMatch(/t = −\d\.\d\d with \d\.\d degrees/);
  expect(found.test).not.toMatch(/-\d/);
});
