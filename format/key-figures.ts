import type { Value } from "./columns.ts";
import { rowsOfTable, type Edition, type KeyPoint } from "./history.ts";

/** How many values, their sum and the sum of their squares. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/**
 * The key figures of an edition as sums, from which intervals follow; undefined or null where they
 * are not told.
 */
export interface KeySums {
  readonly customers: number;
  /** Of purchase amounts, in dollars. */
  readonly purchases: Sums | undefined;
  readonly ratings: Sums | undefined;
  readonly subscribers: number | null;
  /** Empty ratings, before they were filled. */
  readonly missingRatings: number | null;
}

const number = (value: Value | undefined) => (typeof value === "number" ? value : null);

/**
 * A described column's values as sums: of n values with mean m and standard deviation s, n m and (n
 * - 1) s² + n m².
 */
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
    // Without a row there are none, but where rows are left out that is not known.
    subscribers: subscribers ?? (known === edition.source.rows ? 0 : null),
    missingRatings: number(
      rowsOfTable(edition, "profile-missing").find(
        ({ column_name }) => column_name === "review_rating",
      )?.["missing"],
    ),
  };
}

/** The key figures as a line of the history has them. */
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
