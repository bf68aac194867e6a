import { describe, expect, test } from "vitest";
import { claim, judged, outcomes, pairs, samples } from "../../support/claims.ts";
import { seeded } from "../../../sample/random.ts";
import { normals } from "../../support/normals.ts";
import type { Columns } from "../../../format/columns.ts";
import type { FindingSpec } from "../../../format/finding.ts";
import { fullTier } from "../../support/tier.ts";

/** The share of runs in which generated data lead to a verdict. */
function shareOf(verdict: string, spec: FindingSpec, generate: () => Columns, runs = 500): number {
  return (
    Array.from({ length: runs }, () => judged(spec, generate()).verdict).filter(
      (found) => found === verdict,
    ).length / runs
  );
}

/** So many that 6 of 100 are three standard errors above the 5 that are allowed. */
const many = 5000;
const group = (next: () => number, n: number, mean: number) =>
  Array.from({ length: n }, () => mean + 10 * next());

// Sample sizes are those at which the textbook power is 80%, and a tenth more, so that chance does
// not fail the test.
describe("a true claim is supported about as often as its power says, a false one in at most 6 of 100 runs", () => {
  test("two means", () => {
    const spec = claim("means", { groups: ["a", "b"], direction: "differently" });
    const next = normals(7);
    const two = (effect: number) => () =>
      samples({ a: group(next, 193, 60 + effect), b: group(next, 193, 60) });
    expect(shareOf("supported", spec, two(3))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("supported", spec, two(0), many)).toBeLessThanOrEqual(0.06);
  });

  test("a part of a total", () => {
    const spec = claim("part", { groups: ["a"], direction: "differently", unit: "points" });
    const next = normals(8);
    const part = (effect: number) => () =>
      samples({ a: group(next, 193, 60 + effect), b: group(next, 193, 60) });
    expect(shareOf("supported", spec, part(3))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("supported", spec, part(0), many)).toBeLessThanOrEqual(0.06);
  });

  test("several means", fullTier, () => {
    const spec = claim("means");
    const next = normals(9);
    // Cohen's f of 0.25: means at plus and minus a quarter of a standard deviation.
    const several = (effect: number) => () =>
      samples({
        a: group(next, 50, 60 + effect),
        b: group(next, 50, 60 - effect),
        c: group(next, 50, 60 + effect),
        d: group(next, 50, 60 - effect),
      });
    expect(shareOf("supported", spec, several(2.5))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("supported", spec, several(0), many)).toBeLessThanOrEqual(0.06);
  });

  test("two proportions, and several", fullTier, () => {
    const uniform = seeded(10).next;
    const hits = (n: number, share: number): [number, number] => [
      Array.from({ length: n }, uniform).filter((value) => value < share).length,
      n,
    ];
    const two = (effect: number) => () =>
      outcomes({ a: hits(427, 0.5), b: hits(427, 0.5 - effect) });
    const spec = claim("contingency", { groups: ["a", "b"], unit: "points" });
    expect(shareOf("supported", spec, two(0.1))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("supported", spec, two(0), 2000)).toBeLessThanOrEqual(0.06);
    // Cramér's V of 0.1 in three groups of 321 and more: noncentrality 9.63.
    const three = (effect: number) => () =>
      outcomes({ a: hits(353, 0.5 + effect), b: hits(353, 0.5), c: hits(353, 0.5 - effect) });
    expect(shareOf("supported", claim("contingency"), three(0.0613))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("supported", claim("contingency"), three(0), 2000)).toBeLessThanOrEqual(0.06);
  });

  test("a correlation", fullTier, () => {
    const next = normals(11);
    const correlated = (r: number, n: number) => () => {
      const xs = Array.from({ length: n }, next);
      return pairs(
        xs,
        xs.map((x) => r * x + Math.sqrt(1 - r * r) * next()),
      );
    };
    expect(shareOf("supported", claim("correlation"), correlated(0.2, 213))).toBeGreaterThanOrEqual(
      0.8,
    );
    expect(
      shareOf("supported", claim("correlation"), correlated(0, 213), many),
    ).toBeLessThanOrEqual(0.06);
  });
});

describe("what is as good as equal is called so once there are enough customers, what is at the difference that matters in at most 6 of 100 runs", () => {
  test("two means", () => {
    const spec = claim("means", { groups: ["a", "b"], matters: 3 });
    const next = normals(12);
    const two = (effect: number) => () =>
      samples({ a: group(next, 213, 60 + effect), b: group(next, 213, 60) });
    expect(shareOf("not supported", spec, two(0))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("not supported", spec, two(3), many)).toBeLessThanOrEqual(0.06);
  });

  test("a part of a total", () => {
    // Half of the heads: 2.5 points of the total are a difference of ten in means of a hundred.
    const spec = claim("part", { groups: ["a"], matters: 0.0125, unit: "points" });
    const next = normals(13);
    const part = (effect: number) => () =>
      samples({ a: group(next, 90, 100 + effect / 2), b: group(next, 90, 100 - effect / 2) });
    expect(shareOf("not supported", spec, part(0))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("not supported", spec, part(5), many)).toBeLessThanOrEqual(0.06);
  });

  test("a correlation", fullTier, () => {
    const next = normals(14);
    const correlated = (r: number) => () => {
      const xs = Array.from({ length: 950 }, next);
      return pairs(
        xs,
        xs.map((x) => r * x + Math.sqrt(1 - r * r) * next()),
      );
    };
    const spec = claim("correlation", { matters: 0.1 });
    expect(shareOf("not supported", spec, correlated(0))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("not supported", spec, correlated(0.1), 2000)).toBeLessThanOrEqual(0.06);
  });

  test("several means", fullTier, () => {
    const next = normals(15);
    // Means at plus and minus a tenth of a standard deviation account for 0.01 of 1.01.
    const several = (effect: number) => () =>
      samples({
        a: group(next, 450, 60 + effect),
        b: group(next, 450, 60 - effect),
        c: group(next, 450, 60 + effect),
        d: group(next, 450, 60 - effect),
      });
    expect(shareOf("not supported", claim("means"), several(0), 200)).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("not supported", claim("means"), several(1.0051), 1000)).toBeLessThanOrEqual(
      0.06,
    );
  });

  test("two proportions, and several", fullTier, () => {
    const uniform = seeded(16).next;
    const hits = (n: number, share: number): [number, number] => [
      Array.from({ length: n }, uniform).filter((value) => value < share).length,
      n,
    ];
    const spec = claim("contingency", { groups: ["a", "b"], unit: "points", matters: 0.1 });
    const two = (effect: number) => () =>
      outcomes({ a: hits(471, 0.5), b: hits(471, 0.5 - effect) });
    expect(shareOf("not supported", spec, two(0))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("not supported", spec, two(0.1), 2000)).toBeLessThanOrEqual(0.06);
    // At a Cramér's V of 0.1.
    const three = (effect: number) => () =>
      outcomes({ a: hits(450, 0.5 + effect), b: hits(450, 0.5), c: hits(450, 0.5 - effect) });
    expect(shareOf("not supported", claim("contingency"), three(0))).toBeGreaterThanOrEqual(0.8);
    expect(shareOf("not supported", claim("contingency"), three(0.0613), 2000)).toBeLessThanOrEqual(
      0.06,
    );
  });
});
