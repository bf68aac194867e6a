import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Columns, Value } from "../../../format/columns.ts";
import { compareText, cubeOf, inOrder, rollUp } from "../../../src/model/cube.ts";
import { nobody, valueOf } from "../../../src/model/metric.ts";
import { model } from "../../support/model.ts";

const dimensions = ["category", "gender", "season"] as const;
const sums = [
  "customers",
  "revenue",
  "review_rating_sum",
  "subscriber_share_count",
  "discount_share_count",
] as const;
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
  review_rating_sum: fc.nat(1e6),
  subscriber_share_count: fc.nat(1000),
  discount_share_count: fc.nat(1000),
});

describe("a roll-up", () => {
  test("by any dimensions has the sums that adding the cells by hand has", () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), fc.subarray([...dimensions]), (cells, by) => {
        const groups = rollUp(cubeOf(columnsOf(cells), model), by);
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
          const groups = rollUp(cubeOf(columnsOf(cells), model), by, selection);
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
      review_rating_sum: [0, 0, 0],
      discount_share_count: [0, 0, 0],
    };
    expect(rollUp(cubeOf({ length: 3, values }, model), [])[0]?.sums).toMatchObject({
      customers: 9,
      subscriber_share_count: 6,
    });
  });

  test("by nothing is one group of everybody, of an empty cube too", () => {
    expect(rollUp(cubeOf(columnsOf([]), model), [])).toEqual([
      {
        keys: [],
        sums: nobody(model),
      },
    ]);
    expect(rollUp(cubeOf(columnsOf([]), model), ["category"])).toEqual([]);
  });

  test("by a dimension, or of a sum, that the cube does not hold is refused", () => {
    expect(() => rollUp(cubeOf(columnsOf([]), model), ["colour"])).toThrow(
      'The cube holds no "colour".',
    );
    const values = Object.entries(columnsOf([]).values).filter(
      ([name]) => name !== "discount_share_count",
    );
    expect(() => cubeOf({ length: 0, values: Object.fromEntries(values) }, model)).toThrow(
      'The cube holds no "discount_share_count".',
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

test("metrics are sums and their ratios, and of no rows there is no ratio", () => {
  const some = {
    customers: 4,
    revenue: 1001,
    review_rating_sum: 1500,
    subscriber_share_count: 1,
    discount_share_count: 2,
  };
  const of = (given: Readonly<Record<string, number>>) =>
    Object.fromEntries(model.metrics.map((each) => [each.name, valueOf(each, given)]));
  expect(of(some)).toEqual({
    customers: 4,
    purchases: 4,
    revenue: 10.01,
    average_purchase: 2.5025,
    average_rating: 3.75,
    subscriber_share: 0.25,
    discount_share: 0.5,
  });
  expect(of(nobody(model))).toEqual({
    customers: 0,
    purchases: 0,
    revenue: 0,
    average_purchase: null,
    average_rating: null,
    subscriber_share: null,
    discount_share: null,
  });
});
