import { expect, test } from "vitest";
import { bars } from "../../src/charts/bars.ts";
import { columns } from "../../src/charts/columns.ts";
import { drawn, elementsOf, expectSound, textsOf } from "./picture.ts";

const bar = (name: string, value: number) => ({ name, value, label: String(value) });

test("columns stand beside bars as far as they have room, and no text lies over another", () => {
  const data = [bar("Hats", 12), bar("Coats", 7)].map((each) => ({
    ...each,
    cells: ["1,737", "$60.03"],
  }));
  const chart = bars(data, ["Purchases", "Average purchase"]);
  expect(textsOf(drawn(chart, 540))).toEqual(
    expect.arrayContaining(["Purchases", "Average purchase", "1,737", "$60.03"]),
  );
  expect(textsOf(drawn(chart, 310))).toEqual(expect.arrayContaining(["Purchases", "1,737"]));
  expect(textsOf(drawn(chart, 310))).not.toContain("$60.03");
  expect(textsOf(drawn(chart, 220))).toEqual(["Hats", "Coats", "12", "7"]);
});

test("a histogram has columns of equal width from zero, in both directions", () => {
  const svg = drawn(columns([bar("0–10", 5), bar("11–20", -10), bar("21+", 0)]), 540);
  expectSound(svg);
  const boxes = [...elementsOf(svg).querySelectorAll("rect")].map((box) =>
    ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name))),
  );
  expect(new Set(boxes.map(([, , width]) => width)).size).toBe(1);
  const [[, top = 0, , height = 0] = [], [, below = 0, , depth = 0] = []] = boxes;
  expect(depth / height).toBeCloseTo(2, 1);
  expect(below).toBeCloseTo(top + height, 1);
});

test("names under narrow columns are left out rather than cut", () => {
  const data = Array.from({ length: 12 }, (_, index) => bar(`${index}0 to ${index}9 years`, index));
  const texts = textsOf(drawn(columns(data), 340));
  expect(texts).toContain("00 to 09 years");
  expect(texts.join()).not.toContain("…");
});
