import fc from "fast-check";
import { expect, test } from "vitest";
import { columnsFrom, filterRows, rowsOf, type Value } from "../../../format/columns.ts";
import type { Field } from "../../../format/fields.ts";
import { dimensionsOf, groupRows, rolledUp } from "../../../format/roll-up.ts";

const field = (name: string, type: Field["type"]): Field => ({ name, type, label: name, unit: "" });
const fields = [
  field("a", "text"),
  field("b", "text"),
  field("c", "text"),
  field("customers", "count"),
  field("revenue", "money"),
];
const word = fc.constantFrom<Value>("x", "y", "x|y", '"', "__proto__", "null", "", null);
const row = fc.tuple(word, word, word, fc.nat(1000), fc.option(fc.nat(1e9)));

test("a roll-up has each group once, by first occurrence, and the sums of its rows", () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 40 }),
      fc.subarray(["a", "b", "c"], { minLength: 1 }),
      (rows, by) => {
        const table = columnsFrom(fields, rows);
        const keyOf = (each: Readonly<Record<string, Value>>) =>
          JSON.stringify(by.map((name) => each[name]));
        const groups = Map.groupBy(rowsOf(table), keyOf);
        const found = rolledUp(table, by);
        expect(found.fields.map(({ name }) => name)).toEqual([...by, "customers", "revenue"]);
        expect(rowsOf(found).map(keyOf)).toEqual([...groups.keys()]);
        for (const group of rowsOf(found))
          for (const name of ["customers", "revenue"])
            expect(group[name]).toBe(
              groups.get(keyOf(group))?.reduce((sum, each) => sum + Number(each[name]), 0),
            );
      },
    ),
  );
});

test("dimensions of many values take memory by the rows, not by their product", () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => index);
  const coded = { values: rows, codes: Uint32Array.from(rows) };
  // The product of the sizes is 20,000 to the power of 4, which no array could hold.
  const { keys, groupOf } = groupRows(rows.length, [coded, coded, coded, coded]);
  expect(keys).toHaveLength(20_000);
  expect(keys[19_999]).toEqual([19_999, 19_999, 19_999, 19_999]);
  expect(groupOf[19_999]).toBe(19_999);
});

test("rows that are kept stay in order, with the columns named in their order", () => {
  const table = columnsFrom(fields, [
    ["x", "y", "z", 1, 10],
    ["y", "y", "z", 2, 20],
    ["x", "x", null, 3, null],
  ]);
  expect(dimensionsOf(table)).toEqual(["a", "b", "c"]);
  const found = filterRows(table, ({ a }) => a === "x", ["revenue", "c", "nowhere"]);
  expect(found.fields.map(({ name }) => name)).toEqual(["revenue", "c"]);
  expect(rowsOf(found)).toEqual([
    { revenue: 10, c: "z" },
    { revenue: null, c: null },
  ]);
  expect(rowsOf(filterRows(table, (_, index) => index === 1))).toEqual([rowsOf(table)[1]]);
});
