import type { Edition, KeyPoint } from "../../format/history.ts";
import { keyPoint, keySums, type KeySums } from "../../format/key-figures.ts";
import {
  countChange,
  meanChange,
  shareChange,
  totalChange,
  type Change,
} from "../statistics/change.ts";
import { holm } from "../statistics/holm.ts";
import { significant } from "../statistics/thresholds.ts";
import { measures, type Measure } from "./measures.ts";

/**
 * A key figure then and now, in display units, and in every edition; null where it is suppressed.
 */
export interface KeyChange {
  readonly measure: Measure;
  readonly then: number | null;
  readonly now: number | null;
  /** Its p-value is corrected for all key figures; undefined where it cannot be computed. */
  readonly change: Change | undefined;
  readonly series: readonly { readonly date: string; readonly value: number | null }[];
}

/** Whether a figure moved by more than chance would move it. */
export const beyondChance = (change: Change | undefined): boolean =>
  change !== undefined && change.p < significant;

interface Followed {
  readonly measure: Measure;
  readonly at: (point: KeyPoint) => number | null;
  readonly change: (then: KeySums, now: KeySums) => Change | undefined;
}

const both = <T, R>(
  a: T | undefined | null,
  b: T | undefined | null,
  compare: (a: T, b: T) => R,
): R | undefined =>
  a === undefined || a === null || b === undefined || b === null ? undefined : compare(a, b);

const { customers, revenue, averagePurchase, averageRating, subscriberShare } = measures;
const followed: readonly Followed[] = [
  {
    measure: customers,
    at: (point) => point.customers,
    change: (then, now) => countChange(then.customers, now.customers),
  },
  {
    measure: revenue,
    at: (point) => (point.revenue === null ? null : point.revenue / 100),
    change: (then, now) => both(then.purchases, now.purchases, totalChange),
  },
  {
    measure: averagePurchase,
    at: (point) => point.average_purchase,
    change: (then, now) => both(then.purchases, now.purchases, meanChange),
  },
  {
    measure: averageRating,
    at: (point) => point.average_rating,
    change: (then, now) => both(then.ratings, now.ratings, meanChange),
  },
  {
    measure: subscriberShare,
    at: (point) => point.subscriber_share,
    change: (then, now) =>
      both(then.subscribers, now.subscribers, (a, b) =>
        shareChange({ hits: a, n: then.customers }, { hits: b, n: now.customers }),
      ),
  },
];

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
export function keyChanges(
  previous: Edition,
  current: Edition,
  series: readonly KeyPoint[],
): KeyChange[] {
  const [then, now] = [keySums(previous), keySums(current)];
  const [before, since] = [keyPoint(previous), keyPoint(current)];
  return corrected(
    followed.map(({ measure, at, change }): KeyChange => ({
      measure,
      then: at(before),
      now: at(since),
      change: change(then, now),
      series: series.map((point) => ({ date: point.date, value: at(point) })),
    })),
  );
}
