import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownAsks, storedSums } from "../../../etl/plan/cube.ts";
import { claimAsk, driverAsks } from "../../../etl/plan/findings.ts";
import { planOf, type Planning } from "../../../etl/plan/index.ts";
import { marginSets } from "../../../etl/plan/margins.ts";
import { baseFor, cellsOf, type Ask } from "../../../etl/plan/plan.ts";
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
    ...ownAsks(analysis, together, planning.sizes).map((by) => ({ by, aggregates: sums })),
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
