import type { Value } from "./columns.ts";
import { rowsOfTable, type Edition, type KeyPoint } from "./history.ts";

/** The number of values, their sum and the sum of their squares. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** The key figures of an edition as sums, which intervals need; suppressed ones are undefined or null. */
export interface KeySums {
  readonly customers: number;
  /** Purchase amounts in dollars. */
  readonly purchases: Sums | undefined;
  readonly ratings: Sums | undefined;
  readonly subscribers: number | null;
  /** Ratings that were empty before imputation. */
  readonly missingRatings: number | null;
}

const number = (value: Value | undefined) => (typeof value === "number" ? value : null);

/** A column's sums from its description: n·m and (n − 1)·s² + n·m² of mean m and deviation s. */
function editionSums(edition: Edition, column: string): Sums | undefined {
  const rows = rowsOfTable(edition, "profile-numeric").filter(
    ({ column_name }) => column_name === column,
  );
  const row = rows.find(({ stage }) => stage === "after") ?? rows[0];
  const [n, mean, std] = [number(row?.["count"]), number(row?.["mean"]), number(row?.["std"])];
  if (n === null || mean === null || n === 0) return undefined;
  return { n, sum: n * mean, squares: (n - 1) * (std ?? 0) ** 2 + n * mean ** 2 };
}

/** The key figures of an edition, from its tables. */
export function keySums(edition: Edition): KeySums {
  const drivers = edition.tables
    .filter(({ kind }) => kind === "driver")
    .flatMap(({ name }) => rowsOfTable(edition, name));
  const subscription = drivers.filter(({ dimension }) => dimension === "subscription_status");
  const subscribers = number(subscription.find(({ group_name }) => group_name === "Yes")?.["n"]);
  const known = subscription.reduce((sum, { n }) => sum + (number(n) ?? 0), 0);
  return {
    customers: edition.source.rows,
    purchases: editionSums(edition, "purchase_amount"),
    ratings: editionSums(edition, "review_rating"),
    // No row means no subscribers, unless rows are suppressed.
    subscribers: subscribers ?? (known === edition.source.rows ? 0 : null),
    missingRatings: number(
      rowsOfTable(edition, "profile-missing").find(
        ({ column_name }) => column_name === "review_rating",
      )?.["missing"],
    ),
  };
}

/** The key figures of an edition as the history lists them. */
export function keyPoint(edition: Edition): KeyPoint {
  const { customers, purchases, ratings, subscribers } = keySums(edition);
  return {
    id: edition.id,
    date: edition.date,
    customers,
    revenue: purchases ? Math.round(purchases.sum * 100) : null,
    average_purchase: purchases ? purchases.sum / purchases.n : null,
    average_rating: ratings ? ratings.sum / ratings.n : null,
    subscriber_share: subscribers === null || customers === 0 ? null : subscribers / customers,
  };
}
