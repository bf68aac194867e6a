import { DuckDBDecimalValue } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import type { Cell } from "../../../etl/database.ts";
import { decode } from "../../../etl/query/decode.ts";
import type { Field, FieldType } from "../../../format/fields.ts";
import { inUnit, scaleOf } from "../../../format/fields.ts";

const field = (type: FieldType): Field => ({ name: "x", type, label: "X", unit: "" });
const as = (type: FieldType, cell: Cell) => decode(cell, field(type));

describe("decoding by declared type", () => {
  test.for([
    ["0.29", 29],
    ["1.15", 115],
    ["19.99", 1999],
    ["-0.29", -29],
    ["-19.90", -1990],
    ["5", 500],
    ["5.1", 510],
    ["19.9900", 1999],
    ["0.00", 0],
    ["-0.00", 0],
    ["90071992547409.91", Number.MAX_SAFE_INTEGER],
  ] satisfies [string, number][])(
    "money %s from text, from a decimal of two places and of four",
    ([text, cents]) => {
      expect(as("money", text)).toBe(cents);
      expect(as("decimal", text)).toBe(cents);
      expect(as("money", new DuckDBDecimalValue(BigInt(cents), 18, 2))).toBe(cents);
      expect(as("money", { value: BigInt(cents) * 100n, scale: 4 })).toBe(cents);
    },
  );

  test("money from whole numbers of dollars", () => {
    expect([
      as("money", 5n),
      as("money", 5),
      as("money", -3n),
      as("money", { value: 5n, scale: 0 }),
      as("money", { value: -5n, scale: 1 }),
    ]).toEqual([500, 500, -300, 500, -50]);
  });

  test("integers from every form an engine gives them", () => {
    expect([
      as("integer", 42n),
      as("integer", 42),
      as("integer", "42"),
      as("integer", { value: 4200n, scale: 2 }),
      as("integer", "-7"),
    ]).toEqual([42, 42, 42, 42, -7]);
    expect(as("integer", 9007199254740991n)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("numbers and shares from every form an engine gives them", () => {
    expect([
      as("number", 0.5),
      as("number", "0.5"),
      as("share", "5e-1"),
      as("number", { value: -50n, scale: 2 }),
      as("number", 3n),
    ]).toEqual([0.5, 0.5, 0.5, -0.5, 3]);
  });

  test("NULL stays NULL and text stays text", () => {
    for (const type of ["text", "integer", "count", "money", "decimal", "number", "share"] as const)
      expect(as(type, null)).toBeNull();
    expect([as("text", ""), as("text", "0.29"), as("text", "Ärmel 😀")]).toEqual([
      "",
      "0.29",
      "Ärmel 😀",
    ]);
  });

  test.for([
    ["integer", 9007199254740992n, "is too large to be exact"],
    ["integer", "9007199254740993", "is too large to be exact"],
    ["money", 90071992547410n, "is too large to be exact"],
    ["money", { value: 9007199254740993n, scale: 2 }, "90071992547409.93 is too large to be exact"],
    ["money", "19.999", "19.999 has more than 2 decimals"],
    ["money", { value: -5n, scale: 3 }, "-0.005 has more than 2 decimals"],
    ["integer", "1.5", "1.5 has more than 0 decimals"],
    ["money", 0.29, "holds the floating-point number 0.29; declare it as number"],
    ["integer", 1.5, "holds the floating-point number 1.5"],
    ["money", "12 USD", 'x is declared as money and holds "12 USD"'],
    ["money", "1e3", 'holds "1e3"'],
    ["money", "", 'holds ""'],
    ["money", true, 'holds "true"'],
    ["integer", "abc", 'holds "abc"'],
    ["number", "abc", 'x is declared as number and holds "abc"'],
    ["number", "", 'x is declared as number and holds ""'],
    ["number", " ", 'x is declared as number and holds " "'],
    ["number", NaN, 'holds "NaN"'],
    ["number", Infinity, 'holds "Infinity"'],
    ["number", true, 'holds "true"'],
    ["text", 5n, 'x is declared as text and holds "5"'],
    ["text", { value: 29n, scale: 2 }, 'x is declared as text and holds "0.29"'],
    ["text", ["a", "b"], "x is declared as text and holds a list"],
  ] satisfies [FieldType, Cell, string][])("%s refuses %o", ([type, cell, reason]) => {
    expect(() => as(type, cell)).toThrow(reason);
  });

  test("scales and units", () => {
    expect(
      (["text", "integer", "count", "money", "decimal", "number", "share"] as const).map((type) =>
        scaleOf({ type }),
      ),
    ).toEqual([null, 0, 0, 2, 2, null, null]);
    expect([
      inUnit(1999, { type: "money" }),
      inUnit(29, { type: "decimal" }),
      inUnit(7, { type: "integer" }),
      inUnit(0.5, { type: "share" }),
    ]).toEqual([19.99, 0.29, 7, 0.5]);
  });
});
