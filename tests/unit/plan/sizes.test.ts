import { describe, expect, test } from "vitest";
import { rowCount } from "../../../etl/plan/aggregates.ts";
import { baseFor, cellsOf, fitting, planned } from "../../../etl/plan/plan.ts";

describe("how many combinations dimensions have", () => {
  const sizes = {
    rows: 100_000,
    values: new Map([
      ["category", 4],
      ["product", 25],
      ["season", 4],
      ["place", 3_000],
    ]),
    within: new Map([["product", "category"]]),
  };

  test("is a product, in which what another is within counts once", () => {
    expect(cellsOf([], sizes)).toBe(1);
    expect(cellsOf(["category", "season"], sizes)).toBe(16);
    expect(cellsOf(["category", "product", "season"], sizes)).toBe(100);
    expect(cellsOf(["product", "place"], sizes)).toBe(75_000);
  });

  test("is at most the number of rows, and of an unknown column one", () => {
    expect(cellsOf(["season", "product", "place"], sizes)).toBe(100_000);
    expect(cellsOf(["season", "unknown"], sizes)).toBe(4);
  });

  test("decides which are asked together: those that fit, in order", () => {
    expect(fitting(["season", "place", "category", "product"], sizes, 12_000)).toEqual([
      "season",
      "place",
    ]);
    expect(fitting(["place", "season", "product", "category"], sizes, 400)).toEqual([
      "season",
      "product",
      "category",
    ]);
  });
});

describe("asks", () => {
  const rows = rowCount("n", "Rows");
  const other = { ...rows, field: { ...rows.field, name: "m" } };
  const sizes = {
    rows: 1_000_000,
    values: new Map([
      ["a", 40],
      ["b", 40],
      ["c", 40],
    ]),
    within: new Map<string, string>(),
  };

  test("of all rows are answered by the statement with the fewest", () => {
    const bases = planned(
      "t",
      [
        { by: ["a", "b"], aggregates: [rows] },
        { by: ["c"], aggregates: [rows] },
        { by: [], aggregates: [other] },
      ],
      sizes,
    );
    expect(
      bases.map(({ by, aggregates }) => [by, aggregates.map(({ field }) => field.name)]),
    ).toEqual([
      [["a", "b"], ["n"]],
      [["c"], ["n", "m"]],
    ]);
  });

  test("that nothing answers are a fault of the program", () => {
    const bases = planned("t", [{ by: ["a"], aggregates: [rows] }], sizes);
    expect(() => baseFor(bases, ["b"], [rows])).toThrow("No statement was planned by b.");
    expect(() => baseFor(bases, ["a"], [other])).toThrow("No statement was planned by a.");
  });

  test("of a dashboard without dimensions are one row", () => {
    const [base, ...more] = planned("t", [{ by: [], aggregates: [rows] }], sizes);
    expect(base?.sql).toBe("SELECT\n  COUNT(*) AS n\nFROM t");
    expect(more).toEqual([]);
  });
});
