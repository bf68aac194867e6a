import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storedSums } from "../../../etl/plan/cube.ts";
import { claimAsk, driverAsks } from "../../../etl/plan/findings.ts";
import { planOf, type Planning } from "../../../etl/plan/index.ts";
import { marginSets } from "../../../etl/plan/margins.ts";
import { baseFor, cellsOf, fitting, planned, type Ask } from "../../../etl/plan/plan.ts";
import { rowCount } from "../../../etl/plan/aggregates.ts";
import { readReport } from "../../../etl/report/load.ts";
import { planningOf } from "../../support/queries.ts";
import { report } from "../../support/report.ts";

const folder = join(import.meta.dirname, "../../reports");
const reports = [
  report,
  await readReport(join(folder, "telco")),
  await readReport(join(folder, "mall")),
];

/** Everything that a report asks of its table beside its SQL files. */
function asksOf(planning: Planning): Ask[] {
  const { analysis } = planning;
  const { context, together } = planOf(planning);
  const sums = storedSums(analysis);
  return [
    { by: together, aggregates: sums },
    ...marginSets(analysis).map(({ by }) => ({ by, aggregates: sums })),
    ...(analysis.drivers ? driverAsks(analysis.drivers, context) : []),
    ...analysis.claims.map((claim) => claimAsk(claim, context)),
  ];
}

/** The numbers of values that the texts of the repository's data have. */
const ofSample = {
  gender: 2,
  item_purchased: 25,
  category: 4,
  location: 50,
  size: 4,
  color: 25,
  season: 4,
  subscription_status: 2,
  shipping_type: 6,
  discount_applied: 2,
  payment_method: 6,
  frequency_of_purchases: 7,
  age_group: 4,
};

/** A report, and how many values its texts have. */
const plannings = fc
  .record({
    each: fc.constantFrom(...reports),
    sizes: fc.array(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3_000 })), {
      minLength: 40,
      maxLength: 40,
    }),
    rows: fc.integer({ min: 1, max: 2_000_000 }),
  })
  .map(({ each, sizes, rows }) => {
    const names = [...planningOf(each).columns.keys()];
    return planningOf(
      each,
      Object.fromEntries(names.map((name, index) => [name, sizes[index] ?? 1])),
      rows,
    );
  });

describe("the report's own statements", () => {
  test("are few: three answer more than forty questions about the sample", () => {
    const planning = planningOf(report, ofSample, 3_900);
    expect(asksOf(planning).length).toBeGreaterThan(40);
    expect(planOf(planning).bases.map(({ name, by }) => [name, by])).toEqual([
      [
        "base-1",
        [
          "subscription_status",
          "category",
          "gender",
          "shipping_type",
          "age_group",
          "season",
          "item_purchased",
        ],
      ],
      ["base-2", ["size", "discount_applied", "frequency_of_purchases", "payment_method"]],
      ["base-3", ["location", "color"]],
    ]);
  });

  test("answer everything that is asked, each with the same aggregates", () => {
    fc.assert(
      fc.property(plannings, (planning) => {
        const { bases } = planOf(planning);
        for (const { by, aggregates } of asksOf(planning)) {
          const base = baseFor(bases, by, aggregates);
          expect(base.by).toEqual(expect.arrayContaining([...by]));
          const known = new Map(base.aggregates.map(({ field, sql }) => [field.name, sql]));
          for (const { field, sql } of aggregates) expect(known.get(field.name)).toBe(sql);
        }
      }),
    );
  });

  test("have few combinations: what one ask needs, 40,000 for the dashboard, 2,000 otherwise", () => {
    fc.assert(
      fc.property(plannings, (planning) => {
        const { bases, together } = planOf(planning);
        const asks = asksOf(planning);
        expect(bases[0]?.by).toEqual(together);
        for (const [index, { by }] of bases.entries()) {
          const isOne = asks.some((ask) => ask.by.toSorted().join() === by.toSorted().join());
          const most = index === 0 ? 40_000 : isOne ? Infinity : 2_000;
          expect(cellsOf(by, planning.sizes)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  test("group and order by the same columns, and return these and then the aggregates", () => {
    fc.assert(
      fc.property(plannings, (planning) => {
        for (const { by, aggregates, sql } of planOf(planning).bases) {
          const columns = [
            ...by,
            ...aggregates.map(({ sql: of, field }) => `${of} AS ${field.name}`),
          ];
          const end =
            by.length === 0 ? "" : `\nGROUP BY ${by.join(", ")}\nORDER BY ${by.join(", ")}`;
          expect(sql).toBe(`SELECT\n  ${columns.join(",\n  ")}\nFROM ${planning.table}${end}`);
          expect(new Set([...by, ...aggregates.map(({ field }) => field.name)]).size).toBe(
            columns.length,
          );
        }
      }),
    );
  });

  test("are the same whatever the order of the sizes, and are named in their order", () => {
    const [sizes, turned] = [ofSample, Object.fromEntries(Object.entries(ofSample).toReversed())];
    const { bases } = planOf(planningOf(report, sizes));
    expect(planOf(planningOf(report, turned)).bases).toEqual(bases);
    expect(bases.map(({ name }) => name)).toEqual(bases.map((_, index) => `base-${index + 1}`));
  });
});

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
