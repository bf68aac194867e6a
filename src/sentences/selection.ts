import type { Sums } from "../model/measures.ts";
import {
  dimensionNames,
  isEmptySelection,
  type Dimension,
  type Selection,
} from "../model/selection.ts";
import { isolated } from "../text/direction.ts";
import { count, usd } from "../text/numbers.ts";
import { or, plural } from "../text/words.ts";

/** What readers call a subscription status. */
export const subscriptionName = (status: string) =>
  status === "Yes" ? "Subscribers" : status === "No" ? "Not subscribed" : status;

/** What readers call a value of a dimension. */
export const valueName = (dimension: Dimension, value: string) =>
  dimension === "subscription_status" ? subscriptionName(value) : isolated(value);

/**
 * Whom a selection is of: "Clothing or Footwear, Female, Winter"; "all customers" where nothing is
 * chosen.
 */
export function describeSelection(selection: Selection): string {
  if (isEmptySelection(selection)) return "all customers";
  return dimensionNames
    .flatMap((name) =>
      selection[name] ? [or(selection[name].map((value) => valueName(name, value)))] : [],
    )
    .join(", ");
}

/** "1,240 of 3,900 customers" */
export function size(part: Sums, whole: Sums): string {
  const of =
    part.customers === whole.customers
      ? `All ${count(whole.customers)}`
      : `${count(part.customers)} of ${count(whole.customers)}`;
  return `${of} ${plural(whole.customers, "customer")}`;
}

/** "1,240 of 3,900 customers, $74,200" */
export const extent = (part: Sums, whole: Sums) =>
  `${size(part, whole)}, ${usd(part.revenue / 100)}`;
