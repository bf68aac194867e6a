import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { meanOf, varianceOf, type Sample } from "./sample.ts";

/** An estimate with its 95% confidence interval, in the measure's unit. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Welch's comparison of two means; all NaN but the estimate where it cannot be made. */
export interface MeanDifference extends Interval {
  readonly standardError: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
}

const confidence = 0.975;

/**
 * The difference of two means, a minus b, with unequal variances.
 * Source: Welch (1947), "The generalization of Student's problem", Biometrika 34; degrees of
 * freedom after Satterthwaite (1946).
 */
export function welch(a: Sample, b: Sample): MeanDifference {
  const estimate = meanOf(a) - meanOf(b);
  const [partA, partB] = [varianceOf(a) / a.n, varianceOf(b) / b.n];
  const variance = partA + partB;
  const standardError = Math.sqrt(variance);
  const df = variance ** 2 / (partA ** 2 / (a.n - 1) + partB ** 2 / (b.n - 1));
  const t = estimate / standardError;
  const half = tQuantile(confidence, df) * standardError;
  return {
    estimate,
    low: estimate - half,
    high: estimate + half,
    standardError,
    t,
    df,
    p: 2 * tCdf(-Math.abs(t), df),
  };
}

/**
 * Whether two means are equivalent: the p-value of the two one-sided tests that their difference is
 * beyond a margin on either side.
 * Source: Schuirmann (1987), "A comparison of the two one-sided tests procedure", J. Pharmacokinet.
 * Biopharm. 15.
 * @param margin the smallest difference that matters, in the measure's unit
 */
export function equivalence(
  { estimate, standardError, df }: MeanDifference,
  margin: number,
): number {
  const above = 1 - tCdf((estimate + margin) / standardError, df);
  const below = tCdf((estimate - margin) / standardError, df);
  return Math.max(above, below);
}

/** A group's mean with its 95% interval, by Student's t; no interval, NaN, below two values. */
export function meanInterval(sample: Sample): Interval {
  const estimate = meanOf(sample);
  const half =
    sample.n < 2
      ? NaN
      : tQuantile(confidence, sample.n - 1) * Math.sqrt(varianceOf(sample) / sample.n);
  return { estimate, low: estimate - half, high: estimate + half };
}
