import type { FieldType } from "../../format/fields.ts";

/**
 * One column of the input. `header` is its name in the export, `aliases` are other accepted names.
 * Numbers must lie within `range` (inclusive), text must be one of `allowed` where that is given.
 * `order` is the order in which readers expect the values.
 */
export interface Column {
  readonly name: string;
  readonly header: string;
  readonly aliases: readonly string[];
  readonly label: string;
  readonly type: Extract<FieldType, "text" | "integer" | "money" | "rating">;
  readonly unit: string;
  readonly description: string;
  readonly range?: readonly [number, number];
  readonly allowed?: readonly string[];
  readonly order?: readonly string[];
  readonly nullable?: true;
}

/**
 * The longest text in characters: what a database column can hold and still be grouped and indexed
 * by.
 */
export const maxTextLength = 255;

const yesNo = ["Yes", "No"] as const;

/** How many days lie between purchases of each stated frequency. */
export const frequencyDays: Readonly<Record<string, number>> = {
  Weekly: 7,
  "Bi-Weekly": 14,
  Fortnightly: 14,
  Monthly: 30,
  Quarterly: 90,
  "Every 3 Months": 90,
  Annually: 365,
};

/** A header as a label inside a page: "Review Rating" becomes "Review rating"; an acronym stays. */
const labelOf = (header: string) =>
  header.replace(/(?<= )[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());

function text(
  name: string,
  header: string,
  description: string,
  more: Partial<Column> = {},
): Column {
  return {
    name,
    header,
    label: labelOf(header),
    description,
    aliases: [],
    type: "text",
    unit: "",
    ...more,
  };
}

function whole(
  name: string,
  header: string,
  unit: string,
  range: [number, number],
  description: string,
): Column {
  return {
    name,
    header,
    label: labelOf(header),
    unit,
    range,
    description,
    aliases: [],
    type: "integer",
  };
}

/**
 * The single statement of the 18 input columns: types, DDL, dictionary and error messages all come
 * from it.
 */
export const contract: readonly Column[] = [
  {
    ...whole(
      "customer_id",
      "Customer ID",
      "",
      [0, Number.MAX_SAFE_INTEGER],
      "Identifies the customer; one row each.",
    ),
    aliases: ["id"],
  },
  whole("age", "Age", "years", [1, 120], "Age of the customer."),
  text("gender", "Gender", "Gender as the source states it.", {
    aliases: ["sex"],
    order: ["Male", "Female"],
  }),
  text("item_purchased", "Item Purchased", "The product bought.", { aliases: ["item", "product"] }),
  text("category", "Category", "The product's category.", { aliases: ["product category"] }),
  {
    ...text("purchase_amount", "Purchase Amount (USD)", "What this purchase cost.", {
      aliases: ["purchase amount", "amount"],
    }),
    label: "Purchase amount",
    type: "money",
    unit: "USD",
    range: [0, 9_999_999.99],
  },
  text("location", "Location", "Where the customer lives.", { aliases: ["state"] }),
  text("size", "Size", "Size of the product.", { order: ["XS", "S", "M", "L", "XL", "XXL"] }),
  text("color", "Color", "Color of the product.", { aliases: ["colour"] }),
  text("season", "Season", "Season of the purchase.", {
    order: ["Spring", "Summer", "Fall", "Autumn", "Winter"],
  }),
  {
    ...text(
      "review_rating",
      "Review Rating",
      "The customer's rating of the purchase, 1 to 5; may be empty.",
      { aliases: ["rating"] },
    ),
    type: "rating",
    unit: "of 5",
    range: [1, 5],
    nullable: true,
  },
  text("subscription_status", "Subscription Status", "Whether the customer subscribes.", {
    aliases: ["subscribed"],
    allowed: yesNo,
    order: yesNo,
  }),
  text("shipping_type", "Shipping Type", "How the purchase was shipped.", {
    aliases: ["shipping"],
  }),
  text("discount_applied", "Discount Applied", "Whether a discount was given.", {
    aliases: ["discount"],
    allowed: yesNo,
    order: yesNo,
  }),
  text("promo_code_used", "Promo Code Used", "Whether a promotion code was used.", {
    aliases: ["promo code"],
    allowed: yesNo,
    order: yesNo,
  }),
  whole(
    "previous_purchases",
    "Previous Purchases",
    "purchases",
    [0, 1_000_000],
    "Purchases before this one.",
  ),
  text("payment_method", "Payment Method", "How the purchase was paid.", { aliases: ["payment"] }),
  text(
    "frequency_of_purchases",
    "Frequency of Purchases",
    "How often the customer says they buy.",
    {
      aliases: ["purchase frequency"],
      allowed: Object.keys(frequencyDays),
      order: Object.keys(frequencyDays),
    },
  ),
];
