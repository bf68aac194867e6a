import { anova, omegaSquared } from "./groups.ts";
import type { Interval } from "./means.ts";
import { noncentralF } from "./noncentral.ts";
import { pooled, type Sample } from "./sample.ts";

/** Beyond this ratio of squares between groups to those within, the latter are rounding errors. */
const largestRatio = 1e12;

/**
 * The noncentrality at which `f` has the probability `p`; 0 where even none makes it less probable.
 */
function noncentralityAt(p: number, f: number, df: readonly [number, number]): number {
  if (noncentralF(f, df, 0) <= p) return 0;
  let [low, high] = [0, Math.max(1, f * df[0])];
  while (noncentralF(f, df, high) > p) [low, high] = [high, high * 2];
  for (let step = 0; step < 60 && high - low > 1e-10 * high; step++) {
    const middle = (low + high) / 2;
    if (noncentralF(f, df, middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * What share of how values differ the groups account for in the population that these are a sample
 * of, 0 to 1, with its 95%
 * interval; taking the variances to be equal. The estimate is omega squared, which unlike eta
 * squared does not grow with the number
 * of groups; it is never below zero.
 * Source: Steiger (2004), "Beyond the F test", Psychological Methods 9.
 */
export function explained(groups: readonly Sample[]): Interval {
  const { f, df } = anova(groups);
  const { n } = pooled(groups);
  // What is left within groups is the noise of adding up: the groups account for everything.
  if (!(f * df[0] < largestRatio * df[1])) return { estimate: NaN, low: NaN, high: NaN };
  const share = (noncentrality: number) => noncentrality / (noncentrality + n);
  return {
    estimate: Math.max(0, omegaSquared(groups)),
    low: share(noncentralityAt(0.975, f, df)),
    high: share(noncentralityAt(0.025, f, df)),
  };
}

/**
 * The p-value of accounting for less than `share` of how values differ in the population: small
 * where that much is ruled out.
 */
export function accountsForLess(groups: readonly Sample[], share: number): number {
  const { f, df } = anova(groups);
  return Number.isFinite(f) ? noncentralF(f, df, (pooled(groups).n * share) / (1 - share)) : NaN;
}
