import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field } from "../../../format/fields.ts";
import * as numbers from "../../../src/text/numbers.ts";

const field = (type: Field["type"], unit = "", name = "value"): Field => ({
  name,
  type,
  label: "Value",
  unit,
});
const nobreak = "\u00a0";
const usd = "money:USD";
const inFull = (value: number) => numbers.full(value, usd);
const exactly = (value: number) => numbers.exact(value, usd);
const inShort = (value: number) => numbers.short(value, usd);

test.each([
  [0, "$0"],
  [1, "$1"],
  [0.29, "$0.29"],
  [-0.29, "−$0.29"],
  [1.15, "$1.15"],
  [19.99, "$19.99"],
  [59.9, "$59.90"],
  [233_081, "$233,081"],
  [-12, "−$12"],
])("dollars of %d are %s in full", (value, text) => {
  expect(inFull(value)).toBe(text);
});

test.each([
  [0, "$0"],
  [0.29, "$0.29"],
  [-0.29, "−$0.29"],
  [999, "$999"],
  [999.95, "$999.95"],
  [1000, "$1.0k"],
  [1_049, "$1.0k"],
  [1_050, "$1.1k"],
  [9_550, "$9.6k"],
  [27_700, "$27.7k"],
  [99_949, "$99.9k"],
  [99_950, "$100k"],
  [104_264, "$104k"],
  [233_081, "$233k"],
  [999_499, "$999k"],
  [999_500, "$1.0M"],
  [1e6, "$1.0M"],
  [1_250_000, "$1.3M"],
  [99_950_000, "$100M"],
  [1e9, "$1.0B"],
  [-104_264, "−$104k"],
])("dollars of %d are %s in short", (value, text) => {
  expect(inShort(value)).toBe(text);
});

test("a longer label never stands for a smaller amount: compact amounts keep their order", () => {
  const amounts = Array.from({ length: 4000 }, (_, index) => Math.round(1.006 ** index));
  const read = (text: string) =>
    Number(text.replaceAll(/[$,kMBT]/g, "")) *
    (({ k: 1e3, M: 1e6, B: 1e9, T: 1e12 } as Readonly<Record<string, number>>)[text.at(-1) ?? ""] ??
      1);
  for (const amount of amounts.filter((value) => value < 1e14))
    expect(Math.abs(read(inShort(amount)) / amount - 1), String(amount)).toBeLessThanOrEqual(0.05);
});

test.each([
  [0, "0"],
  [3900, "3,900"],
  [99_999, "99,999"],
  [100_000, "100k"],
  [1_234_567, "1.23M"],
  [-5, "−5"],
])("countCompact of %d is %s", (value, text) => {
  expect(numbers.countCompact(value)).toBe(text);
});

test.each([
  [0, "0%", "0.0%"],
  [0.27, "27%", "27.0%"],
  [0.4255, "43%", "42.6%"],
  [1, "100%", "100.0%"],
  [-0.034, "−3%", "−3.4%"],
])("the share %d is %s, or %s", (share, whole, fine) => {
  expect(numbers.percent(share)).toBe(whole);
  expect(numbers.percentFine(share)).toBe(fine);
});

test("no share but nothing is 0%, and none but everything 100%", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 1e7 })
        .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole))),
      ([part, whole]) => {
        const share = part / whole;
        for (const [text, step] of [
          [numbers.percent(share), 0.01],
          [numbers.percentFine(share), 0.001],
        ] as const) {
          expect(/^0(\.0)?%$/.test(text)).toBe(part === 0);
          expect(/^100(\.0)?%$/.test(text)).toBe(part === whole);
          const written = Number(text.replaceAll(/[<>%]/g, "")) / 100;
          if (text.startsWith("<"))
            expect([share < step, text]).toEqual([true, step === 0.01 ? "<1%" : "<0.1%"]);
          else if (text.startsWith(">"))
            expect([share > 1 - step, text]).toEqual([true, step === 0.01 ? ">99%" : ">99.9%"]);
          else expect(Math.abs(written - share)).toBeLessThanOrEqual(step / 2 + 1e-12);
        }
      },
    ),
    {
      numRuns: 500,
      examples: [
        [[1, 200]],
        [[199, 200]],
        [[1, 2000]],
        [[1999, 2000]],
        [[1, 1e7]],
        [[9_999_999, 1e7]],
      ],
    },
  );
  expect([0.0004, 0.9996].map(numbers.percentFine)).toEqual(["<0.1%", ">99.9%"]);
  expect([0.004, 0.996].map(numbers.percent)).toEqual(["<1%", ">99%"]);
});

test("what stands for a figure is the number that is written", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
      const read = (text: string) => Number(text.replace("−", "-").replaceAll(/[^\d.-]/g, ""));
      for (const kind of [usd, "money:JPY", "money:KWD"] as const)
        expect(numbers.asWritten(value, kind)).toBe(read(numbers.exact(value, kind)));
      expect(numbers.asWritten(value, "fixed")).toBe(read(numbers.rating(value)));
    }),
  );
  expect([0.42549, 0.4255].map((share) => numbers.asWritten(share, "share"))).toEqual([
    0.425, 0.426,
  ]);
});

