import type { NumberKind } from "../text/numbers.ts";

/**
 * Additive sums over any set of customers; amounts in cents, ratings in hundredths. A suppressed sum
 * is NaN.
 */
export interface Sums {
  readonly customers: number;
  readonly revenue: number;
  readonly rating_sum: number;
  readonly subscribers: number;
  readonly discounted: number;
}

/** The sums of no customers. */
export const nobody: Sums = {
  customers: 0,
  revenue: 0,
  rating_sum: 0,
  subscribers: 0,
  discounted: 0,
};

/** A figure computed from sums, and so correct for any selection of customers. */
export interface Measure {
  readonly name: string;
  readonly label: string;
  readonly kind: NumberKind;
  readonly description: string;
  readonly formula: string;
  /** The figure in display units (dollars); null without customers or if a sum is suppressed. */
  readonly of: (sums: Sums) => number | null;
}

const ratio = (numerator: number, denominator: number) =>
  denominator === 0 || Number.isNaN(numerator) ? null : numerator / denominator;

/** Every measure of the report, defined once. */
export const measures = {
  customers: {
    name: "customers",
    label: "Customers",
    kind: "count",
    description: "Rows of the cleaned table. Each row is one customer with one purchase.",
    formula: "COUNT(*)",
    of: ({ customers }) => customers,
  },
  revenue: {
    name: "revenue",
    label: "Total revenue",
    kind: "usd",
    description: "The sum of all purchase amounts, exact to the cent.",
    formula: "SUM(purchase_amount)",
    of: ({ revenue }) => revenue / 100,
  },
  averagePurchase: {
    name: "average_purchase",
    label: "Average purchase",
    kind: "usd",
    description: "Revenue divided by customers; each row is one purchase.",
    formula: "SUM(purchase_amount) / COUNT(*)",
    of: ({ revenue, customers }) => ratio(revenue / 100, customers),
  },
  averageRating: {
    name: "average_rating",
    label: "Average rating",
    kind: "rating",
    description: "The mean review rating out of 5, including imputed ratings.",
    formula: "SUM(review_rating) / COUNT(*)",
    of: ({ rating_sum, customers }) => ratio(rating_sum / 100, customers),
  },
  subscriberShare: {
    name: "subscriber_share",
    label: "Subscribers",
    kind: "share",
    description: "The share of customers whose subscription status is Yes.",
    formula: "subscribers / COUNT(*)",
    of: ({ subscribers, customers }) => ratio(subscribers, customers),
  },
  discountShare: {
    name: "discount_share",
    label: "Discounted purchases",
    kind: "share",
    description: "The share of purchases made with a discount.",
    formula: "discounted / COUNT(*)",
    of: ({ discounted, customers }) => ratio(discounted, customers),
  },
} as const satisfies Record<string, Measure>;
