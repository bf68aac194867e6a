import { expect, test } from "vitest";
import { explained } from "../../../src/statistics/explained.ts";
import { noncentralChiSquare, noncentralF } from "../../../src/statistics/noncentral.ts";
import { normalCdf } from "../../../src/statistics/normal.ts";
import { normals } from "../../support/normals.ts";

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

test("the normal distribution is scipy's", () => {
  expect(normalCdf(-1.959963984540054)).toBeCloseTo(0.025, 12);
  expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 12);
  expect(normalCdf(0)).toBe(0.5);
});

test("the interval of what groups account for holds the truth in about 95 of 100 samples, and its estimate is right on average", () => {
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
});