test.each([
  [0, `0${nobreak}bytes`],
  [999, `999${nobreak}bytes`],
  [1000, `1${nobreak}kB`],
  [416_506, `416.5${nobreak}kB`],
  [1_500_000, `1.5${nobreak}MB`],
])("%d bytes are written %s", (size, text) => {
  expect(numbers.bytes(size)).toBe(text);
});

test("a size just below the next unit is not written as a thousand of its own", () => {
  for (const size of [999_949, 999_950, 999_990, 999_999])
    expect(numbers.bytes(size)).not.toMatch(/^1,000/);
});

test.each([
  ["2026-11-01", "November 1, 2026"],
  ["2020-02-29", "February 29, 2020"],
  ["1999-12-31", "December 31, 1999"],
])("the date %s is %s, whatever the time zone", (iso, text) => {
  expect(numbers.date(iso)).toBe(text);
});

test("ratings, correlations and plain numbers", () => {
  expect(numbers.rating(3.7499)).toBe("3.75");
  expect(numbers.correlation(-0.0001)).toBe("0.000");
  expect(numbers.correlation(-0.0299)).toBe("−0.030");
  expect(numbers.decimal(44.5)).toBe("44.5");
  expect(numbers.decimal(-2)).toBe("−2");
});

test("nothing is minus nothing", () => {
  for (const write of [
    numbers.count,
    inFull,
    exactly,
    inShort,
    numbers.percent,
    numbers.percentFine,
    numbers.rating,
    numbers.decimal,
  ])
    expect(write(-0), write.name).not.toContain("−");
  for (const write of [exactly, numbers.rating, numbers.decimal])
    expect(write(-0.000_01), write.name).not.toContain("−");
  // A share that is not nothing is never written as 0%.
  expect(numbers.percentFine(-0.000_01)).toBe(">−0.1%");
});

describe("a table's cell", () => {
  test.each([
    [104_264_00, field("money", "USD"), "$104,264"],
    [29, field("money", "USD"), "$0.29"],
    [-29, field("money", "USD"), "−$0.29"],
    [1999, field("money", "USD"), "$19.99"],
    [59.76436, field("number", "USD"), "$59.76"],
    [60, field("number", "USD"), "$60.00"],
    [375, field("decimal", "of 5"), "3.75"],
    [3.857, field("number", "of 5"), "3.86"],
    [0.4255, field("share"), "42.6%"],
    [3900, field("integer"), "3,900"],
    [12_345, field("integer", "", "customer_id"), "12345"],
    ["<b>", field("text"), "<b>"],
    [null, field("integer"), "–"],
  ])("of %j", (value, of, text) => {
    expect(numbers.cell(value, of)).toBe(text);
  });

  test("has as many decimals as its column needs", () => {
    expect(numbers.decimalsOf([1, 2, null])).toBe(0);
    expect(numbers.decimalsOf([1.5, 2])).toBe(1);
    expect(numbers.decimalsOf([1.25, 2])).toBe(2);
    expect(numbers.decimalsOf([0.1, -0.5])).toBe(3);
    expect(numbers.decimalsOf(["a", null])).toBe(0);
    expect(numbers.cell(-0.5, field("number"), 3)).toBe("−0.500");
    expect(numbers.cell(1234.5, field("number"), 1)).toBe("1,234.5");
  });
});

test("a number's unit is said once", () => {
  expect(numbers.withUnit(3.857, field("number", "of 5"))).toBe("3.86 of 5");
  expect(numbers.withUnit(12, field("money", "USD"))).toBe("$12");
});

test.each([
  ["EUR", 19.9, ["€19.90", "€19.90", "€19.90"]],
  ["EUR", -104_264, ["−€104,264", "−€104,264.00", "−€104k"]],
  ["JPY", 1499.6, ["¥1,500", "¥1,500", "¥1.5k"]],
  ["KWD", 1.2345, ["KWD 1.235", "KWD 1.235", "KWD 1.235"]],
  ["KWD", 27_700, ["KWD 27,700", "KWD 27,700.000", "KWD 27.7k"]],
  ["HKD", 9_600, ["HK$9,600", "HK$9,600.00", "HK$9.6k"]],
  ["SEK", 120_000, ["SEK 120,000", "SEK 120,000.00", "SEK 120k"]],
] as const)("an amount in %s, %d, is written as its currency is", (currency, value, texts) => {
  const written = [numbers.full, numbers.exact, numbers.short].map((write) =>
    write(value, `money:${currency}`),
  );
  expect(written).toEqual(texts.map((text) => text.replace(" ", nobreak)));
});

test("a unit is a currency's code, or it is words", () => {
  expect(["USD", "JPY", "of 5", "days", "", "usd"].map(numbers.kindOfUnit)).toEqual([
    "money:USD",
    "money:JPY",
    "fixed",
    "fixed",
    "fixed",
    "fixed",
  ]);
  expect(numbers.kindOf(field("money", "EUR"))).toBe("money:EUR");
  expect(numbers.kindOf(field("number", "EUR"))).toBe("money:EUR");
  expect(numbers.kindOf(field("decimal", "years"))).toBe("fixed");
  expect(numbers.kindOf(field("number", "years"))).toBe("decimal");
  expect(numbers.withUnit(44.5, field("decimal"))).toBe("44.50");
});
