import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { followedMetrics } from "../../../etl/history/edition.ts";
import { historySchema, rowsOfTable } from "../../../format/history.ts";
import { keyFigure } from "../../../format/key-figures.ts";
import { metric, model } from "../../support/model.ts";

interface Table {
  readonly name: string;
  readonly kind: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly unknown[];
  readonly asked?: string | undefined;
}
interface Published {
  readonly format: number;
  readonly series: readonly Readonly<Record<string, unknown>>[];
  readonly current: { readonly tables: readonly Table[] };
}

const publishedAs = (format: 1 | 2) =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../fixtures/history/format-${format}.json`), "utf8"),
  ) as Published;
const [first, second] = [publishedAs(1), publishedAs(2)];
/** Kinds of tables whose statements are made from a description now. */
const isMade = (kind: string) => kind === "finding" || kind === "driver";

describe.each([
  ["version 0.1.0", 1],
  ["version 0.2.0", 2],
] as const)("a history that %s published", (_, format) => {
  const published = publishedAs(format);
  const nameNow = (name: string) => name.replace(/^influence-/, "driver-");

  test("is read as one of this version, with the same tables", () => {
    expect(published.format).toBe(format);
    const { format: now, current } = historySchema.parse(published);
    expect(now).toBe(3);
    expect(current.tables.map(({ name, rows }) => [name, rows])).toEqual(
      published.current.tables.map(({ name, rows }) => [nameNow(name), rows]),
    );
    const drivers = current.tables.find(({ name }) => name === "driver-customers");
    expect(drivers?.kind).toBe("driver");
    expect(drivers?.driver?.measures.length).toBeGreaterThan(0);
    expect(current.row).toEqual({ one: "row", many: "rows" });
    expect(current.metrics).toEqual([]);
  });

  test("has its key figures in the reader's unit, and they are those of its tables", () => {
    const { series, current } = historySchema.parse(published);
    expect(published.series[0]).toMatchObject({ customers: 3900, revenue: 23_308_100 });
    expect(series).toEqual([
      {
        id: "7453ca8399c3e6de",
        date: "2026-11-01",
        customers: 3900,
        values: {
          customers: 3900,
          revenue: 233_081,
          average_purchase: 59.76435897435898,
          average_rating: 3.750051282051282,
          subscriber_share: 0.27,
        },
      },
    ]);
    expect(Object.keys(series[0]?.values ?? {})).toEqual(
      followedMetrics(model).map(({ name }) => name),
    );
    if (format === 1) return;
    for (const [name, value] of Object.entries(series[0]?.values ?? {}))
      expect(keyFigure(current, metric(name)), name).toBeCloseTo(value ?? NaN, 9);
  });

  test("keeps what questions and cleaning asked, and forgets it of claims and drivers", () => {
    const before = new Map(
      published.current.tables.map((table) => [nameNow(table.name), table] as const),
    );
    const { current, previous } = historySchema.parse({
      ...published,
      previous: published.current,
    });
    expect(previous).toEqual(current);
    for (const { name, kind, asked } of current.tables)
      expect([name, asked]).toEqual([name, isMade(kind) ? undefined : before.get(name)?.asked]);
    expect(current.tables.filter(({ asked }) => asked !== undefined).length).toBeGreaterThan(0);
    expect(
      published.current.tables.filter(
        ({ name, asked }) => /^(finding|driver|influence)-/.test(name) && asked !== undefined,
      ).length,
    ).toBeGreaterThan(1);
  });

  test("that is upgraded is left as it is", () => {
    const upgraded = historySchema.parse(published);
    expect(historySchema.parse(upgraded)).toEqual(upgraded);
  });
});

test("format 1 calls what it left out withheld", () => {
  const { current } = historySchema.parse(first);
  expect(current.tables.find(({ name }) => name === "driver-customers")).toMatchObject({
    suppressed: { rows: 2 },
  });
});

test("format 2 has ratings, which are numbers with two decimals now", () => {
  const typesOf = (tables: readonly Table[]) =>
    tables
      .find(({ name }) => name === "cleaning-ratings")
      ?.fields.map(({ name, type }) => [name, type]);
  const { current } = historySchema.parse(second);
  expect(typesOf(second.current.tables)).toContainEqual(["median", "rating"]);
  expect(typesOf(current.tables)).toContainEqual(["median", "decimal"]);
  expect(rowsOfTable(current, "cleaning-ratings")).toHaveLength(4);
});

test("a suppressed key figure stays one, also of revenue", () => {
  const [point] = second.series;
  const series = [{ ...point, revenue: null, subscriber_share: null }];
  const { series: read } = historySchema.parse({ ...second, series });
  expect(read[0]?.values).toMatchObject({ revenue: null, subscriber_share: null });
});

test.each([
  ["another format", { ...first, format: 4 }],
  ["a format with the points of an earlier one", { ...first, format: 3 }],
  ["no object", []],
  ["a key that no version had", { ...first, withheld: {} }],
  ["a point that is none", { ...second, series: [1] }],
  ["figures that are no numbers", { ...second, series: [{ ...second.series[0], revenue: "1" }] }],
])("refuses %s", (_, history) => {
  expect(historySchema.safeParse(history).success).toBe(false);
});
