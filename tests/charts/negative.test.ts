import { expect, test } from "vitest";
import { groupedBars } from "../../src/charts/grouped-bars.ts";
import { pairedBars } from "../../src/charts/paired-bars.ts";
import { stackedBars } from "../../src/charts/stacked-bars.ts";
import { short } from "../../src/text/numbers.ts";
import { drawn, elementsOf, expectSound, textsOf } from "./picture.ts";

const inShort = (value: number) => short(value, "money:USD");

/** Left and right end of every bar, in the order drawn. */
function barsOf(svg: string): [left: number, right: number][] {
  return [...elementsOf(svg).querySelectorAll('g[aria-label="bar"] > *, rect, path')].flatMap(
    (bar): [number, number][] => {
      if (bar.localName === "rect") {
        const x = Number(bar.getAttribute("x"));
        return [[x, x + Number(bar.getAttribute("width"))]];
      }
      const fill = bar.getAttribute("fill") ?? bar.parentElement?.getAttribute("fill") ?? "";
      if (!fill.startsWith("var(--")) return [];
      const xs = [...(bar.getAttribute("d") ?? "").matchAll(/[MHLAC][^MHLACVZ]*/gi)].flatMap(
        ([command]) => {
          const numbers = (command.slice(1).match(/-?[\d.]+/g) ?? []).map(Number);
          if (/[ML]/.test(command)) return [numbers[0] ?? 0];
          if (/H/.test(command)) return [numbers[0] ?? 0];
          return /A/.test(command) ? [numbers[5] ?? 0] : [];
        },
      );
      return xs.length > 0 ? [[Math.min(...xs), Math.max(...xs)]] : [];
    },
  );
}
const length = ([left, right]: [number, number]) => right - left;

test("grouped bars: a negative value lies left of zero, as long as it is large, with its sign", () => {
  const bars = [40, -20, 10].map((value, index) => ({
    name: `Product ${index}`,
    group: "Clothing",
    value: value * 60,
    label: inShort(value * 60),
  }));
  const svg = drawn(groupedBars(bars), 540);
  expectSound(svg);
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["$2.4k", "−$1.2k", "$600"]));
  const [first, second, third] = barsOf(svg);
  if (!first || !second || !third) throw new Error("Three bars were to be drawn.");
  expect(second[1]).toBeCloseTo(first[0], 0);
  expect(third[0]).toBeCloseTo(first[0], 0);
  expect(length(second) / length(first)).toBeCloseTo(0.5, 1);
  expect(length(third) / length(first)).toBeCloseTo(0.25, 1);
  expect(second[0]).toBeGreaterThan(0);
});

test("stacked bars: negative parts lie left of zero and hide none that is positive", () => {
  const part = (name: string, of: string, value: number) => ({
    name,
    part: of,
    value,
    label: inShort(value),
  });
  const svg = drawn(
    stackedBars(
      [part("Adult", "Male", 300), part("Adult", "Female", -150), part("Senior", "Male", -50)],
      ["Male", "Female"],
      inShort,
    ),
    680,
  );
  expectSound(svg);
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["$300", "−$150"]));
  const [male, female, senior] = barsOf(svg);
  if (!male || !female || !senior) throw new Error("Three bars were to be drawn.");
  expect(female[1]).toBeLessThanOrEqual(male[0]);
  expect(length(female) / length(male)).toBeCloseTo(0.5, 1);
  expect(senior[1]).toBeCloseTo(female[1], 0);
});

test("paired bars: a negative value of either selection lies left of zero", () => {
  const svg = drawn(
    pairedBars(
      [{ name: "Hat", a: -100, b: 50, labelA: "−$100 −$150", labelB: "$50" }],
      ["all customers", "Female"],
    ),
    540,
  );
  expectSound(svg);
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["−$100 −$150", "$50"]));
  const [a, b] = barsOf(svg);
  if (!a || !b) throw new Error("Two bars were to be drawn.");
  expect(a[1]).toBeCloseTo(b[0], 0);
  expect(length(b) / length(a)).toBeCloseTo(0.5, 1);
});
