import tCdf from "@stdlib/stats-base-dists-t-cdf";
import { normalCdf, z95 } from "./normal.ts";
import type { Interval } from "./means.ts";

/**
 * What is known of pairs of values: how many, their sums, the sums of their squares and of their
 * products, exact.
 */
export interface Pairs {
  readonly n: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

/**
 * Pearson's correlation with its 95% interval and its test against none; all NaN where either value
 * never varies.
 */
export interface Correlation extends Interval {
  readonly n: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Pearson's correlation of pairs of values.
 * Source of the interval: Fisher (1921), "On the probable error of a coefficient of correlation",
 * Metron 1.
 */
export function pearson({ n, x, y, xx, yy, xy }: Pairs): Correlation {
  const [ofX, ofY] = [n * xx - x * x, n * yy - y * y];
  const estimate =
    n > 3 && ofX > 0 && ofY > 0
      ? Math.max(-1, Math.min(1, (n * xy - x * y) / Math.sqrt(ofX * ofY)))
      : NaN;
  const df = n - 2;
  const t = estimate * Math.sqrt(df / (1 - estimate ** 2));
  const half = z95 / Math.sqrt(n - 3);
  const at = (shift: number) => Math.tanh(Math.atanh(estimate) + shift);
  return { n, estimate, low: at(-half), high: at(half), t, df, p: 2 * tCdf(-Math.abs(t), df) };
}

/**
 * Whether a correlation is closer to none than a margin, on either side: two one-sided tests on
 * Fisher's scale.
 */
export function negligible({ n, estimate }: Correlation, margin: number): number {
  const beyond = (distance: number) => normalCdf(distance * Math.sqrt(n - 3));
  return Math.max(
    beyond(Math.atanh(estimate) - Math.atanh(margin)),
    beyond(-Math.atanh(estimate) - Math.atanh(margin)),
  );
}
