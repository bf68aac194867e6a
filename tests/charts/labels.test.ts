import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bars } from "../../src/charts/bars.ts";
import { heatmap } from "../../src/charts/heatmap.ts";
import { intervals } from "../../src/charts/intervals.ts";
import { distinctLabels } from "../../src/charts/labels.ts";
import { textWidth } from "../../src/charts/frame.ts";
import { stackedBars } from "../../src/charts/stacked-bars.ts";
import { exact } from "../../src/text/numbers.ts";
import { drawn, elementsOf, textsOf } from "./picture.ts";

const dollars = (value: number) => exact(value, "money:USD");
const long = "Premium leather jacket of the autumn collection";
const alike = [`${long}, blue`, `${long}, brown`, long, `${long}, blue with a hood`];

describe("labels that are cut", () => {
  test("differ wherever the texts do, and fit", () => {
    const tail = fc.string({ unit: "grapheme-ascii", maxLength: 12 });
    const texts = fc.uniqueArray(
      fc.oneof(
        tail.map((end) => `${long} ${end}`),
        tail.map((middle) => `${long} ${middle} ${long}`),
        fc.constantFrom(
          ...alike,
          "日本の革のジャケットの秋のコレクションの青",
          "日本の革のジャケットの秋のコレクションの茶",
        ),
      ),
      { minLength: 2, maxLength: 30, selector: (text) => text.trim() },
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 90, max: 400 }), (labels, room) => {
        const fit = distinctLabels(labels, room);
        expect(new Set(labels.map(fit)).size).toBe(labels.length);
        for (const label of labels) expect(textWidth(fit(label))).toBeLessThanOrEqual(room + 1);
      }),
    );
  });

  test("stay as they are where they fit, and are cut at the end where that keeps them apart", () => {
    const fit = distinctLabels(["Hat", long, "Umbrella of the autumn collection"], 150);
    expect([fit("Hat"), fit(long)]).toEqual(["Hat", expect.stringMatching(/^Premium .*…$/)]);
    const both = distinctLabels(alike.slice(0, 2), 150);
    expect(alike.slice(0, 2).map(both)).toEqual([
      expect.stringMatching(/^Premium.*….*blue$/),
      expect.stringMatching(/^Premium.*….*brown$/),
    ]);
  });

  test("are distinct in every mark", () => {
    const value = (name: string) => ({ name, value: 1, label: "1" });
    const pictures = [
      bars(alike.map(value)),
      stackedBars(
        alike.map((part) => ({ ...value("All"), part })),
        alike,
        String,
      ),
      heatmap(
        alike.map((row) => ({ row, column: "A", value: 1, label: "1" })),
        alike,
        ["A"],
      ),
      intervals(
        alike.map((name) => ({ name, estimate: 1, low: 0, high: 2 })),
        { format: String },
      ),
    ];
    for (const picture of pictures)
      for (const width of [310, 540]) {
        const labels = textsOf(drawn(picture, width)).filter((text) => text.startsWith("Prem"));
        expect(labels).toHaveLength(4);
        expect(new Set(labels).size).toBe(4);
      }
  });
});

test("the last tick of an axis lies within the picture, with its sign and unit, and none is written twice", () => {
  const ends = fc.tuple(
    fc.integer({ min: -2e9, max: 2e9 }).map((cents) => cents / 100),
    fc.integer({ min: 50, max: 2e9 }).map((cents) => cents / 100),
  );
  fc.assert(
    fc.property(ends, fc.constantFrom(310, 540), ([low, size], width) => {
      const rows = [{ name: "Hat", estimate: low + size / 2, low, high: low + size }];
      const root = elementsOf(drawn(intervals(rows, { format: dollars }), width));
      const ticks = [...root.querySelectorAll("text")].flatMap((text) => {
        const written = text.textContent;
        const at = Number(/translate\((-?[\d.]+)/.exec(text.getAttribute("transform") ?? "")?.[1]);
        return written.includes("$") ? [{ written, at }] : [];
      });
      expect(ticks.length).toBeGreaterThan(0);
      expect(new Set(ticks.map(({ written }) => written)).size).toBe(ticks.length);
      for (const { written, at } of ticks) {
        expect(written).toMatch(/^−?\$[\d,]+\.\d\d$/);
        expect(at + textWidth(written) / 2).toBeLessThanOrEqual(width);
        expect(at - textWidth(written) / 2).toBeGreaterThanOrEqual(0);
      }
      const numbers = ticks.map(({ written }) =>
        Number(written.replace("−", "-").replace(/[$,]/g, "")),
      );
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }),
    { numRuns: 60 },
  );
});
