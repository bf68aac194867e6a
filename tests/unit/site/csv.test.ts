import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import type { Columns, Value } from "../../../format/columns.ts";
import type { Field } from "../../../format/fields.ts";
import { csvOf } from "../../../src/text/csv.ts";

const fields: readonly Field[] = [
  { name: "product", type: "text", label: "Product", unit: "" },
  { name: "revenue", type: "money", label: "Revenue", unit: "USD" },
  { name: "rating", type: "decimal", label: "Rating", unit: "of 5" },
  { name: "share", type: "share", label: "Share", unit: "" },
];
type Row = readonly [string | null, number | null, number | null, number | null];
const columns = (rows: readonly Row[]): Columns => ({
  fields,
  length: rows.length,
  values: Object.fromEntries(
    fields.map(({ name }, index) => [name, rows.map((row): Value => row[index] ?? null)]),
  ),
});

test("values are in the reader's unit, lines end as RFC 4180 has it", () => {
  expect(
    csvOf(
      columns([
        ["Hat", 29, 375, 0.5],
        ["Belt, long", -29, 400, 0],
        ["", 1999, null, 1 / 3],
      ]),
    ),
  ).toBe(
    '\ufeffproduct,revenue,rating,share\r\nHat,0.29,3.75,0.5\r\n"Belt, long",-0.29,4,0\r\n,19.99,,0.3333333333333333\r\n',
  );
});

test("its bytes begin with one byte-order mark, and every line ends in CRLF", () => {
  const tables: Row[][] = [
    [],
    [["Hat", 29, 375, 0.5]],
    [
      ["Café, 100 €", 1, 100, 1],
      ["שלום", 2, 200, 0],
    ],
  ];
  for (const rows of tables) {
    const bytes = Buffer.from(csvOf(columns(rows)));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).includes(Buffer.from("\ufeff"))).toBe(false);
    const ends = bytes.toString("latin1").match(/\r?\n/g) ?? [];
    expect(ends).toEqual(Array.from({ length: rows.length + 1 }, () => "\r\n"));
    expect(bytes.toString("latin1").endsWith("\r\n")).toBe(true);
  }
});

test("a text that a spreadsheet would calculate is made harmless; numbers are not touched", () => {
  const csv = csvOf(
    columns([
      ["=1+1", -100, 100, -0.5],
      ["@SUM(A1)", 100, 100, 0],
      ["+1", 0, 100, 0],
      ["-1", 0, 100, 0],
      ["\t=1", 0, 100, 0],
      ["\r=1", 0, 100, 0],
      ["\n=1", 0, 100, 0],
      ["\uff1d1", 0, 100, 0],
    ]),
  );
  const { data } = Papa.parse<string[]>(csv.trimEnd());
  expect(data.slice(1).map(([product]) => product)).toEqual([
    "'=1+1",
    "'@SUM(A1)",
    "'+1",
    "'-1",
    "'\t=1",
    "'\r=1",
    "'\n=1",
    "'\uff1d1",
  ]);
  expect(data[1]?.slice(1)).toEqual(["-1", "1", "-0.5"]);
});

test("whatever texts hold, PapaParse reads them back", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom('"', '""', "a,b", "two\nlines", "two\r\nlines", " spaced ", "שלום", "😀"),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          text,
          fc.integer(),
          fc.integer({ min: 100, max: 500 }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
        { minLength: 1, maxLength: 8 },
      ),
      (rows) => {
        const { data, errors } = Papa.parse<string[]>(
          csvOf(columns(rows))
            .replace(/^\ufeff/, "")
            .replace(/\r\n$/, ""),
          {
            newline: "\r\n",
            delimiter: ",",
          },
        );
        expect(errors).toEqual([]);
        expect(data.slice(1)).toEqual(
          rows.map(([product, cents, rating, share]) => [
            /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(product) ? `'${product}` : product,
            String(cents / 100),
            String(rating / 100),
            String(share),
          ]),
        );
      },
    ),
  );
});
