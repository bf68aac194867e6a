import fCdf from "@stdlib/stats-base-dists-f-cdf";
import poissonPmf from "@stdlib/stats-base-dists-poisson-pmf";
import { anova, omegaSquared } from "./groups.ts";
import type { Interval } from "./means.ts";
import { pooled, type Sample } from "./sample.ts";

/** Beyond this many standard deviations a Poisson variable's weight is nothing, in floating point. */
const reach = 9;

/**
 * How likely a noncentral F variable is to be at most `f`: central ones weighted by a Poisson variable.
 * Source: Johnson, Kotz and Balakrishnan (1995), "Continuous univariate distributions", volume 2, chapter 30.
 * @param noncentrality lambda, 0 or more
 */
export function noncentralF(f: number, [between, within]: readonly [number, number], noncentrality: number): number {
  if (noncentrality === 0) return fCdf(f, between, within);
  const mean = noncentrality / 2;
  const width = reach * Math.sqrt(mean) + reach;
  let sum = 0;
  for (let j = Math.max(0, Math.floor(mean - width)); j <= mean + width; j++) {
    const df = between + 2 * j;
    sum += poissonPmf(j, mean) * fCdf((f * between) / df, df, within);
  }
  return sum;
}

/** The noncentrality at which `f` has the probability `p`; 0 where even none makes it less probable. */
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
 * What share of how values differ the groups account for in the population that these are a sample of, 0 to 1, with its 95%
 * interval; taking the variances to be equal. The estimate is omega squared, which unlike eta squared does not grow with the number
 * of groups; it is never below zero.
 * Source: Steiger (2004), "Beyond the F test", Psychological Methods 9.
 */
export function explained(groups: readonly Sample[]): Interval {
  const { f, df } = anova(groups);
  const { n } = pooled(groups);
  if (!Number.isFinite(f)) return { estimate: NaN, low: NaN, high: NaN };
  const share = (noncentrality: number) => noncentrality / (noncentrality + n);
  return { estimate: Math.max(0, omegaSquared(groups)), low: share(noncentralityAt(0.975, f, df)), high: share(noncentralityAt(0.025, f, df)) };
}
