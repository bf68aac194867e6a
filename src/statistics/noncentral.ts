import chisquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import fCdf from "@stdlib/stats-base-dists-f-cdf";
import poissonPmf from "@stdlib/stats-base-dists-poisson-pmf";

/**
 * Beyond this many standard deviations a Poisson variable's weight is nothing, in floating point.
 */
const reach = 9;

/** Parts of a standard deviation that a wide Poisson variable is sampled at. */
const parts = 16;

/**
 * The mean of `central(j)` where `j` is a Poisson variable with half the noncentrality as its mean.
 * A wide one is sampled at equal steps, which is as exact, as both factors are smooth: its terms
 * would be millions where groups account for nearly everything.
 */
function mixed(noncentrality: number, central: (j: number) => number): number {
  if (noncentrality === 0) return central(0);
  const mean = noncentrality / 2;
  const width = reach * Math.sqrt(mean) + reach;
  const step = Math.max(1, Math.floor(Math.sqrt(mean) / parts));
  const weightOf = step === 1 ? (j: number) => poissonPmf(j, mean) : (j: number) => weight(j, mean);
  let [sum, weights] = [0, 0];
  for (let j = Math.max(0, Math.floor(mean - width)); j <= mean + width; j += step) {
    const share = weightOf(j);
    weights += share;
    sum += share * central(j);
  }
  return step === 1 ? sum : sum / weights;
}

/** A Poisson weight up to a factor, by Stirling's formula, for large means. */
function weight(j: number, mean: number): number {
  const off = (j - mean) / mean;
  return Math.exp(mean * (off - (1 + off) * Math.log1p(off)) - 1 / (12 * j)) / Math.sqrt(j);
}

/**
 * How likely a noncentral F variable is to be at most `f`: central ones weighted by a Poisson
 * variable.
 * Source: Johnson, Kotz and Balakrishnan (1995), "Continuous univariate distributions", volume 2,
 * chapter 30.
 * @param noncentrality lambda, 0 or more
 */
export function noncentralF(
  f: number,
  [between, within]: readonly [number, number],
  noncentrality: number,
): number {
  return mixed(noncentrality, (j) =>
    fCdf((f * between) / (between + 2 * j), between + 2 * j, within),
  );
}

/**
 * How likely a noncentral chi-square variable is to be at most `x`. Source: as above, chapter 29.
 */
export function noncentralChiSquare(x: number, df: number, noncentrality: number): number {
  return mixed(noncentrality, (j) => chisquareCdf(x, df + 2 * j));
}
