import fCdf from "@stdlib/stats-base-dists-f-cdf";
import { meanOf, pooled, varianceOf, type Sample } from "./sample.ts";

/** A comparison of several means. */
export interface GroupsTest {
  readonly f: number;
  readonly df: readonly [between: number, within: number];
  readonly p: number;
}

const upper = (f: number, between: number, within: number) => 1 - fCdf(f, between, within);

/** Sums of squares between and within groups. */
function squaresOf(groups: readonly Sample[]): { between: number; within: number } {
  const grand = meanOf(pooled(groups));
  return {
    between: groups.reduce((sum, group) => sum + group.n * (meanOf(group) - grand) ** 2, 0),
    within: groups.reduce(
      (sum, group) => sum + (group.n > 1 ? varianceOf(group) * (group.n - 1) : 0),
      0,
    ),
  };
}

/** Fisher's one-way analysis of variance, which takes all variances to be equal. */
export function anova(groups: readonly Sample[]): GroupsTest {
  const { between, within } = squaresOf(groups);
  const df = [groups.length - 1, pooled(groups).n - groups.length] as const;
  const f = between / df[0] / (within / df[1]);
  return { f, df, p: upper(f, ...df) };
}

/**
 * Welch's analysis of variance, for unequal variances.
 * Source: Welch (1951), "On the comparison of several mean values", Biometrika 38.
 */
export function welchAnova(groups: readonly Sample[]): GroupsTest {
  const k = groups.length;
  const weights = groups.map((group) => group.n / varianceOf(group));
  const sumOf = (term: (group: Sample, weight: number) => number) =>
    groups.reduce((sum, group, i) => sum + term(group, weights[i] ?? 0), 0);
  const total = sumOf((_, weight) => weight);
  const mean = sumOf((group, weight) => (weight * meanOf(group)) / total);
  const lambda = sumOf(({ n }, weight) => (1 - weight / total) ** 2 / (n - 1));
  const between = sumOf((group, weight) => weight * (meanOf(group) - mean) ** 2) / (k - 1);
  const f = between / (1 + (2 * (k - 2) * lambda) / (k ** 2 - 1));
  const df = [k - 1, (k ** 2 - 1) / (3 * lambda)] as const;
  return { f, df, p: upper(f, ...df) };
}

/** Eta squared: the share of the values' variance that the groups account for, 0 to 1. */
export function etaSquared(groups: readonly Sample[]): number {
  const { between, within } = squaresOf(groups);
  return between / (between + within);
}

/**
 * Omega squared: eta squared without what chance alone gives groups, so that it may be below zero.
 * Source: Hays (1963), "Statistics for psychologists".
 */
export function omegaSquared(groups: readonly Sample[]): number {
  const { between, within } = squaresOf(groups);
  const error = within / (pooled(groups).n - groups.length);
  return (between - (groups.length - 1) * error) / (between + within + error);
}
