import { isMissing } from "./deals.ts";
import type { Random } from "./random.ts";
import { filledColumn, readRows } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";

/** The header line of the export the sample stands in for, with its byte-order mark. */
export const HEADER =
  "\uFEFFCustomer ID,Age,Gender,Item Purchased,Category,Purchase Amount (USD),Location,Size,Color,Season," +
  "Review Rating,Subscription Status,Shipping Type,Discount Applied,Promo Code Used,Previous Purchases,Payment Method," +
  "Frequency of Purchases\r\n";

// After the customer id, in the header's order; the promo code is used wherever a discount is.
const COLUMNS = [
  "age",
  "gender",
  "item_purchased",
  "category",
  "purchase_amount",
  "location",
  "size",
  "color",
  "season",
  "review_rating",
  "subscription_status",
  "shipping_type",
  "discount_applied",
  "discount_applied",
  "previous_purchases",
  "payment_method",
  "frequency_of_purchases",
];

const LINES_AT_ONCE = 4_096;

/** Each row of the sheet as it stands in the file, but for its customer id. */
export function rowTexts(sheet: Sheet): string[] {
  const columns = COLUMNS.map((name) =>
    readRows(filledColumn(sheet, name), (token) => written(name, token)),
  );
  return Array.from(columns[0] ?? [], (_, row) => columns.map((column) => column[row]).join(","));
}

/**
 * The text of a CSV file of any length, in pieces. At the sample's own length the rows are the
 * sample's, in order; otherwise they are drawn from it, a row as often as it comes.
 */
export function* csvPieces(
  texts: readonly string[],
  rows: number,
  random: Random,
): Generator<string> {
  yield HEADER;
  for (let first = 0; first < rows; first += LINES_AT_ONCE) {
    const ids = Array.from(
      { length: Math.min(LINES_AT_ONCE, rows - first) },
      (_, index) => first + index + 1,
    );
    const lines = ids.map((id) => {
      const text = texts[rows === texts.length ? id - 1 : random.below(texts.length)] ?? "";
      return `${String(id)},${text}\r\n`;
    });
    yield lines.join("");
  }
}

function written(name: string, token: string): string {
  if (name === "review_rating") {
    return isMissing(token) ? "" : String(Number(token) / 10);
  }
  if (/[",\r\n]/.test(token)) {
    throw new Error(
      `The sample writes its values unquoted, which ${JSON.stringify(token)} in ${name} does not allow.`,
    );
  }
  return token;
}
