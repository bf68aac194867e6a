import fCdf from "@stdlib/stats-base-dists-f-cdf";
import poissonPmf from "@stdlib/stats-base-dists-poisson-pmf";
import { expect, test } from "vitest";
import { explained } from "../../../src/statistics/explained.ts";
import { noncentralChiSquare, noncentralF } from "../../../src/statistics/noncentral.ts";
import { normalCdf } from "../../../src/statistics/normal.ts";
import { normals } from "../../support/normals.ts";
import { fullTier } from "../../support/tier.ts";

test.for([
  [1.45, 3, 3896, 2, 0.5241696656718091],
  [5, 1, 50, 10, 0.18011954044882825],
  [0.5, 24, 3875, 0.3, 0.018633112601925513],
  [200, 4, 99999, 800, 0.47886240589249246],
  [1.2, 49, 3850, 55.5, 0.0017156646620483593],
] as const)(
  "the noncentral F distribution at %d, %d and %d degrees of freedom, lambda %d, is scipy's",
  ([f, between, within, lambda, expected]) => {
    expect(noncentralF(f, [between, within], lambda)).toBeCloseTo(expected, 10);
  },
);

test.for([
  [5, 1, 3, 0.692839123180932],
  [30, 24, 12, 0.2877850623262064],
] as const)(
  "the noncentral chi-square distribution at %d, %d degrees of freedom, lambda %d, is scipy's",
  ([x, df, lambda, expected]) => {
    expect(noncentralChiSquare(x, df, lambda)).toBeCloseTo(expected, 10);
  },
);

test("a wide noncentral F distribution, which is sampled, is the sum of all its terms", () => {
  for (const [between, within, lambda] of [
    [3, 3896, 2500],
    [3, 3896, 5000],
    [9, 200, 20_000],
    [9999, 10_000, 30_000],
  ] as const)
    for (const near of [0.9, 1, 1.1]) {
      const f = ((between + lambda) / between) * near;
      const mean = lambda / 2;
      let expected = 0;
      for (let j = 0; j < mean + 12 * Math.sqrt(mean); j++)
        expected +=
          poissonPmf(j, mean) * fCdf((f * between) / (between + 2 * j), between + 2 * j, within);
      expect(noncentralF(f, [between, within], lambda)).toBeCloseTo(expected, 10);
    }
});

test("groups that account for nearly everything end in an interval, or in none where all that is left is rounding", () => {
  // Per group two values that differ by `apart`; the groups' means differ by whole numbers.
  const groups = (apart: number) =>
    Array.from({ length: 2_000 }, (_, mean) => ({
      n: 2,
      sum: 2 * mean,
      squares: 2 * mean ** 2 + apart ** 2 / 2,
    }));
  const { estimate, low, high } = explained(groups(0.02));
  expect(low).toBeLessThan(estimate);
  expect(estimate).toBeLessThan(high);
  expect(1 - low).toBeLessThan(1e-8);
  expect(high).toBeLessThan(1);
  expect(explained(groups(0)).estimate).toBeNaN();
  expect(explained(groups(1e-6)).estimate).toBeNaN();
});

test("the normal distribution is scipy's", () => {
  expect(normalCdf(-1.959963984540054)).toBeCloseTo(0.025, 12);
  expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 12);
  expect(normalCdf(0)).toBe(0.5);
});

test(
  "the interval of what groups account for holds the truth in about 95 of 100 samples, and its estimate is right on average",
  fullTier,
  () => {
    const next = normals(21);
    // Means at plus and minus one tenth of a standard deviation: 0.01 of 1.01.
    const truth = 0.01 / 1.01;
    const sample = (mean: number) => {
      const values = Array.from({ length: 100 }, () => mean + next());
      return {
        n: 100,
        sum: values.reduce((sum, value) => sum + value, 0),
        squares: values.reduce((sum, value) => sum + value * value, 0),
      };
    };
    const found = Array.from({ length: 1000 }, () =>
      explained([sample(0.1), sample(-0.1), sample(0.1), sample(-0.1)]),
    );
    const holds =
      found.filter(({ low, high }) => low <= truth && truth <= high).length / found.length;
    expect(holds).toBeGreaterThan(0.93);
    expect(holds).toBeLessThan(0.97);
  },
);
