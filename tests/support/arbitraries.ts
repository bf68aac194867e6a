import fc from "fast-check";
import { frequencyDays } from "../../etl/contract/columns.ts";
import type { Customer } from "./customers.ts";

/** Texts that trip readers of CSV, SQL or text: quotes, delimiters, line ends, emoji, right-to-left, spaces around. */
const awkward = ['"', '""', 'say "hi"', "a,b;c\td", "O'Brien", "two\nlines", "two\r\nlines", "old\rMac", " spaced ", "😀👩‍👩‍👧", "שלום", "ﬁ", "e\u0301", "NULL", "null", "NaN", "-", "=1+1", "\\", "\\n", "0", "--", "';"];

/** Spaces alone, of whatever width, are no value. */
const filled = (value: string) => !/^\p{Zs}*$/u.test(value);
const text = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), fc.string({ unit: "binary", minLength: 1, maxLength: 6 })).filter(filled);

/** Text of a column that groups customers: few values, so that groups have several rows, or one category only. */
const groupText = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });

/** Whole cents as a file writes them: "0.29", "19.9", "60". */
export const amountText = (cents: number): string => (cents % 100 === 0 ? String(cents / 100) : cents % 10 === 0 ? (cents / 100).toFixed(1) : (cents / 100).toFixed(2));

const cents = fc.oneof(fc.constantFrom(0, 29, 115, 1999, 999_999_998, 999_999_999), fc.nat(10_000));
const rating = fc.oneof({ weight: 2, arbitrary: fc.constant("") }, { weight: 5, arbitrary: fc.integer({ min: 100, max: 500 }).map((hundredths) => amountText(hundredths)) });
const yesNo = fc.constantFrom("Yes", "No");

/** A file of customers: at least one rating, ids all different, ages with ties. */
export const customerFile: fc.Arbitrary<readonly Customer[]> = fc
  .record({ categories: groupText, items: groupText, youngest: fc.integer({ min: 1, max: 60 }), years: fc.integer({ min: 0, max: 60 }) })
  .chain(({ categories, items, youngest, years }) => {
    const customer = fc.record({
      customer_id: fc.oneof(fc.nat(500), fc.maxSafeNat()).map(String),
      age: fc.integer({ min: youngest, max: youngest + years }).map(String),
      gender: text,
      item_purchased: fc.constantFrom(...items),
      category: fc.constantFrom(...categories),
      purchase_amount: cents.map(amountText),
      location: text,
      size: text,
      color: text,
      season: text,
      review_rating: rating,
      subscription_status: yesNo,
      shipping_type: text,
      discount_applied: yesNo,
      promo_code_used: yesNo,
      previous_purchases: fc.nat(60).map(String),
      payment_method: text,
      frequency_of_purchases: fc.constantFrom(...Object.keys(frequencyDays)),
    });
    return fc.uniqueArray(customer, { minLength: 1, maxLength: 30, selector: (row) => row.customer_id });
  })
  .map((rows) => (rows.some((row) => row.review_rating !== "") ? rows : rows.map((row) => ({ ...row, review_rating: "3.1" }))));

/** How a file may be written. */
export const dialect = fc.record({ delimiter: fc.constantFrom(",", ";", "\t"), newline: fc.constantFrom("\r\n", "\n"), finalNewline: fc.boolean() });
