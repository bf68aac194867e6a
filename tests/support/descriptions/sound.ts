import { JSDOM } from "jsdom";
import { expect } from "vitest";
import type { Chart } from "../../../src/charts/frame.ts";
import { drawn } from "../../../src/charts/serialise.ts";
import type { DashboardFigure } from "../../../src/model/figure.ts";
import type { Model } from "../../../format/manifest.ts";
import { detailsOfMark, extentOfMark } from "../../../src/sentences/selection.ts";
import { tableView } from "../../../src/views/table-view.ts";

const { document } = new JSDOM("").window;

/** What no reader may ever see; no name or value of the descriptions has it. */
const unsound = /NaN|undefined|Infinity|∞|\bnull\b|\[object|[-−]\D?0(?:\.0+)?(?![\d.,])/;

/** Asserts that texts hold no figure that is none. */
export function expectSound(...texts: readonly string[]): void {
  for (const text of texts) {
    expect(text).not.toMatch(unsound);
    expect(text.trim()).not.toBe("");
  }
}

/** Asserts that everything that is written of a figure can be read. */
export function expectSoundFigure(figure: DashboardFigure, model: Model): void {
  expectSound(figure.title, figure.subtitle);
  const { head, rows } = tableView(figure.table);
  expectSound(...head.map(({ text }) => text), ...rows.flat().map(({ text }) => text));
  for (const mark of figure.everyMark) {
    const details = detailsOfMark(mark, figure.reading, model);
    expectSound(mark.name, extentOfMark(mark, model), ...details.flat());
  }
}

const placeOf = (mark: Element) =>
  ["x", "y", "width", "height", "d", "transform"].map((name) => mark.getAttribute(name)).join();

function expectSoundDrawing(svg: Element): void {
  expect(svg.outerHTML).not.toMatch(/NaN|undefined|Infinity| (?:width|height|r)="-/);
  for (const text of svg.querySelectorAll("text")) expectSound(text.textContent);
}

/** Asserts that a chart whose marks cannot be chosen can be drawn at two widths. */
export function expectDrawnChart(chart: Chart, id: string): void {
  for (const width of [310, 680]) expectSoundDrawing(drawn(chart, { document, width }, id));
}

/** Asserts that a figure can be drawn at a width, no mark where another one is. */
export function expectDrawn({ chart, id, marks }: DashboardFigure, width: number): void {
  const svg = drawn(chart, { document, width, hits: true }, id);
  expectSoundDrawing(svg);
  const places = [...svg.querySelectorAll(".hits > *")].map(placeOf);
  expect(places.length).toBeLessThanOrEqual(marks.length);
  expect(new Set(places).size).toBe(places.length);
}

/** Asserts that the parts of a whole add up to all of it as they are written. */
export function expectShares({ chart, id, marks, reading }: DashboardFigure): void {
  const svg = drawn(chart, { document, width: 680 }, id);
  const written = [...svg.querySelectorAll("text")].flatMap(
    ({ textContent }) => /([<>]?)(\d+)%$/.exec(textContent)?.slice(1) ?? [],
  );
  const values = marks.map(({ sums }) => reading.of(sums) ?? 0);
  expect(written).toHaveLength(2 * values.length);
  // What is next to nothing, or to everything, is written with a sign.
  const numbers = written.filter((_, index) => index % 2 === 1).map(Number);
  if (written.every((text) => text !== "<" && text !== ">"))
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(
      values.some((value) => value > 0) ? 100 : 0,
    );
}
