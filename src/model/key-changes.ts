import type { Edition, KeyPoint } from "../../format/history.ts";
import { columnSums, followingOf, keyFigure, shareHits } from "../../format/key-figures.ts";
import type { Metric } from "../../format/report.ts";
import {
  countChange,
  meanChange,
  shareChange,
  totalChange,
  type Change,
} from "../statistics/change.ts";
import { holm } from "../statistics/holm.ts";
import { significant } from "../statistics/thresholds.ts";

/**
 * A key figure then and now, in display units, and in every edition; null where it is suppressed.
 */
export interface KeyChange {
  readonly metric: Metric;
  readonly then: number | null;
  readonly now: number | null;
  /** Its p-value is corrected for all key figures; undefined where it cannot be computed. */
  readonly change: Change | undefined;
  readonly series: readonly { readonly date: string; readonly value: number | null }[];
}

/** Whether a figure moved by more than chance would move it. */
export const beyondChance = (change: Pick<Change, "p"> | undefined): boolean =>
  change !== undefined && change.p < significant;

const both = <T, R>(
  a: T | undefined,
  b: T | undefined,
  compare: (a: T, b: T) => R,
): R | undefined => (a === undefined || b === undefined ? undefined : compare(a, b));

/** How far a metric moved from one edition to another; undefined where that cannot be tested. */
function changeOf(metric: Metric, then: Edition, now: Edition): Change | undefined {
  switch (followingOf(metric)) {
    case "count":
      return countChange(then.source.rows, now.source.rows);
    case "sum":
      return both(columnSums(then, metric), columnSums(now, metric), totalChange);
    case "mean":
      return both(columnSums(then, metric), columnSums(now, metric), meanChange);
    case "share":
      return both(shareHits(then, metric), shareHits(now, metric), shareChange);
    case "ratio":
      return undefined;
  }
}

/** Changes judged together: those without a test stay without. */
export function corrected<T extends { readonly change: Change | undefined }>(
  all: readonly T[],
): T[] {
  const p = holm(all.map(({ change }) => change?.p ?? NaN));
  return all.map((each, index) =>
    each.change ? { ...each, change: { ...each.change, p: p[index] ?? NaN } } : each,
  );
}

/** The key figures of this edition against those of the one before. */
export const keyChanges = (
  previous: Edition,
  current: Edition,
  series: readonly KeyPoint[],
): KeyChange[] =>
  corrected(
    current.metrics.map((metric): KeyChange => ({
      metric,
      then: keyFigure(previous, metric),
      now: keyFigure(current, metric),
      change: changeOf(metric, previous, current),
      series: series.map(({ date, values }) => ({ date, value: values[metric.name] ?? null })),
    })),
  );
