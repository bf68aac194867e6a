import chisquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import fCdf from "@stdlib/stats-base-dists-f-cdf";
import poissonPmf from "@stdlib/stats-base-dists-poisson-pmf";

/**
 * Beyond this many standard deviations a Poisson variable's weight is nothing, in floating point.
 */
const reach = 9;

/**
 * The mean of `central(j)` where `j` is a Poisson variable with half the noncentrality as its mean.
 */
function mixed(noncentrality: number, central: (j: number) => number): number {
  if (noncentrality === 0) return central(0);
  const mean = noncentrality / 2;
  const width = reach * Math.sqrt(mean) + reach;
  let sum = 0;
  for (let j = Math.max(0, Math.floor(mean - width)); j <= mean + width; j++)
    sum += poissonPmf(j, mean) * central(j);
  return sum;
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
