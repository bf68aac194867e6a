import type { Verdict } from "../model/finding.ts";
import type { Interval } from "../statistics/means.ts";

/** Whether all intervals have a value in common, so that any order of the groups is possible. */
const overlap = (intervals: readonly Interval[]): boolean => {
  const known = intervals.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  return known.every((one) => known.every((other) => one.low <= other.high));
};

/** Whether the order of what is ranked is more than chance, beside the ranking. */
export function noiseSentence(verdict: Verdict, intervals: readonly Interval[]): string {
  switch (verdict) {
    case "supported":
      return "The lines are 95% intervals. The groups differ by more than chance.";
    case "not supported":
    case "too close to call":
      return overlap(intervals)
        ? "The order may be chance: the intervals overlap."
        : "The order may be chance: the groups do not differ by more than chance.";
    case "cannot be shown":
      return "Whether the order is more than chance is unknown: the groups are too small.";
  }
}

/** A ranking's title, which never makes more of the first place than the data do. */
export function cautious(title: string, verdict: Verdict): string {
  if (verdict === "supported") return title;
  return verdict === "not supported"
    ? `${title}, but within chance`
    : `${title}, perhaps by chance`;
}
