import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOf, type Cell } from "../../../etl/database.ts";
import { ReportError } from "../../../etl/errors.ts";
import { duckdbWarehouse } from "../../../etl/load/duckdb.ts";
import type { Aggregate } from "../../../etl/plan/aggregates.ts";
import { baseOf, rollUpBase } from "../../../etl/plan/base.ts";
import { planOf } from "../../../etl/plan/index.ts";
import type { BaseQuery } from "../../../etl/plan/plan.ts";
import type { FieldType } from "../../../format/fields.ts";
import { customerFile } from "../../support/arbitraries.ts";
import { csvFile, csvOf } from "../../support/customers.ts";
import { askedOf } from "../../support/queries.ts";
import { report } from "../../support/report.ts";
import { withCustomers } from "../../support/runs.ts";
import { cases, sized } from "../../support/tier.ts";

const aggregate = (name: string, type: FieldType, scale: number): Aggregate => ({
  field: { name, type, label: name, unit: "" },
  sql: `SUM(${name})`,
  scale,
});
const [money, count, squares] = [
  aggregate("money", "money", 2),
  aggregate("count", "count", 0),
  aggregate("squares", "number", 4),
] as const;
const query: BaseQuery = {
  name: "base-1",
  by: ["a", "b"],
  aggregates: [money, count, squares],
  sql: "",
};

/** One row of a statement's result: two texts, and amounts in whole units. */
type Units = readonly [a: string, b: string, money: bigint, count: bigint, squares: bigint];

/** The forms in which engines give the same number. */
const forms: readonly ((units: bigint, scale: number) => Cell)[] = [
  (units, scale) => ({ value: units, scale }),
  (units, scale) => written(units, scale),
  (units, scale) => `${written(units, scale)}${scale === 0 ? "" : "00"}`,
  (units, scale) => ({ value: units * 1000n, scale: scale + 3 }),
  (units, scale) =>
    units % 10n ** BigInt(scale) === 0n ? units / 10n ** BigInt(scale) : { value: units, scale },
];

