import { tableFromIPC } from "apache-arrow";
import { tableFromIPC as tableOfBrowser } from "@uwdata/flechette";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeArrow, encodeArrow } from "../../../format/arrow.ts";
import type { Columns, Value } from "../../../format/columns.ts";
import type { Field } from "../../../format/fields.ts";

const fields: readonly Field[] = [
  { name: "product", type: "text", label: "Product", unit: "" },
  { name: "orders", type: "integer", label: "Orders", unit: "" },
  { name: "revenue", type: "money", label: "Revenue", unit: "USD" },
  { name: "rate", type: "share", label: "Rate", unit: "" },
];
const columnsOf = (rows: readonly (readonly Value[])[]): Columns => ({
  fields,
  length: rows.length,
  values: Object.fromEntries(
    fields.map(({ name }, index) => [name, rows.map((row) => row[index] ?? null)]),
  ),
});
const column = (values: readonly Value[], type: Field["type"] = "integer"): Columns => ({
  fields: [{ name: "value", type, label: "Value", unit: "" }],
  length: values.length,
  values: { value: values },
});
const typeOf = (columns: Columns) =>
  String(tableFromIPC(encodeArrow(columns, true)).schema.fields[0]?.type);
/** A file as a browser decodes it. */
const inBrowser = (bytes: Uint8Array) => {
  const table = tableOfBrowser(bytes);
  return Object.fromEntries(
    table.schema.fields.map(({ name }) => [name, [...(table.getChild(name) as Iterable<unknown>)]]),
  );
};

describe("a compact Arrow file", () => {
  const text = fc.oneof(
    fc.constantFrom("Clothing", "Footwear", "", "constructor"),
    fc.string({ unit: "grapheme" }),
  );
  const edge = fc.constantFrom(
    0,
    1,
    -1,
    255,
    256,
    65_535,
    65_536,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    -(2 ** 31) - 1,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  );
  const whole = fc.oneof(edge, fc.nat(300), fc.integer(), fc.maxSafeInteger());
  // Some columns hold only one kind of number, so that every width comes up.
  const numbers = fc.constantFrom(
    fc.nat(255),
    fc.nat(65_535),
    fc.integer(),
    whole,
    fc.option(whole),
  );
  const share = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
  const table = fc
    .tuple(fc.constantFrom(text, fc.option(text)), numbers, numbers)
    .chain(([names, orders, revenue]) =>
      fc.array(fc.tuple(names, orders, revenue, share), { maxLength: 40 }),
    );

  test("gives back what it was made of, in a browser too, and is made of the same bytes each time", () => {
    fc.assert(
      fc.property(table, (rows) => {
        const columns = columnsOf(rows);
        const bytes = encodeArrow(columns, true);
        expect(decodeArrow(bytes)).toEqual(columns);
        expect(inBrowser(bytes)).toEqual(columns.values);
        expect(Buffer.compare(encodeArrow(columns, true), bytes)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test("has integers no wider than their values need", () => {
    expect(
      [
        [0, 255],
        [0, 256],
        [65_535],
        [65_536],
        [-1, 3],
        [2 ** 31 - 1],
        [-(2 ** 31)],
        [2 ** 31],
        [-(2 ** 31) - 1],
        [1, null],
        [],
      ].map((values) => typeOf(column(values))),
    ).toEqual([
      "Uint8",
      "Uint16",
      "Uint16",
      "Int32",
      "Int32",
      "Int32",
      "Int32",
      "Int64",
      "Int64",
      "Int64",
      "Uint8",
    ]);
    expect(typeOf(column([29, 115], "money"))).toBe("Uint8");
    expect(typeOf(column([0.5, null], "share"))).toBe("Float64");
  });

  test("has each text once, however many there are, and of missing ones no dictionary", () => {
    expect(typeOf(column(["a", "b", "a"], "text"))).toBe("Dictionary<Uint8, Utf8>");
    expect(typeOf(column(["a", null], "text"))).toBe("Utf8");
    for (const size of [255, 256, 257, 65_535, 65_536, 65_537]) {
      const many = column(
        Array.from({ length: size }, (_, index) => `product ${index}`),
        "text",
      );
      expect(decodeArrow(encodeArrow(many, true))).toEqual(many);
    }
    const repeated = column(
      Array.from({ length: 5000 }, (_, index) => `a rather long name ${index % 7}`),
      "text",
    );
    expect(encodeArrow(repeated, true).length).toBeLessThan(encodeArrow(repeated).length / 10);
  });

  test("refuses what a number cannot hold exactly, like the wide one", () => {
    for (const value of [2 ** 53, 0.29, NaN, "29"])
      expect(() => encodeArrow(column([1, value], "money"), true)).toThrow(
        `value: ${value} is not a safe integer`,
      );
  });
});
