import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Columns, Value } from "../../../format/columns.ts";
import { compareText, cubeOf, inOrder, rollUp } from "../../../src/model/cube.ts";
import { measures, type Sums } from "../../../src/model/measures.ts";

const dimensions = ["category", "gender", "season"] as const;
const sums = ["customers", "revenue", "rating_sum", "subscribers", "discounted"] as const;
type Cell = Readonly<
  Record<(typeof dimensions)[number], string> & Record<(typeof sums)[number], number>
>;

const columnsOf = (cells: readonly Cell[]): Columns => ({
  fields: [
    ...dimensions.map((name) => ({ name, type: "text" as const, label: name, unit: "" })),
    ...sums.map((name) => ({ name, type: "integer" as const, label: name, unit: "" })),
  ],
  length: cells.length,
  values: Object.fromEntries(
    [...dimensions, ...sums].map((name) => [name, cells.map((cell): Value => cell[name])]),
  ),
});

const word = fc.constantFrom("a", "b", "a|b", '"', "constructor", "__proto__", "");
const cell: fc.Arbitrary<Cell> = fc.record({
  category: word,
  gender: word,
  season: word,
  customers: fc.nat(1000),
  revenue: fc.nat(1e9),
  rating_sum: fc.nat(1e6),
  subscribers: fc.nat(1000),
  discounted: fc.nat(1000),
});

describe("a roll-up", () => {
  test("by any dimensions has the sums that adding the cells by hand has", () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), fc.subarray([...dimensions]), (cells, by) => {
        const groups = rollUp(cubeOf(columnsOf(cells)), by);
        const keys = groups.map((group) => JSON.stringify(group.keys));
        expect(new Set(keys).size, "no group stands twice").toBe(keys.length);
        if (by.length > 0)
          expect([...keys].sort()).toEqual(
            [...new Set(cells.map((each) => JSON.stringify(by.map((name) => each[name]))))].sort(),
          );
        for (const group of groups) {
          const members = cells.filter((each) =>
            by.every((name, index) => each[name] === group.keys[index]),
          );
          for (const name of sums)
            expect(group.sums[name]).toBe(
              members.reduce((total, member) => total + member[name], 0),
            );
        }
      }),
    );
  });

  test("of a selection has every group that occurs, and in it only describeSelection the selection admits", () => {
    const chosen = fc.record(
      {
        category: fc.subarray(["a", "b", "__proto__", ""], { minLength: 1 }),
        season: fc.subarray(["a", "constructor"], { minLength: 1 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 40 }),
        fc.subarray([...dimensions]),
        chosen,
        (cells, by, selection) => {
          const admitted = cells.filter((each) =>
            Object.entries(selection).every(([name, values]) =>
              values.includes(each[name as "category"]),
            ),
          );
          const groups = rollUp(cubeOf(columnsOf(cells)), by, selection);
          expect(groups).toHaveLength(
            by.length === 0
              ? 1
              : new Set(cells.map((each) => JSON.stringify(by.map((name) => each[name])))).size,
          );
          for (const group of groups) {
            const members = admitted.filter((each) =>
              by.every((name, index) => each[name] === group.keys[index]),
            );
            for (const name of sums)
              expect(group.sums[name]).toBe(
                members.reduce((total, member) => total + member[name], 0),
              );
          }
        },
      ),
    );
  });

  test("knows who subscribes from the subscription status", () => {
    const values = {
      subscription_status: ["Yes", "No", "Yes"],
      customers: [2, 3, 4],
      revenue: [0, 0, 0],
      rating_sum: [0, 0, 0],
      discounted: [0, 0, 0],
    };
    expect(rollUp(cubeOf({ length: 3, values }), [])[0]?.sums).toMatchObject({
      customers: 9,
      subscribers: 6,
    });
  });

  test("by nothing is one group of everybody, of an empty cube too", () => {
    expect(rollUp(cubeOf(columnsOf([])), [])).toEqual([
      {
        keys: [],
        sums: { customers: 0, revenue: 0, rating_sum: 0, subscribers: 0, discounted: 0 },
      },
    ]);
    expect(rollUp(cubeOf(columnsOf([])), ["category"])).toEqual([]);
  });

  test("by a dimension, or of a sum, that the cube does not hold is refused", () => {
    expect(() => rollUp(cubeOf(columnsOf([])), ["colour"])).toThrow('The cube holds no "colour".');
    const values = Object.entries(columnsOf([]).values).filter(([name]) => name !== "discounted");
    expect(() => cubeOf({ length: 0, values: Object.fromEntries(values) })).toThrow(
      'The cube holds no "discounted".',
    );
  });
});

test("values come in the order that readers expect, unknown ones last by name", () => {
  expect(
    inOrder(["Winter", "Monsoon", "Spring", "Dry"], (season) => season, ["Spring", "Winter"]),
  ).toEqual(["Spring", "Winter", "Dry", "Monsoon"]);
  expect(inOrder(["b", "a", "B"], (text) => text)).toEqual(["B", "a", "b"]);
  expect(compareText("a", "a")).toBe(0);
});

test("measures are the ratios of their sums, and of no customers there is none", () => {
  const some: Sums = {
    customers: 4,
    revenue: 1001,
    rating_sum: 1500,
    subscribers: 1,
    discounted: 2,
  };
  const none: Sums = { customers: 0, revenue: 0, rating_sum: 0, subscribers: 0, discounted: 0 };
  const of = (given: Sums) => Object.values(measures).map((measure) => measure.of(given));
  expect(of(some)).toEqual([4, 10.01, 2.5025, 3.75, 0.25, 0.5]);
  expect(of(none)).toEqual([0, 0, null, null, null, null]);
  expect(
    Object.entries(measures).every(([, { name, label, formula, description }]) =>
      [name, label, formula, description].every(Boolean),
    ),
  ).toBe(true);
});
