import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seeded } from "../../../sample/random.ts";
import { csvFile, csvOf, customers, type Customer } from "../../support/customers.ts";
import { run, type Run } from "../../support/runs.ts";

const { next } = seeded(5);
const one = (name: string, count: number) => `${name} ${Math.floor(count * next())}`;

/** Customers in so many different groups that no browser should fetch them all. */
const rows = customers(
  ...Array.from({ length: 12_000 }, (): Customer => {
    const product = Math.floor(60 * next());
    return {
      // Of one age, so that there is one age group.
      age: "40",
      category: `Category ${product % 4}`,
      item_purchased: `Product ${product}`,
      gender: one("Gender", 2),
      shipping_type: one("Shipping", 12),
      season: one("Season", 8),
      purchase_amount: `${20 + Math.floor(80 * next())}.${10 + Math.floor(80 * next())}`,
      subscription_status: next() < 0.3 ? "Yes" : "No",
    };
  }),
);

/** Customers and cents by the values of some columns, added up one by one. */
function addedUp(...names: readonly string[]): Map<string, [number, number]> {
  const sums = new Map<string, [number, number]>();
  for (const row of rows) {
    const key = names.map((name) => row[name] ?? "All").join("|");
    const [count, cents] = sums.get(key) ?? [0, 0];
    sums.set(key, [count + 1, cents + Math.round(100 * Number(row["purchase_amount"]))]);
  }
  return sums;
}

describe("a dashboard by more than a browser should fetch", () => {
  const folder = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let made: Run;
  let held: readonly string[];
  beforeAll(async () => {
    const csv = csvFile(csvOf(rows), folder);
    made = await run(csv, { snapshots: join(folder, "snapshots") });
    const cube = made.manifest.snapshots.find(({ name }) => name === "cube-main");
    held = cube?.by ?? [];
  });

  test("has a small cube of the first dimensions, the slicers before others", () => {
    const all = made.manifest.dimensions.map(({ name }) => name);
    expect(held.slice(0, 4)).toEqual(made.manifest.dashboard.slicers);
    expect(held.length).toBeLessThan(all.length);
    expect(held).toEqual(all.filter((name) => held.includes(name)));
    const bytes = readFileSync(join(made.folder, "cube-main.arrow"));
    expect(gzipSync(bytes, { level: 9 }).length).toBeLessThan(39_000);
  });

  test("holds everyone in it, exactly", () => {
    const cells = made.rows("cube-main");
    const found = cells.map((cell): [string, number, number] => [
      held.map((name) => String(cell[name])).join("|"),
      Number(cell["customers"]),
      Number(cell["revenue"]),
    ]);
    expect(new Map(found.map(([key, ...sums]) => [key, sums]))).toEqual(addedUp(...held));
  });

  test("says what cannot be filtered by", () => {
    const lacking = made.manifest.dimensions.filter(({ name }) => !held.includes(name));
    const [notice] = made.manifest.notices.filter((text) => text.startsWith("Too many values"));
    expect(notice).toMatch(
      /^Too many values to filter by .+\.( \d charts? always shows? all rows\.)?$/,
    );
    for (const { label } of lacking) expect(notice).toContain(label.toLowerCase());
    expect(made.recorded.notices).toContain(notice);
  });

  test.for([
    ["season"],
    ["category"],
    ["item_purchased", "category"],
    ["category", "season"],
  ] as const)("shows everybody by %s, exactly", (by) => {
    const [first, second = null] = by;
    const margins = made
      .rows("cube-margins")
      .filter((row) => row["dimension"] === first && row["dimension_2"] === second);
    const found = margins.map((row): [string, [number, number]] => [
      [row["value"], row["value_2"]].filter((value) => value !== null).join("|"),
      [Number(row["sum_customers"]), Number(row["sum_revenue"])],
    ]);
    expect(found).toHaveLength(addedUp(...by).size);
    expect(new Map(found)).toEqual(addedUp(...by));
  });

  test("has small cubes of the figures that it cannot answer, with everyone in them", () => {
    const lacking = made.manifest.dashboard.figures.filter(
      ({ by }) => !by.every((name) => held.includes(name)),
    );
    const own = made.manifest.snapshots.filter(({ name }) => name.startsWith("cube-figure-"));
    expect(lacking.map(({ id }) => `cube-figure-${id}`)).toEqual(
      expect.arrayContaining(own.map(({ name }) => name)),
    );
    expect(own.length).toBeGreaterThan(0);
    for (const { name, by = [] } of own) {
      const found = made
        .rows(name)
        .map((cell): [string, [number, number]] => [
          by.map((dimension) => String(cell[dimension])).join("|"),
          [Number(cell["customers"]), Number(cell["revenue"])],
        ]);
      expect(new Map(found)).toEqual(addedUp(...by));
      const bytes = readFileSync(join(made.folder, `${name}.arrow`));
      expect(gzipSync(bytes, { level: 9 }).length).toBeLessThan(39_000);
    }
  });

  test("leaves nothing out, as no group is too small to be shown", () => {
    const entry = made.manifest.snapshots.find(({ name }) => name === "cube-margins");
    expect(entry?.suppressed).toBeUndefined();
    expect(entry?.published).toBe(true);
  });
});
