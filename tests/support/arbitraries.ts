import fc from "fast-check";
import { contract } from "./report.ts";
import type { Customer } from "./customers.ts";

const frequencies = contract.find(({ name }) => name === "frequency_of_purchases")?.allowed ?? [];

/**
 * Texts that trip readers of CSV, SQL or text: quotes, delimiters, line ends, emoji, right-to-left,
 * spaces around.
 */
const awkward = [
  '"',
  '""',
  'say "hi"',
  "a,b;c\td",
  "O'Brien",
  "two\nlines",
  "two\r\nlines",
  "old\rMac",
  "in  side",
  "😀👩‍👩‍👧",
  "שלום",
  "ﬁ",
  "e\u0301",
  "Null",
  "NULL value",
  "nAn",
  "none",
  "-",
  "=1+1",
  "\\",
  "\\n",
  "0",
  "--",
  "';",
];

/**
 * Spaces alone, of whatever width, are no value, nor are words that stand for none; spaces around
 * one are trimmed, and a NUL is refused.
 */
const filled = (value: string) =>
  !/^\p{Zs}|\p{Zs}$|^$|\0|^(#?N\/A|n\/a|NA|NULL|null|\\N|NaN|nan|None)$/u.test(value);
const text = fc
  .oneof(
    fc.constantFrom(...awkward),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
    fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
  )
  .filter(filled);

/**
 * Text of a column that groups customers: few values, so that groups have several rows, or one
 * category only.
 */
const groupText = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });

/** Whole cents as a file writes them: "0.29", "19.9", "60". */
export const amountText = (cents: number): string =>
  cents % 100 === 0
    ? String(cents / 100)
    : cents % 10 === 0
      ? (cents / 100).toFixed(1)
      : (cents / 100).toFixed(2);

const cents = fc.oneof(fc.constantFrom(0, 29, 115, 1999, 999_999_998, 999_999_999), fc.nat(10_000));
const rating = fc.oneof(
  { weight: 2, arbitrary: fc.constant("") },
  {
    weight: 5,
    arbitrary: fc.integer({ min: 100, max: 500 }).map((hundredths) => amountText(hundredths)),
  },
);
const yesNo = fc.constantFrom("Yes", "No");

/** A file of customers: at least one rating, ids all different, ages with ties. */
export const customerFile: fc.Arbitrary<readonly Customer[]> = fc
  .record({
    categories: groupText,
    items: groupText,
    youngest: fc.integer({ min: 1, max: 60 }),
    years: fc.integer({ min: 0, max: 60 }),
  })
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
      frequency_of_purchases: fc.constantFrom(...frequencies),
    });
    return fc.uniqueArray(customer, {
      minLength: 1,
      maxLength: 30,
      selector: (row) => row.customer_id,
    });
  })
  .map((rows) =>
    rows.some((row) => row.review_rating !== "")
      ? rows
      : rows.map((row) => ({ ...row, review_rating: "3.1" })),
  );

/** How a file may be written. */
export const dialect = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t"),
  newline: fc.constantFrom("\r\n", "\n"),
  finalNewline: fc.boolean(),
});

/**
 * Some names, the first far more often than the last: of many customers, a few have one that few
 * have.
 */
const skewed = (names: readonly string[]) =>
  fc.oneof(
    ...names.map((name, index) => ({
      weight: 2 ** (2 * (names.length - index)),
      arbitrary: fc.constant(name),
    })),
  );

/**
 * A file of some hundred customers in groups of very different sizes, so that some of them are
 * small.
 */
export const skewedFile: fc.Arbitrary<readonly Customer[]> = fc
  .record({
    size: fc.integer({ min: 40, max: 320 }),
    items: fc.integer({ min: 2, max: 6 }),
    oldest: fc.integer({ min: 19, max: 60 }),
    shipping: fc.integer({ min: 1, max: 4 }),
    full: fc.boolean(),
  })
  .chain(({ size, items, oldest, shipping, full }) => {
    const customer = fc.record({
      age: fc.integer({ min: 18, max: oldest }).map(String),
      gender: skewed(["Male", "Female", "Other"]),
      item_purchased: fc
        .integer({ min: 1, max: items })
        .chain((letter) => skewed([`Item ${"ABCDEF"[letter - 1] ?? ""}`, "Hat"])),
      category: skewed(["Clothing", "Footwear", "Outerwear", "Gifts"]),
      purchase_amount: fc.integer({ min: 2000, max: 10_000 }).map(amountText),
      location: skewed(["Maine", "Ohio", "Utah", "Iowa"]),
      size: skewed(["M", "L", "S"]),
      color: skewed(["Gray", "Teal", "Pink"]),
      season: skewed(["Winter", "Spring", "Fall"]),
      review_rating: full
        ? fc.integer({ min: 100, max: 500 }).map(amountText)
        : fc.oneof(
            { weight: 1, arbitrary: fc.constant("") },
            { weight: 12, arbitrary: fc.integer({ min: 100, max: 500 }).map(amountText) },
          ),
      subscription_status: skewed(["No", "Yes"]),
      shipping_type: skewed(["Standard", "Express", "Pickup", "Drone"].slice(0, shipping)),
      discount_applied: skewed(["No", "Yes"]),
      previous_purchases: fc.nat(14).map(String),
      payment_method: skewed(["Cash", "Card", "Cheque"]),
      frequency_of_purchases: fc.constantFrom(...frequencies),
    });
    return fc.array(customer, { minLength: size, maxLength: size });
  })
  .map((rows) =>
    rows.map((row, index) => ({
      ...row,
      customer_id: String(index + 1),
      promo_code_used: index === 0 ? "No" : row.discount_applied,
      ...(index === 0 ? { review_rating: "3.1" } : {}),
    })),
  );