/** Whole units as digits with a decimal point. */
function written(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const [whole, fraction] = [digits.slice(0, digits.length - scale), digits.slice(-scale)];
  return `${units < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${fraction}`}`;
}

const resultOf = (rows: readonly Units[], form: (units: bigint, scale: number) => Cell) => ({
  names: ["a", "b", "money", "count", "squares"],
  columns: [
    rows.map(([a]) => a),
    rows.map(([, b]) => b),
    rows.map((row) => form(row[2], 2)),
    rows.map((row) => form(row[3], 0)),
    rows.map((row) => form(row[4], 4)),
  ],
});

const texts = fc.constantFrom("", "a", "B", "é", "b", "Z", "😀", "ﬁ", "10", "9");
/** Amounts so large that a few of them are more than a number holds exactly; together often few. */
const large = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n });
const some = fc.oneof(fc.bigInt({ min: -999n, max: 999_999n }), large);
const rowsOf = (amount: fc.Arbitrary<bigint>) =>
  fc.uniqueArray(fc.tuple(texts, texts, amount, fc.bigInt({ min: 0n, max: 9_999n }), amount), {
    minLength: 1,
    maxLength: 40,
    selector: ([a, b]) => `${a}\0${b}`,
  });

/** The sums of some rows by some of their texts, added up one by one; in the order of code units. */
function addedUp(rows: readonly Units[], places: readonly (0 | 1)[]) {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(places.map((place) => row[place])));
  return [...groups]
    .map(([key, members]) => ({
      keys: JSON.parse(key) as string[],
      of: (column: 2 | 3 | 4) => members.reduce((sum, row) => sum + row[column], 0n),
    }))
    .toSorted((x, y) => {
      const place = x.keys.findIndex((key, index) => key !== y.keys[index]);
      return (x.keys[place] ?? "") < (y.keys[place] ?? "") ? -1 : 1;
    });
}

const isSafe = (units: bigint) =>
  units >= BigInt(Number.MIN_SAFE_INTEGER) && units <= BigInt(Number.MAX_SAFE_INTEGER);

describe("a statement's rows, rolled up", () => {
  const splits = [[], ["a"], ["b"], ["a", "b"], ["b", "a"]] as const;

  test("are what adding them by hand gives, whatever the form and however large", () => {
    let [exact, refused] = [0, 0];
    fc.assert(
      fc.property(rowsOf(some), fc.constantFrom(...forms), (rows, form) => {
        const base = baseOf(query, resultOf(rows, form));
        for (const by of splits) {
          const expected = addedUp(
            rows,
            by.map((name) => (name === "a" ? 0 : 1)),
          );
          const rolled = rollUpBase(base, by);
          expect(rolled.keys).toEqual(expected.map(({ keys }) => keys));
          expect(rolled.values(count)).toEqual(expected.map(({ of }) => Number(of(3))));
          // Of a type that is not stored in whole units, the exact sum is rounded once.
          expect(rolled.values(squares)).toEqual(expected.map(({ of }) => Number(of(4)) / 10_000));
          if (expected.every(({ of }) => isSafe(of(2)))) {
            expect(rolled.values(money)).toEqual(expected.map(({ of }) => Number(of(2))));
            exact++;
          } else {
            expect(() => rolled.values(money)).toThrow("The sum money is too large");
            refused++;
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(exact, refused)).toBeGreaterThan(100);
  });

  test("are exact where amounts that no number holds add up to one that a number does", () => {
    const most = BigInt(Number.MAX_SAFE_INTEGER);
    const rows: Units[] = [
      ["a", "x", 3n * most + 1n, 1n, 10n ** 25n + 1n],
      ["a", "y", -3n * most, 1n, -(10n ** 25n)],
      ["b", "x", most, 1n, 0n],
    ];
    const rolled = rollUpBase(
      baseOf(
        query,
        resultOf(rows, (value, scale) => ({ value, scale })),
      ),
      ["a"],
    );
    expect(rolled.values(money)).toEqual([1, Number.MAX_SAFE_INTEGER]);
    expect(rolled.values(squares)).toEqual([0.0001, 0]);
  });

  test("are one group of nothing where there are none, and missing sums are nought", () => {
    const rolled = rollUpBase(
      baseOf({ ...query, by: [] }, { names: [], columns: [[null], [0n], [null]] }),
      [],
    );
    expect([rolled.keys, rolled.values(money), rolled.values(squares)]).toEqual([[[]], [0], [0]]);
  });

  test.for([
    [0.1 + 0.2, "0.30000000000000004"],
    ["1e3", "1e3"],
    ["0.001", "0.001"],
    [{ value: 1n, scale: 3 }, "0.001"],
  ] satisfies [Cell, string][])("of %o are refused where they are money", ([cell, digits]) => {
    const one = { ...query, by: [], aggregates: [money] };
    const taken = () => baseOf(one, { names: ["money"], columns: [[cell]] });
    expect(taken).toThrow(ReportError);
    expect(taken).toThrow(`returned ${digits}, which is not exact`);
  });

  test("of a column that the statement is not by are a fault of the program", () => {
    const base = baseOf(
      query,
      resultOf([], (value, scale) => ({ value, scale })),
    );
    expect(() => rollUpBase(base, ["c"])).toThrow("base-1 is not by c.");
  });
});

test(
  "what is rolled up of the report's statements is what the database adds up itself",
  sized,
  async () => {
    const property = fc.asyncProperty(customerFile, async (rows) => {
      await withCustomers(csvFile(csvOf(rows)), async (database, _, { columns }) => {
        const warehouse = duckdbWarehouse(database, report.table);
        const plan = planOf(await askedOf(database, columns));
        for (const base of plan.bases) {
          const whole = baseOf(base, await warehouse.query(base.sql));
          for (const by of [[], ...base.by.map((name) => [name]), base.by.slice(0, 2)]) {
            const end =
              by.length === 0 ? "" : ` GROUP BY ${by.join(", ")} ORDER BY ${by.join(", ")}`;
            const sums = base.aggregates.map(({ sql, field }) => `${sql} AS ${field.name}`);
            const sql = `SELECT ${[...by, ...sums].join(", ")} FROM customer${end}`;
            const direct = baseOf({ ...base, by, sql }, await warehouse.query(sql));
            const [rolled, asked] = [rollUpBase(whole, by), rollUpBase(direct, by)];
            expect(rolled.keys.map((keys) => keys.map((key) => textOf(key)))).toEqual(asked.keys);
            for (const each of base.aggregates)
              expect(rolled.values(each), each.sql).toEqual(asked.values(each));
          }
        }
      });
    });
    await fc.assert(property, { numRuns: cases(3, 40) });
  },
);
