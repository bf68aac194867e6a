import { tableFromIPC } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeArrow, encodeArrow } from "../../../format/arrow.ts";
import { rowsOf, type Columns, type Value } from "../../../format/columns.ts";
import type { Field } from "../../../format/fields.ts";

const fields: Field[] = [
  { name: "product", type: "text", label: "Product", unit: "" },
  { name: "orders", type: "integer", label: "Orders", unit: "" },
  { name: "revenue", type: "money", label: "Revenue", unit: "USD" },
  { name: "rating", type: "decimal", label: "Rating", unit: "of 5" },
  { name: "average", type: "number", label: "Average", unit: "USD" },
  { name: "rate", type: "share", label: "Rate", unit: "" },
];
const table: Columns = {
  fields,
  length: 4,
  values: {
    product: ["Ärmel 😀", "", null, 'a,"b"\r\nc'],
    orders: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, null, 0],
    revenue: [29, 115, 1999, -29],
    rating: [310, null, 500, 100],
    average: [0.1 + 0.2, null, -1e300, 5e-324],
    rate: [0, 1, 0.5, null],
  },
};

describe("Arrow files", () => {
  test("what was encoded is decoded, exactly", () => {
    expect(decodeArrow(encodeArrow(table))).toEqual(table);
  });

  test("an empty result keeps its columns", () => {
    const empty: Columns = {
      fields,
      length: 0,
      values: Object.fromEntries(fields.map(({ name }) => [name, []])),
    };
    expect(decodeArrow(encodeArrow(empty))).toEqual(empty);
  });

  test("any table comes back as it was, and encodes to the same bytes each time", () => {
    const text = fc.option(fc.string({ unit: "grapheme" }));
    const money = fc.option(fc.maxSafeInteger());
    const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, money, money, money, number, number)), (rows) => {
        const values = Object.fromEntries(
          fields.map(({ name }, index) => [name, rows.map((row): Value => row[index] ?? null)]),
        );
        const columns: Columns = { fields, length: rows.length, values };
        const bytes = encodeArrow(columns);
        expect(decodeArrow(bytes)).toEqual(columns);
        expect(Buffer.compare(encodeArrow(columns), bytes)).toBe(0);
      }),
    );
  });

  test("every field states its type, label, unit and scale, and money is a 64-bit integer", () => {
    const { schema } = tableFromIPC(encodeArrow(table));
    expect(
      schema.fields.map(({ name, type, metadata }) => [
        name,
        String(type),
        Object.fromEntries(metadata),
      ]),
    ).toEqual([
      ["product", "Utf8", { type: "text", label: "Product", unit: "" }],
      ["orders", "Int64", { type: "integer", label: "Orders", unit: "", scale: "0" }],
      ["revenue", "Int64", { type: "money", label: "Revenue", unit: "USD", scale: "2" }],
      ["rating", "Int64", { type: "decimal", label: "Rating", unit: "of 5", scale: "2" }],
      ["average", "Float64", { type: "number", label: "Average", unit: "USD" }],
      ["rate", "Float64", { type: "share", label: "Rate", unit: "" }],
    ]);
  });

  test("an integer that JavaScript cannot hold exactly is refused", () => {
    for (const value of [2 ** 53, 0.29, NaN, "29"]) {
      const columns: Columns = {
        fields: [fields[2] as Field],
        length: 1,
        values: { revenue: [value] },
      };
      expect(() => encodeArrow(columns)).toThrow(`revenue: ${value} is not a safe integer`);
    }
  });

  test("rows are in the order of the columns", () => {
    expect(rowsOf(table)[2]).toEqual({
      product: null,
      orders: null,
      revenue: 1999,
      rating: 500,
      average: -1e300,
      rate: 0.5,
    });
    expect(Object.keys(rowsOf(table)[0] ?? {})).toEqual(fields.map(({ name }) => name));
  });
});
