import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Columns } from "../../../format/columns.ts";
import type { FindingSpec } from "../../../format/finding.ts";
import { measure } from "../../../src/model/finding.ts";
import { judge } from "../../../src/sentences/finding.ts";
import { holm } from "../../../src/statistics/holm.ts";

const spec: FindingSpec = { claim: "A is more.", about: "Groups", order: 1, comparison: "means", measure: "spending", unit: "USD", groups: ["a", "b"], direction: "more", matters: 3, names: {} };

/** Values of two groups as a claim's query gives them. */
function columnsOf(groups: Readonly<Record<string, readonly number[]>>): Columns {
  const names = Object.keys(groups);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const values = Object.values(groups);
  const fields = [{ name: "group_name", type: "text", label: "Group", unit: "" } as const, ...["n", "total", "squares"].map((name) => ({ name, type: "number", label: name, unit: "" }) as const)];
  return { fields, length: names.length, values: { group_name: names, n: values.map(({ length }) => length), total: values.map(sum), squares: values.map((each) => sum(each.map((value) => value * value))) } };
}

/** A repeatable stream of normal deviates: linear congruence, Box and Muller. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return (state + 0.5) / 2 ** 31;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const verdictOf = (a: readonly number[], b: readonly number[]) => {
  const found = measure(spec, columnsOf({ a, b }));
  return judge(spec, found, found.p).verdict;
};

/** The share of 500 runs with a given verdict, two groups of `n` whose means differ by `effect`, standard deviation 10. */
function shareOf(verdict: string, effect: number, n: number): number {
  const next = normals(7);
  const group = (mean: number) => Array.from({ length: n }, () => mean + 10 * next());
  return Array.from({ length: 500 }, () => verdictOf(group(60 + effect), group(60))).filter((found) => found === verdict).length / 500;
}

describe("a claim about two means", () => {
  // 176 a group have a power of 80% to see a difference of 3 with a standard deviation of 10; a few more, so that chance does not fail the test.
  test("that is so is supported about as often as its power says", () => expect(shareOf("supported", 3, 190)).toBeGreaterThanOrEqual(0.8));
  test("that is not so is supported in at most 6 of 100 runs", () => expect(shareOf("supported", 0, 176)).toBeLessThanOrEqual(0.06));
  test("of groups that are alike is not supported once there are enough of them", () => expect(shareOf("not supported", 0, 400)).toBeGreaterThanOrEqual(0.8));
  test("of groups at the difference that matters is called equivalent in at most 6 of 100 runs", () => expect(shareOf("not supported", 3, 400)).toBeLessThanOrEqual(0.06));

  test("is judged in a sentence that agrees with its figures and its verdict", () => {
    const values = fc.array(fc.integer({ min: 20, max: 100 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const found = measure(spec, columnsOf({ a, b }));
        const { verdict, sentence } = judge(spec, found, found.p);
        const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
        if (verdict === "cannot be shown") {
          expect(Number.isNaN(found.p)).toBe(true);
          return;
        }
        expect(sentence.includes("have $") && / (more|less) than b/.exec(sentence)?.[1]).toBe(mean(a) < mean(b) ? "less" : "more");
        if (verdict === "supported") expect([mean(a) > mean(b), /ruled out|leaves open|other way/.test(sentence)]).toEqual([true, false]);
        if (/ruled out/.test(sentence)) expect([verdict, Math.max(Math.abs(found.effect?.low ?? 9), Math.abs(found.effect?.high ?? 9)) < 3.6]).toEqual(["not supported", true]);
        if (/leaves open/.test(sentence)) expect([verdict, (found.effect?.low ?? 1) <= 0 && (found.effect?.high ?? -1) >= 0]).toEqual(["too close to call", true]);
      }),
      { numRuns: 500 },
    );
  });
});

test("Holm's correction never makes a p-value smaller, keeps their order and leaves a missing one missing", () => {
  expect(holm([0.01, 0.04, 0.03, NaN])).toEqual([0.03, 0.06, 0.06, NaN]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), (ps) => {
      const corrected = holm(ps);
      ps.forEach((p, i) => expect(corrected[i]).toBeGreaterThanOrEqual(p));
      ps.forEach((p, i) => ps.forEach((q, j) => p < q && expect(corrected[i]).toBeLessThanOrEqual(corrected[j] ?? 0)));
      expect(Math.max(...corrected)).toBeLessThanOrEqual(1);
    }),
  );
});
