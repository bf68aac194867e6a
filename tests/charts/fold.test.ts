import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldSmallest, type Part } from "../../src/charts/fold.ts";
import { stackedBars } from "../../src/charts/stacked-bars.ts";
import { othersName } from "../../src/text/others.ts";
import { drawn, elementsOf, textsOf } from "./picture.ts";

const write = (value: number) => `$${value}`;
const part = (name: string, of: string, value: number): Part => ({
  name,
  part: of,
  value,
  label: write(value),
});
/** Names that the program might make up, or has made up, beside plain ones. */
const names = ["Other", "Others", "other", "2 others", "3 others", "3 others (combined)", "A", "Z"];
const fills = ["--bar", "--accent", "--third", "--fourth"];
/** Widths of the rectangles of each color. */
const widths = (svg: string) =>
  fills.map((fill) =>
    [...elementsOf(svg).querySelectorAll(`rect[fill="var(${fill})"], path[fill="var(${fill})"]`)]
      .map((bar) => Number(bar.getAttribute("width") ?? 0))
      .reduce((sum, width) => sum + width, 0),
  );

describe("parts that are too many for a stacked bar", () => {
  test("lose none of their sum and count none twice, whatever they are called", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
        fc.array(fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 8, maxLength: 8 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 2, max: 5 }),
        (parts, bars, most) => {
          const data = bars.flatMap((values, bar) =>
            parts.map((of, index) => part(`bar ${bar}`, of, values[index] ?? 0)),
          );
          const folded = foldSmallest(data, parts, most, write);
          expect(new Set(folded.parts).size).toBe(folded.parts.length);
          expect(folded.parts.length).toBe(Math.min(most, parts.length));
          for (const [bar] of bars.entries()) {
            const sum = (all: readonly Part[]) =>
              all
                .filter(({ name }) => name === `bar ${bar}`)
                .reduce((total, { value }) => total + value, 0);
            expect(sum(folded.data)).toBe(sum(data));
            const drawnParts = folded.data.filter(({ name }) => name === `bar ${bar}`);
            expect(new Set(drawnParts.map(({ part: of }) => of)).size).toBe(drawnParts.length);
          }
          // Every part that is kept is at least as large as each that is folded.
          const size = (of: string) =>
            data.filter((each) => each.part === of).reduce((sum, { value }) => sum + value, 0);
          if (parts.length <= most) return;
          const kept = parts.filter((of) => folded.parts.slice(0, -1).includes(of));
          const gone = parts.filter((of) => !kept.includes(of));
          expect(parts).not.toContain(folded.parts.at(-1));
          expect(folded.parts.at(-1)).toMatch(new RegExp(`^${gone.length} others`));
          expect(Math.min(...kept.map(size))).toBeGreaterThanOrEqual(Math.max(...gone.map(size)));
        },
      ),
    );
  });

  test("are the smallest, not the last by name, and keep their order", () => {
    const sizes = { Female: 40, Male: 50, Nonbinary: 3, Other: 2, Unknown: 60, Zed: 1 };
    const data = Object.entries(sizes).map(([of, value]) => part("Adult", of, value));
    expect(foldSmallest(data, Object.keys(sizes), 4, write)).toEqual({
      data: [
        part("Adult", "Female", 40),
        part("Adult", "Male", 50),
        part("Adult", "Unknown", 60),
        { ...part("Adult", "3 others", 6), faded: false },
      ],
      parts: ["Female", "Male", "Unknown", "3 others"],
    });
  });

  test('are drawn once where one of them is called "Other": bars as wide as their sums', () => {
    const sizes = { Other: 50, Female: 40, Male: 30, Nonbinary: 20, Unknown: 10 };
    const svg = drawn(
      stackedBars(
        Object.entries(sizes).map(([of, value]) => part("Adult", of, value)),
        Object.keys(sizes),
        write,
      ),
      680,
    );
    expect(textsOf(svg)).toEqual([
      "Adult",
      "$50",
      "$40",
      "$30",
      "$30",
      "Other",
      "Female",
      "Male",
      "2 others",
    ]);
    const [other = 0, female = 0, male = 0, rest = 0] = widths(svg);
    expect([female / other, male / other, rest / other].map((each) => each.toFixed(2))).toEqual([
      "0.80",
      "0.60",
      "0.60",
    ]);
  });
});

test("the name of what is folded is none that a value has", () => {
  expect(othersName(3, ["A", "B"])).toBe("3 others");
  expect(othersName(1, [])).toBe("1 other");
  expect(othersName(1200, [])).toBe("1,200 others");
  expect(othersName(3, ["3 others"])).toBe("3 others (combined)");
  expect(othersName(3, ["3 others", "3 others (combined)"])).toBe("3 others (combined 2)");
});
