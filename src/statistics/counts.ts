import chisquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import type { Interval } from "./means.ts";
import { noncentralChiSquare } from "./noncentral.ts";
import { normalCdf, z95 as z } from "./normal.ts";

/** Pearson's chi-square test of a table of counts, without continuity correction. */
export interface CountsTest {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Cramér's V, 0 (independent) to 1. */
  readonly v: number;
  /**
   * The p-value of a Cramér's V below another in the population: small where as much as that is
   * ruled out.
   */
  below(v: number): number;
}

/**
 * Whether rows and columns of a table of counts go together; rows and columns without anybody are
 * left out.
 */
export function contingency(table: readonly (readonly number[])[]): CountsTest {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = (table[0] ?? []).map((_, j) =>
    table.reduce((sum, row) => sum + (row[j] ?? 0), 0),
  );
  const n = rows.reduce((sum, count) => sum + count, 0);
  let chiSquare = 0;
  rows.forEach((row, i) =>
    columns.forEach((column, j) => {
      const expected = (row * column) / n;
      if (expected > 0) chiSquare += ((table[i]?.[j] ?? 0) - expected) ** 2 / expected;
    }),
  );
  const [r, c] = [rows.filter(Boolean).length, columns.filter(Boolean).length];
  const df = Math.max(0, r - 1) * Math.max(0, c - 1);
  return {
    chiSquare,
    df,
    p: df > 0 ? 1 - chisquareCdf(chiSquare, df) : NaN,
    v: df > 0 ? Math.sqrt(chiSquare / (n * Math.min(r - 1, c - 1))) : NaN,
    below: (v) =>
      df > 0 ? noncentralChiSquare(chiSquare, df, n * Math.min(r - 1, c - 1) * v * v) : NaN,
  };
}

/** How many of how many. */
export interface Proportion {
  readonly hits: number;
  readonly n: number;
}

/**
 * Wilson's score interval of a proportion. Source: Wilson (1927), "Probable inference", JASA 22.
 */
export function wilson({ hits, n }: Proportion): Interval {
  const estimate = hits / n;
  const center = (estimate + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half =
    (z / (1 + z ** 2 / n)) * Math.sqrt((estimate * (1 - estimate)) / n + z ** 2 / (4 * n ** 2));
  return { estimate, low: Math.max(0, center - half), high: Math.min(1, center + half) };
}

/**
 * The difference of two proportions, a minus b. Source: Newcombe (1998), "Interval estimation for
 * the difference between independent
 * proportions", method 10, Statistics in Medicine 17.
 */
export function proportionDifference(a: Proportion, b: Proportion): Interval {
  const [x, y] = [wilson(a), wilson(b)];
  const estimate = x.estimate - y.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(x.estimate - x.low, y.high - y.estimate),
    high: estimate + Math.hypot(x.high - x.estimate, y.estimate - y.low),
  };
}

/**
 * Whether two proportions are equivalent: the larger p-value of two one-sided tests that they
 * differ by a margin on either side.
 */
export function equivalentProportions(a: Proportion, b: Proportion, margin: number): number {
  const [x, y] = [a.hits / a.n, b.hits / b.n];
  const error = Math.sqrt((x * (1 - x)) / a.n + (y * (1 - y)) / b.n);
  return Math.max(normalCdf(-(x - y + margin) / error), normalCdf((x - y - margin) / error));
}
