import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { drawingCases } from "./cases.ts";
import { drawn, expectDrawing, expectSound } from "./picture.ts";

const widths = [340, 680] as const;

describe.each(Object.entries(drawingCases))("%s", (name, chart) => {
  test.each(widths)("is drawn as before at %i px", async (width) => {
    await expectDrawing(chart, name, width);
  });

  test("is sound at every width that a page draws, and drawn twice is the same", () => {
    for (const width of [340, 540, 680, 1100]) {
      expectSound(drawn(chart, width));
      expect(drawn(chart, width)).toBe(drawn(chart, width));
    }
  });
});

test("no drawing is kept of a chart that is no longer there", () => {
  const kept = readdirSync(join(import.meta.dirname, "drawings")).toSorted();
  expect(kept).toEqual(
    Object.keys(drawingCases)
      .flatMap((name) => widths.map((width) => `${name}-${width}.svg`))
      .toSorted(),
  );
});
