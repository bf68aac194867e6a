import { proportionDifference, type Proportion } from "./counts.ts";
import { welch, type Interval } from "./means.ts";
import { normalCdf, z95 } from "./normal.ts";
import type { Sample } from "./sample.ts";

/**
 * How much a figure changed, now less then, with its 95% interval, and how often chance alone would
 * move it as far.
 */
export interface Change extends Interval {
  /** Two-sided; NaN where it cannot be computed. */
  readonly p: number;
}

const byNormal = (estimate: number, error: number): Change => ({
  estimate,
  low: estimate - z95 * error,
  high: estimate + z95 * error,
  p: error > 0 ? 2 * normalCdf(-Math.abs(estimate / error)) : NaN,
});

/**
 * The change of a number of customers who come independently: a Poisson number varies by its root.
 */
export const countChange = (then: number, now: number): Change =>
  byNormal(now - then, Math.sqrt(then + now));

/**
 * The change of a total of amounts whose number varies as well: the variance of such a sum is the
 * sum of the squares.
 * Source: compound Poisson sums, Bowers et al. (1997), "Actuarial Mathematics", chapter 12.
 */
export const totalChange = (then: Sample, now: Sample): Change =>
  byNormal(now.sum - then.sum, Math.sqrt(then.squares + now.squares));

/**
 * The change of a mean, by Welch's test. Customers who are in both make it cautious: they vary less
 * than two samples would.
 */
export function meanChange(then: Sample, now: Sample): Change {
  const { estimate, low, high, p } = welch(now, then);
  return { estimate, low, high, p };
}

/**
 * The change of a share: Newcombe's interval, and the test of two proportions with their common
 * variance.
 */
export function shareChange(then: Proportion, now: Proportion): Change {
  const common = (then.hits + now.hits) / (then.n + now.n);
  const error = Math.sqrt(common * (1 - common) * (1 / then.n + 1 / now.n));
  const interval = proportionDifference(now, then);
  return { ...byNormal(interval.estimate, error), ...interval };
}
