import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { isLocale, localeOf } from "../../../etl/locale.ts";
import { localeSchema } from "../../../format/locale-schema.ts";
import { writeNumbersBy } from "../../../format/numerals.ts";
import * as numbers from "../../../src/text/numbers.ts";

const american = () => writeNumbersBy(localeOf("en-US", Intl.supportedValuesOf("currency")));
afterAll(american);

// Narrow and other spaces that do not break, by name, so that a reader sees which is which.
const [narrow, nobreak] = ["\u202f", "\u00a0"];
const isolate = (text: string) => `\u2068${text}\u2069`;

/** Written by hand from CLDR 48: a count, an amount with and without decimals, in short, a share, a date. */
const written = [
  ["en-US", "USD", "1,234,567", "$1,234.50", "−$5", "$1.2M", "12.5%", "November 1, 2026"],
  ["en-GB", "GBP", "1,234,567", "£1,234.50", "−£5", "£1.2m", "12.5%", "1 November 2026"],
  [
    "de-DE",
    "EUR",
    "1.234.567",
    `1.234,50${nobreak}€`,
    `−5${nobreak}€`,
    `1,2${nobreak}Mio.${nobreak}€`,
    `12,5${nobreak}%`,
    "1. November 2026",
  ],
  [
    "fr-FR",
    "EUR",
    `1${narrow}234${narrow}567`,
    `1${narrow}234,50${nobreak}€`,
    `−5${nobreak}€`,
    `1,2${nobreak}M${nobreak}€`,
    `12,5${nobreak}%`,
    "1 novembre 2026",
  ],
  ["ja-JP", "JPY", "1,234,567", "￥1,235", "−￥5", "￥123万", "12.5%", "2026年11月1日"],
  [
    "ar-KW",
    "KWD",
    "1,234,567",
    isolate(`\u200f1,234.500${nobreak}د.ك.\u200f`),
    isolate(`\u200f\u200e−5${nobreak}د.ك.\u200f`),
    isolate(`\u200f${isolate(`1.2${nobreak}مليون`)}${nobreak}د.ك.\u200f`),
    "12.5%",
    isolate("1 نوفمبر 2026"),
  ],
  ["hi-IN", "INR", "12,34,567", "₹1,234.50", "−₹5", `₹12.3${nobreak}लाख`, "12.5%", "1 नवंबर 2026"],
] as const;

describe.each(written)("%s", (tag, currency, count, amount, negative, short, share, date) => {
  const locale = localeOf(tag, [currency]);
  const kind = `money:${currency}` as const;

  test("writes counts, amounts, shares and dates as its readers do", () => {
    writeNumbersBy(localeSchema.parse(JSON.parse(JSON.stringify(locale))));
    expect(numbers.count(1_234_567)).toBe(count);
    expect(numbers.full(1234.5, kind)).toBe(amount);
    expect(numbers.full(-5, kind)).toBe(negative);
    expect(numbers.short(1_234_567, kind)).toBe(short);
    expect(numbers.percentFine(0.125)).toBe(share);
    expect(numbers.date("2026-11-01")).toBe(date);
  });

  test("writes what Intl writes", () => {
    writeNumbersBy(locale);
    const latin = new Intl.Locale(tag, { numberingSystem: "latn" });
    const bare = (text: string) =>
      text.replaceAll(/[\u061c\u200e\u200f\u2068\u2069]/g, "").replace(/^-/, "\u2212");
    const same = (value: number, text: string, options: Intl.NumberFormatOptions) => {
      const format = new Intl.NumberFormat(latin, { signDisplay: "negative", ...options });
      expect(bare(text)).toBe(bare(format.format(value)));
    };
    fc.assert(
      fc.property(fc.double({ min: -1e14, max: 1e14, noNaN: true }), fc.nat(9), (value, power) => {
        const number = value / 10 ** power;
        same(number, numbers.count(number), { maximumFractionDigits: 0 });
        same(number, numbers.decimal(number), { maximumFractionDigits: 2 });
        same(number, numbers.fixed(number, 3), {
          minimumFractionDigits: 3,
          maximumFractionDigits: 3,
        });
        same(number, numbers.exact(number, kind), { style: "currency", currency });
      }),
    );
  });

  test("reads the figure of a sentence back from its digits", () => {
    writeNumbersBy(locale);
    for (const value of [1234.5, -0.25, 1e9])
      expect(numbers.asWritten(value, "decimal")).toBe(value);
  });
});

test("a group starts where the locale starts one: Spanish only from five digits", () => {
  writeNumbersBy(localeOf("es-ES", []));
  expect([1234, 12_345, 1_234_567].map(numbers.count)).toEqual(["1234", "12.345", "1.234.567"]);
  writeNumbersBy(localeOf("en-IN", []));
  expect([1234, 12_345, 1_23_45_678].map(numbers.count)).toEqual([
    "1,234",
    "12,345",
    "1,23,45,678",
  ]);
});

test("what has no short form below a million is written in full", () => {
  writeNumbersBy(localeOf("de-DE", ["EUR"]));
  expect(numbers.short(104_264, "money:EUR")).toBe(`104.264${nobreak}€`);
  expect(numbers.countCompact(104_264)).toBe("104.264");
  expect(numbers.countCompact(2_345_678)).toBe(`2,35${nobreak}Mio.`);
});

test.each([
  ["de-DE", true],
  ["pt", true],
  ["zh-Hant-TW", true],
  ["xx-XX", false],
  ["english", false],
  ["", false],
])("a report may be written by %j: %s", (tag, may) => {
  expect(isLocale(tag)).toBe(may);
});
