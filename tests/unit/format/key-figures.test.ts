import { describe, expect, test } from "vitest";
import type { Edition, EditionTable } from "../../../format/history.ts";
import { followingOf, keyFigure, keyPoint } from "../../../format/key-figures.ts";
import type { Metric } from "../../../format/report.ts";
import { metric, model } from "../../support/model.ts";

type Rows = EditionTable["rows"];

const tableOf = (
  name: string,
  kind: EditionTable["kind"],
  texts: readonly string[],
  numbers: readonly string[],
  rows: Rows,
): EditionTable => ({
  name,
  kind,
  fields: [
    ...texts.map((each) => ({ name: each, type: "text" as const, label: each, unit: "" })),
    ...numbers.map((each) => ({ name: each, type: "number" as const, label: each, unit: "" })),
  ],
  rows,
});

/** An edition of ten rows with what is said of its columns and of the drivers' groups. */
const editionOf = (columns: Rows, groups: Rows): Edition => ({
  id: "1",
  title: "T",
  date: "2026-10-01",
  synthetic: false,
  minGroup: 1,
  source: { kind: "table", name: "customer", rows: 10 },
  dropped: [],
  row: model.row,
  metrics: [],
  tables: [
    tableOf(
      "profile-numeric",
      "profile",
      ["stage", "column_name"],
      ["count", "mean", "std"],
      columns,
    ),
    tableOf("driver-customers", "driver", ["dimension", "group_name"], ["n"], groups),
  ],
});

const columns: Rows = [
  ["before", "review_rating", 8, 4, 1],
  ["after", "review_rating", 10, 3.5, 1],
  ["after", "purchase_amount", 10, 0.1 + 0.2, 1],
  ["before", "age", 9, 40, 2],
];
const groups: Rows = [
  ["subscription_status", "Yes", 3],
  ["subscription_status", "No", 7],
  ["size", "S", 2],
  ["size", "M", 5],
  ["size", "L", 3],
];
const edition = editionOf(columns, groups);
const sizes = (...values: readonly string[]): Metric => ({
  ...metric("subscriber_share"),
  column: "size",
  values: [...values],
});
const ratio: Metric = { ...metric("customers"), per: "customers" };

describe("a key figure of an edition", () => {
  test("is what its metric is: a number of rows, a sum, a mean, a share", () => {
    expect(keyFigure(edition, metric("customers"))).toBe(10);
    expect(keyFigure(edition, metric("purchases"))).toBe(10);
    // A mean times its number is not exact; cents are.
    expect(keyFigure(edition, metric("revenue"))).toBe(3);
    expect(keyFigure(edition, metric("average_purchase"))).toBeCloseTo(0.3, 12);
    expect(keyFigure(edition, metric("average_rating"))).toBe(3.5);
    expect(keyFigure(edition, metric("subscriber_share"))).toBe(0.3);
    expect(keyFigure(edition, sizes("S", "L"))).toBe(0.5);
    expect(keyFigure(edition, { ...metric("average_rating"), column: "age" })).toBe(40);
  });

  test("of a value that no row has is nothing, where all groups are there", () => {
    expect(keyFigure(edition, sizes("XL"))).toBe(0);
    expect(keyFigure(edition, sizes("S", "XL"))).toBe(0.2);
  });

  test("is not known where it, or what it is counted from, is suppressed or not there", () => {
    const without = (value: string) =>
      editionOf(
        columns,
        groups.filter(([, name]) => name !== value),
      );
    expect(keyFigure(without("S"), sizes("S"))).toBeNull();
    expect(keyFigure(without("S"), sizes("S", "L"))).toBeNull();
    expect(keyFigure(without("S"), sizes("L"))).toBe(0.3);
    expect(keyFigure(without("Yes"), metric("subscriber_share"))).toBeNull();
    expect(keyFigure(editionOf(columns, []), metric("subscriber_share"))).toBeNull();
    const suppressed = editionOf([["after", "purchase_amount", null, null, null]], groups);
    expect(keyFigure(suppressed, metric("revenue"))).toBeNull();
    expect(keyFigure(suppressed, metric("average_purchase"))).toBeNull();
    expect(keyFigure(suppressed, metric("average_rating"))).toBeNull();
  });

  test("of a ratio is not followed", () => {
    expect(followingOf(ratio)).toBe("ratio");
    expect(keyFigure(edition, ratio)).toBeNull();
  });

  test("stands in the series by its name", () => {
    expect(keyPoint(edition, [metric("customers"), metric("revenue"), sizes("S")])).toEqual({
      id: "1",
      date: "2026-10-01",
      customers: 10,
      values: { customers: 10, revenue: 3, subscriber_share: 0.2 },
    });
  });
});
