import chisquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";

/** The 97.5% quantile of the standard normal distribution. */
export const z95 = 1.959963984540054;

/**
 * How likely a standard normal variable is to be at most `z`; its square has a chi-square
 * distribution with one degree of freedom.
 */
export const normalCdf = (z: number) =>
  z < 0 ? (1 - chisquareCdf(z * z, 1)) / 2 : (1 + chisquareCdf(z * z, 1)) / 2;
