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
import { measures, type Sums } from "../../../src/model/measures.ts";
import { tableView } from "../../../src/views/table-view.ts";
import type { Columns } from "../../../format/columns.ts";

const nobody: Sums = { customers: 0, revenue: 0, rating_sum: 0, subscribers: 0, discounted: 0 };
const all: Sums = {
  customers: 3900,
  revenue: 23308100,
  rating_sum: 1462330,
  subscribers: 1053,
  discounted: 1677,
};
const women: Sums = {
  customers: 1248,
  revenue: 7519100,
  rating_sum: 467260,
  subscribers: 0,
  discounted: 0,
};
const texts = (figures: readonly { readonly value: string; readonly note: string }[]) =>
  figures.map(({ value, note }) => `${value} (${note})`);

describe("the headline figures", () => {
  test("of everybody say what each is of", () => {
    expect(texts(keyFigures(all))).toEqual([
      "3,900 (one purchase each)",
      "$233,081 (all purchases)",
      "$59.76 (per customer)",
      "3.75 (of 5)",
      "27% (1,053 customers)",
    ]);
  });

  test("of a part say its share of a sum and its difference from a ratio", () => {
    expect(texts(partFigures(women, all))).toEqual([
      "1,248 (32.0% of all 3,900)",
      "$75,191 (32.3% of all $233,081)",
      "$60.25 ($0.49 above all $59.76)",
      "3.74 (0.01 below all 3.75)",
      "0% (27.0 points below all 27%)",
    ]);
  });

  test("of nobody have no ratios, and say those of all", () => {
    expect(texts(partFigures(nobody, all))).toEqual([
      "0 (0.0% of all 3,900)",
      "$0 (0.0% of all $233,081)",
      "– (all $59.76)",
      "– (all 3.75)",
      "– (all 27%)",
    ]);
    expect(texts(partFigures(nobody, nobody)).slice(0, 2)).toEqual([
      "0 (– of all 0)",
      "$0 (– of all $0)",
    ]);
  });

  test("of two selections say how far A is from B", () => {
    expect(texts(comparedFigures(women, all))).toEqual([
      "1,248 (2,652 below B 3,900)",
      "$75,191 ($157,890 below B $233,081)",
      "$60.25 ($0.49 above B $59.76)",
      "3.74 (0.01 below B 3.75)",
      "0% (27.0 points below B 27%)",
    ]);
    expect(comparedFigures(all, all).every(({ note }) => note === "as B")).toBe(true);
    expect(comparedFigures(all, nobody).map(({ note }) => note)).toEqual([
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
      rating_sum: fc.nat(2e6),
      subscribers: fc.constant(0),
      discounted: fc.constant(0),
    });
    const cents = (text: string) => Math.round(100 * Number(text.replaceAll(/[$,]/g, "")));
    fc.assert(
      fc.property(sums, sums, (a, b) => {
        for (const measure of [measures.averagePurchase, measures.averageRating]) {
          const [value = "", other = ""] = [a, b].map(
            (each) =>
              comparedFigures(each, each).find((figure) => figure.measure === measure)?.value,
          );
          const [, size, way] = /^(.+) (above|below) B /.exec(difference(measure, a, b, "B")) ?? [];
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
  const mark = (name: string, some: Partial<Sums>): Mark => ({
    name,
    clause: { category: name },
    sums: { ...nobody, ...some },
  });
  const figure = (title: string, everyMark: readonly Mark[], measure: DashboardFigure["reading"], shown = everyMark): DashboardFigure => ({
    id: "figure", title, subtitle: "By category", chart: () => { throw new Error("This is not drawn."); }, marks: shown, everyMark, dimensions: ["category"], reading: measure, table: empty,
  }); // prettier-ignore
  const rows = ({ table }: DashboardFigure) =>
    tableView(table).rows.map((cells) => cells.map(({ text }) => text));

  test("has each value as a pair, and in its table the difference", () => {
    const [a, b] = [
      figure(
        "Hats lead",
        [mark("Hat", { revenue: 100 }), mark("Coat", { revenue: 50 })],
        measures.revenue,
      ),
      figure(
        "Coats lead",
        [mark("Coat", { revenue: 250 }), mark("Hat", { revenue: 100 })],
        measures.revenue,
      ),
    ];
    const both = comparedFigure(a, b, ["one", "other"]);
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
    expect(comparedFigure(a, { ...b, title: a.title }, ["one", "other"]).title).toBe("Hats lead");
  });

  test("has what is shown of either, with the figure of the other though it is not shown there", () => {
    const [hat, coat] = [mark("Hat", { customers: 3 }), mark("Coat", { customers: 2 })];
    const both = comparedFigure(
      figure("", [hat, coat], measures.customers, [hat]),
      figure("", [hat, coat], measures.customers, [coat]),
      ["one", "other"],
    );
    expect(rows(both)).toEqual([
      ["Hat", "3", "3", "0"],
      ["Coat", "2", "2", "0"],
    ]);
  });

  test("has no ratio of nobody, and so no difference", () => {
    const both = comparedFigure(
      figure("", [mark("Hat", { customers: 4, discounted: 1 })], measures.discountShare),
      figure("", [mark("Hat", {})], measures.discountShare),
      ["one", "other"],
    );
    expect(rows(both)).toEqual([["Hat", "25.0%", "–", "–"]]);
  });
});
