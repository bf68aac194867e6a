import { agesByGroup, amountBands, amountsByBand, previousBands, previousByBand } from "./bands.ts";
import {
  categoriesByBlock,
  isMissing,
  itemsByCategory,
  jointly,
  MISSING,
  overall,
  ratingsByCategory,
} from "./deals.ts";
import type { Deal } from "./deals.ts";
import type { Marginals } from "./facts.ts";
import { frequencyDays } from "./tally.ts";

/** A column the search fills, in the order it is filled. */
export interface Column {
  readonly name: string;
  deal(marginals: Marginals): Deal[];
  /**
   * Sets of dimensions: rows that agree on one of them are often tried as partners, because an
   * exchange between such rows leaves the sums by those dimensions as they are.
   */
  readonly kin?: readonly (readonly string[])[];
  /**
   * Settle one token at a time: for columns whose every token has all the measures to agree with.
   */
  readonly oneByOne?: boolean;
}

/** A way to sort the rows into groups by one column's token. */
export interface Dimension {
  readonly column: string;
  label(token: string): string;
}

/** A number read from one column's token; a measure multiplies one or more of them. */
export interface Factor {
  readonly column: string;
  weight(token: string): number;
}

/** The columns in which the file stands in unbroken blocks of rows. */
export const BLOCK_COLUMNS = ["gender", "subscription_status", "discount_applied"];

const FLAGS = ["discount_applied", "subscription_status", "previous_gt5", "a60"];
const ALIKE = [
  FLAGS,
  [...FLAGS, "purchase_amount"],
  [...FLAGS, "previous_purchases"],
  [...FLAGS, "review_rating"],
];

/**
 * The searched columns. A coarse column stands before the fine one it bounds (age_group, a60 and
 * previous_band are not written to the file), so that counts are settled before sums: sums have
 * many small exchanges left to settle with, counts have few.
 */
export const COLUMNS: readonly Column[] = [
  { name: "category", deal: categoriesByBlock },
  { name: "item_purchased", deal: itemsByCategory },
  { name: "age_group", deal: jointly("joint_age_group_category", "category", "age_group") },
  { name: "a60", deal: amountBands },
  {
    name: "purchase_amount",
    deal: amountsByBand,
    kin: [
      ["gender", "item_purchased"],
      ["gender", "category", "age_group"],
      ["item_purchased", "age_group"],
      ["gender", "subscription_status", "item_purchased", "age_group"],
    ],
  },
  { name: "previous_band", deal: previousBands, kin: [["purchase_amount", "discount_applied"]] },
  {
    name: "previous_purchases",
    deal: previousByBand,
    kin: [
      ["item_purchased", "discount_applied", "gender", "age_group"],
      ["purchase_amount"],
      ["purchase_amount", "category", "discount_applied", "gender"],
      ["purchase_amount", "category", "age_group", "gender"],
      ["item_purchased", "discount_applied", "gender"],
      ["category", "gender", "discount_applied", "age_group"],
    ],
  },
  {
    name: "review_rating",
    deal: ratingsByCategory,
    kin: [
      ["item_purchased", "subscription_status", "discount_applied", "gender"],
      ["purchase_amount", "previous_purchases"],
      ["purchase_amount"],
      ["previous_purchases"],
    ],
  },
  {
    name: "season",
    deal: jointly("joint_category_season", "category", "season"),
    kin: ALIKE,
    oneByOne: true,
  },
  {
    name: "frequency_of_purchases",
    deal: overall("frequency_of_purchases"),
    kin: ALIKE,
    oneByOne: true,
  },
  {
    name: "shipping_type",
    deal: jointly("joint_shipping_subscription", "subscription_status", "shipping_type"),
    kin: ALIKE,
    oneByOne: true,
  },
  ...["payment_method", "size", "color", "location"].map((name) => ({
    name,
    deal: overall(name),
    kin: ALIKE,
    oneByOne: true,
  })),
  {
    name: "age",
    deal: agesByGroup,
    kin: [
      ["purchase_amount"],
      ["previous_purchases", "review_rating"],
      ["previous_purchases", "frequency_of_purchases"],
      ["review_rating", "frequency_of_purchases"],
    ],
  },
];

const DIMENSIONS: Readonly<Record<string, Dimension>> = {
  loyalty: { column: "previous_band", label: (band) => band.split(" ")[0] ?? "" },
  previous_gt5: { column: "previous_band", label: (band) => band.split(" ")[1] ?? "" },
  review_rating_x10: { column: "review_rating", label: (token) => token },
};

const FACTORS: Readonly<Record<string, Factor>> = {
  customer_id: number("customer_id"),
  age: number("age"),
  purchase_amount: number("purchase_amount"),
  revenue: number("purchase_amount"),
  previous_purchases: number("previous_purchases"),
  previous_sum: number("previous_purchases"),
  purchase_frequency_days: {
    column: "frequency_of_purchases",
    weight: (token) => frequencyDays[token] ?? Number.NaN,
  },
  r100: { column: "review_rating", weight: ratingX100 },
  rating_x100: { column: "review_rating", weight: ratingX100 },
  rating_x10: {
    column: "review_rating",
    weight: (token) => (isMissing(token) ? 0 : Number(token)),
  },
  rated: { column: "review_rating", weight: (token) => (isMissing(token) ? 0 : 1) },
  missing: { column: "review_rating", weight: (token) => (isMissing(token) ? 1 : 0) },
  discounted: { column: "discount_applied", weight: (token) => (token === "Yes" ? 1 : 0) },
  subscribed: { column: "subscription_status", weight: (token) => (token === "Yes" ? 1 : 0) },
  previous_gt5: { column: "previous_band", weight: (band) => Number(band.split(" ")[1]) },
  amount_ge_60: { column: "a60", weight: Number },
};

/** The dimension of that name: a derived one, or the column itself. */
export function dimension(name: string): Dimension {
  return DIMENSIONS[name] ?? { column: name, label: (token) => token };
}

/** The factors of a measure; none for a count, two for "age*purchase_amount". */
export function factors(measure: string): Factor[] {
  if (measure === "count") {
    return [];
  }
  return measure.split("*").map((name) => {
    const factor = FACTORS[name];
    if (factor === undefined) {
      throw new Error(`The marginals hold a measure the sample cannot compute: ${name}.`);
    }
    return factor;
  });
}

function ratingX100(token: string): number {
  return 10 * Number(token.replace(MISSING, ""));
}

function number(column: string): Factor {
  return { column, weight: Number };
}
