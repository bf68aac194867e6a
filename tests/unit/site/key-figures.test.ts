import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparedFigure } from "../../../src/views/compare.ts";
import type { DashboardFigure, Mark } from "../../../src/model/figure.ts";
import {
  comparedFigures,
  difference,
  keyFigures,
  partFigures,
} from "../../../src/views/key-figures.ts";
import { nobody as nobodyIn, readingOf, type Sums } from "../../../src/model/metric.ts";
import { metric, model } from "../../support/model.ts";
import { tableView } from "../../../src/views/table-view.ts";
import type { Columns } from "../../../format/columns.ts";

const nobody = nobodyIn(model);
const all: Sums = {
  customers: 3900,
  revenue: 23308100,
  review_rating_sum: 1462330,
  subscriber_share_count: 1053,
  discount_share_count: 1677,
};
const women: Sums = {
  customers: 1248,
  revenue: 7519100,
  review_rating_sum: 467260,
  subscriber_share_count: 0,
  discount_share_count: 0,
};
const reading = (name: string) => readingOf(metric(name));
const texts = (figures: readonly { readonly value: string; readonly note: string }[]) =>
  figures.map(({ value, note }) => `${value} (${note})`);

describe("the headline figures", () => {
  test("of everybody say what each is of", () => {
    expect(texts(keyFigures(all, model))).toEqual([
      "3,900 (one purchase each)",
      "$233,081 (all purchases)",
      "$59.76 (per customer)",
      "3.75 (of 5)",
      "27% (1,053 customers)",
    ]);
  });

  test("of a part say its share of a sum and its difference from a ratio", () => {
    expect(texts(partFigures(women, all, model))).toEqual([
      "1,248 (32.0% of all 3,900)",
      "$75,191 (32.3% of all $233,081)",
      "$60.25 ($0.49 above all $59.76)",
      "3.74 (0.01 below all 3.75)",
      "0% (27.0 points below all 27%)",
    ]);
  });

  test("of nobody have no ratios, and say those of all", () => {
    expect(texts(partFigures(nobody, all, model))).toEqual([
      "0 (0.0% of all 3,900)",
      "$0 (0.0% of all $233,081)",
      "– (all $59.76)",
      "– (all 3.75)",
      "– (all 27%)",
    ]);
    expect(texts(partFigures(nobody, nobody, model)).slice(0, 2)).toEqual([
      "0 (– of all 0)",
      "$0 (– of all $0)",
    ]);
  });

  test("of two selections say how far A is from B", () => {
    expect(texts(comparedFigures(women, all, model))).toEqual([
      "1,248 (2,652 below B 3,900)",
      "$75,191 ($157,890 below B $233,081)",
      "$60.25 ($0.49 above B $59.76)",
      "3.74 (0.01 below B 3.75)",
      "0% (27.0 points below B 27%)",
    ]);
    expect(comparedFigures(all, all, model).every(({ note }) => note === "as B")).toBe(true);
    expect(comparedFigures(all, nobody, model).map(({ note }) => note)).toEqual([
      "3,900 above B 0",
      "$233,081 above B $0",
      "B –",
      "B –",
      "B –",
    ]);
  });

  test("call two figures alike exactly if they look it, and else say the difference that a reader finds", () => {
    const sums = fc.record({
      customers: fc.integer({ min: 1, max: 5000 }),
      revenue: fc.nat(1e8),
      review_rating_sum: fc.nat(2e6),
      subscriber_share_count: fc.constant(0),
      discount_share_count: fc.constant(0),
    });
    const cents = (text: string) => Math.round(100 * Number(text.replaceAll(/[$,]/g, "")));
    fc.assert(
      fc.property(sums, sums, (a, b) => {
        for (const measure of ["average_purchase", "average_rating"].map(metric)) {
          const [value = "", other = ""] = [a, b].map(
            (each) =>
              comparedFigures(each, each, model).find((figure) => figure.metric === measure)?.value,
          );
          const [, size, way] =
            /^(.+) (above|below) B /.exec(difference(measure, a, b, "B", model)) ?? [];
          expect(size === undefined ? 0 : cents(size) * (way === "above" ? 1 : -1)).toBe(
            cents(value) - cents(other),
          );
          expect(size === undefined).toBe(cents(value) === cents(other));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a figure of two selections", () => {
  const empty: Columns = {
    fields: [{ name: "name", type: "text", label: "Group", unit: "" }],
    length: 0,
    values: { name: [] },
  };
  const mark = (name: string, some: Sums): Mark => ({
    name,
    clause: { category: name },
    sums: { ...nobody, ...some },
  });
  const figure = (title: string, everyMark: readonly Mark[], measure: DashboardFigure["reading"], shown = everyMark): DashboardFigure => ({
    id: "figure", title, subtitle: "By category", listed: "By category", chart: () => { throw new Error("This is not drawn."); }, marks: shown, everyMark, dimensions: ["category"], reading: measure, table: empty,
  }); // prettier-ignore
  const rows = ({ table }: DashboardFigure) =>
    tableView(table).rows.map((cells) => cells.map(({ text }) => text));

  test("has each value as a pair, and in its table the difference", () => {
    const [a, b] = [
      figure(
        "Hats lead",
        [mark("Hat", { revenue: 100 }), mark("Coat", { revenue: 50 })],
        reading("revenue"),
      ),
      figure(
        "Coats lead",
        [mark("Coat", { revenue: 250 }), mark("Hat", { revenue: 100 })],
        reading("revenue"),
      ),
    ];
    const both = comparedFigure(a, b, ["one", "other"], model);
    expect(both.title).toBe("A: Hats lead. B: Coats lead");
    expect(both.marks.map(({ name }) => name)).toEqual(["Hat", "Coat"]);
    expect(tableView(both.table).head.map(({ text }) => text)).toEqual([
      "Group",
      "A: Total revenue",
      "B: Total revenue",
      "A less B",
    ]);
    expect(rows(both)).toEqual([
      ["Hat", "$1.00", "$1.00", "$0.00"],
      ["Coat", "$0.50", "$2.50", "−$2.00"],
    ]);
    expect(comparedFigure(a, { ...b, title: a.title }, ["one", "other"], model).title).toBe(
      "Hats lead",
    );
  });

  test("has what is shown of either, with the figure of the other though it is not shown there", () => {
    const [hat, coat] = [mark("Hat", { customers: 3 }), mark("Coat", { customers: 2 })];
    const both = comparedFigure(
      figure("", [hat, coat], reading("customers"), [hat]),
      figure("", [hat, coat], reading("customers"), [coat]),
      ["one", "other"],
      model,
    );
    expect(rows(both)).toEqual([
      ["Hat", "3", "3", "0"],
      ["Coat", "2", "2", "0"],
    ]);
  });

  test("has no ratio of nobody, and so no difference", () => {
    const both = comparedFigure(
      figure(
        "",
        [mark("Hat", { customers: 4, discount_share_count: 1 })],
        reading("discount_share"),
      ),
      figure("", [mark("Hat", {})], reading("discount_share")),
      ["one", "other"],
      model,
    );
    expect(rows(both)).toEqual([["Hat", "25.0%", "–", "–"]]);
  });
});
