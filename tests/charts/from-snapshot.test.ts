import { describe, expect, test } from "vitest";
import type { Columns, Value } from "../../format/columns.ts";
import type { Field } from "../../format/fields.ts";
import { chartOf } from "../../src/charts/from-snapshot.ts";
import { drawnRows } from "../../src/charts/limits.ts";
import { serialise } from "../../src/charts/serialise.ts";
import { buildDocument } from "../../src/charts/document.ts";
import { drawn, elementsOf, expectSound, textsOf } from "./picture.ts";

const fields: readonly Field[] = [
  { name: "group", type: "text", label: "Group", unit: "" },
  { name: "product", type: "text", label: "Product", unit: "" },
  { name: "revenue", type: "money", label: "Revenue", unit: "USD" },
];
const columns = (
  rows: readonly (readonly [string | null, string | null, number | null])[],
): Columns => ({
  fields,
  length: rows.length,
  values: Object.fromEntries(
    fields.map(({ name }, index) => [name, rows.map((row): Value => row[index] ?? null)]),
  ),
});
const spec = { type: "bars", label: "product", value: "revenue" } as const;
const picture = (...args: Parameters<typeof chartOf>) => {
  const chart = chartOf(...args);
  if (!chart) throw new Error("There is no chart.");
  const svg = drawn(chart, 680);
  expectSound(svg);
  return svg;
};
const highlighted = (svg: string) =>
  [...elementsOf(svg).querySelectorAll('[fill="var(--accent)"]')].length;

describe("the chart that a question's front matter asks for", () => {
  const rows = columns([
    ["a", "Hat", 123_456_00],
    ["a", "Belt", 29],
    ["b", "Sock", 0],
  ]);

  test("is none where it asks for none, where there are no rows, and where there is no such column", () => {
    expect(chartOf({ type: "none" }, rows)).toBeUndefined();
    expect(chartOf(spec, columns([]))).toBeUndefined();
    expect(chartOf({ ...spec, value: "profit" }, rows)).toBeUndefined();
  });

  test("names rows and values in the reader's unit and words", () => {
    expect(textsOf(picture(spec, rows, { names: { Hat: "Hats" } }))).toEqual([
      "Hats",
      "Belt",
      "Sock",
      "$123k",
      "$0.29",
      "$0",
    ]);
  });

  test("takes a name that every object has for what it is", () => {
    expect(
      textsOf(
        picture(
          spec,
          columns([
            ["a", "constructor", 100],
            ["a", "__proto__", 100],
            ["a", "toString", 100],
          ]),
          { names: { Hat: "Hats" } },
        ),
      ),
    ).toEqual(["constructor", "__proto__", "toString", "$1", "$1", "$1"]);
  });

  test("stresses the largest value, and every one that ties with it", () => {
    expect(highlighted(picture(spec, rows))).toBe(1);
    expect(
      highlighted(
        picture(
          spec,
          columns([
            ["a", "Hat", 5],
            ["a", "Belt", 5],
            ["a", "Sock", 4],
          ]),
        ),
      ),
    ).toBe(2);
  });

  test("of a ranking stresses its first row, whichever way the query ranks", () => {
    const fewest = picture(
      spec,
      columns([
        ["a", "Hat", 100],
        ["a", "Belt", 200],
        ["a", "Sock", 300],
      ]),
      { ranked: true },
    );
    expect(highlighted(fewest)).toBe(1);
    const [accent, plain] = ["var(--accent)", "var(--bar)"].map((fill) =>
      elementsOf(fewest).querySelector(`[fill="${fill}"]`),
    );
    expect(
      Boolean(accent && plain && accent.compareDocumentPosition(plain) & 4),
      "the first bar is the one that stands out",
    ).toBe(true);
  });

  test("draws two rows of one name as two bars", () => {
    expect(
      textsOf(
        picture(
          spec,
          columns([
            ["a", "Hat", 500],
            ["b", "Hat", 400],
          ]),
        ),
      ),
    ).toEqual(["Hat", "Hat", "$5", "$4"]);
  });

  test("draws at most so many rows, and of missing names and values something", () => {
    const many = columns(
      Array.from({ length: drawnRows + 12 }, (_, index) => ["a", `Product ${index}`, 100]),
    );
    expect(textsOf(picture(spec, many))).toHaveLength(2 * drawnRows);
    expect(
      textsOf(
        picture(
          spec,
          columns([
            ["a", null, null],
            ["a", "Hat", 100],
          ]),
        ),
      ),
    ).toEqual(["–", "Hat", "$0", "$1"]);
  });

  test("puts bars under their group, and averages as dots", () => {
    expect(textsOf(picture({ ...spec, group: "group" }, rows)).slice(0, 2)).toEqual(["a", "b"]);
    expect(
      elementsOf(
        picture({ type: "dots", label: "product", value: "revenue" }, rows),
      ).querySelectorAll("circle"),
    ).toHaveLength(3);
  });
});

test("what is no single SVG is refused", () => {
  expect(() =>
    serialise(
      ({ document }) => document.createElement("figure"),
      { document: buildDocument, width: 340 },
      "figure",
    ),
  ).toThrow("figure: a chart is one SVG");
});
