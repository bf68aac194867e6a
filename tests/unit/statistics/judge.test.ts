import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measure } from "../../../src/model/claim-tests.ts";
import { judge } from "../../../src/sentences/finding.ts";
import { holm } from "../../../src/statistics/holm.ts";
import { claim, judged, outcomes, pairs, samples } from "../../support/claims.ts";

const values = fc.array(fc.integer({ min: 20, max: 100 }), { minLength: 2, maxLength: 30 });
const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
const runs = { numRuns: 500 };

/** What no sentence may say under another verdict than its own. */
const saidOnlyIf = {
  "ruled out": "not supported",
  "leaves open": "too close to call",
  "too few customers to tell": "too close to call",
  "Significant alone": "too close to call",
  "chance could produce": "not supported",
  "but negligible:": "not supported",
  "statistically significant.": "supported",
  "opposite of what": "not supported",
  "too few different values": "cannot be shown",
} as const;

function consistent({ verdict, sentence }: { verdict: string; sentence: string }): void {
  for (const [words, only] of Object.entries(saidOnlyIf))
    if (sentence.includes(words)) expect(verdict).toBe(only);
  expect(sentence).not.toMatch(/NaN|undefined|Infinity/);
}

describe("a sentence agrees with its figures and its verdict", () => {
  test("of two means", () => {
    const spec = claim("means", { groups: ["a", "b"], direction: "more", matters: 3 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const found = measure(spec, samples({ a, b }));
        const said = judge(spec, found, found.p);
        const { verdict, sentence } = said;
        consistent(said);
        if (verdict === "cannot be shown") {
          expect(Number.isNaN(found.p)).toBe(true);
          return;
        }
        if (Math.abs(mean(a) - mean(b)) < 0.005) expect(sentence).toContain("a have as much as b");
        else
          expect(/have \$[\d.]+ (more|less) than b/.exec(sentence)?.[1]).toBe(
            mean(a) < mean(b) ? "less" : "more",
          );
        if (verdict === "supported") expect(mean(a)).toBeGreaterThan(mean(b));
        if (sentence.includes("ruled out"))
          expect(
            Math.max(Math.abs(found.effect?.low ?? 9), Math.abs(found.effect?.high ?? 9)),
          ).toBeLessThan(3.6);
        if (sentence.includes("leaves open"))
          expect((found.effect?.low ?? 1) <= 0 && (found.effect?.high ?? -1) >= 0).toBe(true);
      }),
      runs,
    );
  });

  test("of several means: who has the most and the least, and pairs in that order", () => {
    const spec = claim("means");
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const groups = { a, b, c };
        const found = measure(spec, samples(groups));
        const said = judge(spec, found, found.p);
        consistent(said);
        if (said.verdict === "cannot be shown") {
          expect(Number.isNaN(found.p)).toBe(true);
          return;
        }
        const means = Object.values(groups).map(mean);
        const [most, least] = [Math.max(...means), Math.min(...means)];
        const [, high, low] =
          /: ([abc](?: and [abc])?) the most .*, ([abc](?: and [abc])?) the least/.exec(
            said.sentence,
          ) ?? [];
        if (high === undefined) expect(most).toBeCloseTo(least, 2);
        // Those that are written alike are named together.
        for (const name of high?.split(" and ") ?? [])
          expect(mean(groups[name as "a"])).toBeCloseTo(most, 2);
        for (const name of low?.split(" and ") ?? [])
          expect(mean(groups[name as "a"])).toBeCloseTo(least, 2);
        expect(said.verdict).toBe(
          found.equivalent < 0.05
            ? "not supported"
            : found.p < 0.05
              ? "supported"
              : "too close to call",
        );
        for (const { a: more, b: less, difference } of found.pairs)
          expect(difference.estimate).toBeCloseTo(
            mean(groups[more as "a"]) - mean(groups[less as "a"]),
            9,
          );
        expect(found.pairs.map(({ p }) => p)).toEqual(
          found.pairs.map(({ p }) => p).toSorted((x, y) => x - y),
        );
      }),
      runs,
    );
  });

  test("of proportions", () => {
    const counts = fc.nat(60).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));
    const spec = claim("contingency", { groups: ["a", "b"], unit: "points", direction: "more" });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const said = judged(spec, outcomes({ a, b }));
        consistent(said);
        const [share, other] = [a[0] / a[1], b[0] / b[1]];
        if (said.verdict === "supported") expect(share).toBeGreaterThan(other);
        if (said.verdict !== "cannot be shown")
          expect(/points (more|less) than b/.exec(said.sentence)?.[1]).toBe(
            share < other ? "less" : "more",
          );
      }),
      runs,
    );
  });

  test("of a correlation", () => {
    const spec = claim("correlation", { direction: "more", matters: 0.1, unit: "" });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), {
          minLength: 1,
          maxLength: 40,
        }),
        (points) => {
          const columns = pairs(
            points.map(([x]) => x),
            points.map(([, y]) => y),
          );
          const found = measure(spec, columns);
          const said = judge(spec, found, found.p);
          consistent(said);
          if (said.verdict === "cannot be shown") return;
          expect(said.sentence).toContain(
            "correlation is " +
              `${found.effect && found.effect.estimate < -0.0005 ? "−" : ""}${Math.abs(found.effect?.estimate ?? 0).toFixed(3)}`,
          );
          if (said.verdict === "supported") expect(found.effect?.low).toBeGreaterThan(0);
        },
      ),
      runs,
    );
  });

  test("of a part of a total, and of who leads", () => {
    const part = claim("part", { groups: ["a"], direction: "more", unit: "points" });
    const lead = claim("lead", { groups: ["a"] });
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const columns = samples({ a, b, c });
        const said = judged(part, columns);
        consistent(said);
        const sum = (all: readonly number[]) => all.reduce((total, value) => total + value, 0);
        const gap =
          sum(a) / (sum(a) + sum(b) + sum(c)) - a.length / (a.length + b.length + c.length);
        if (said.verdict !== "cannot be shown" && Math.abs(gap) > 0.0005)
          expect(/points (more|less) than/.exec(said.sentence)?.[1]).toBe(
            gap < 0 ? "less" : "more",
          );
        if (said.verdict === "supported") expect(gap).toBeGreaterThan(0);
        const ledBy = judged(lead, columns);
        const best = Math.max(mean(a), mean(b), mean(c));
        const perHead = /Per customer it is (.*), with \$([\d.]+)\.$/.exec(ledBy.sentence);
        if (perHead) expect(Math.abs(Number(perHead[2]) - best)).toBeLessThan(0.0051);
        if (perHead && !perHead[1]?.includes("and"))
          expect(mean({ a, b, c }[perHead[1] as "a"])).toBe(best);
        expect(ledBy.verdict).toBe(
          sum(a) > Math.max(sum(b), sum(c)) ? "supported" : "not supported",
        );
      }),
      runs,
    );
  });
});

test("Holm's correction never makes a p-value smaller, keeps their order and leaves a missing one missing", () => {
  expect(holm([0.01, 0.04, 0.03, NaN])).toEqual([0.03, 0.06, 0.06, NaN]);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (ps) => {
        const corrected = holm(ps);
        ps.forEach((p, i) => expect(corrected[i]).toBeGreaterThanOrEqual(p));
        ps.forEach((p, i) =>
          ps.forEach(
            (q, j) => p < q && expect(corrected[i]).toBeLessThanOrEqual(corrected[j] ?? 0),
          ),
        );
        expect(Math.max(...corrected)).toBeLessThanOrEqual(1);
      },
    ),
  );
});
