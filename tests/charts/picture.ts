import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { expect } from "vitest";
import { buildDocument } from "../../src/charts/document.ts";
import type { Chart } from "../../src/charts/frame.ts";
import { serialise } from "../../src/charts/serialise.ts";

const { window } = new JSDOM("");

/** A chart as a page has it. */
export const drawn = (chart: Chart, width: number, id = "picture"): string =>
  serialise(chart, { document: buildDocument, width }, id);

/** SVG text as elements. @throws Error where it is not well-formed */
export function elementsOf(svg: string): Element {
  const document = new window.DOMParser().parseFromString(svg, "image/svg+xml");
  const error = document.querySelector("parsererror");
  if (error) throw new Error(error.textContent);
  return document.documentElement;
}

/**
 * The texts of a picture, in the order in which they are drawn; lines of one text are joined by a
 * space.
 */
export const textsOf = (svg: string): string[] =>
  [...elementsOf(svg).querySelectorAll("text")].map((text) =>
    text.childElementCount > 0
      ? [...text.children].map((line) => line.textContent).join(" ")
      : text.textContent,
  );

function pretty(element: Element, indent = ""): string {
  const attributes = [...element.attributes]
    .map(
      ({ name, value }) =>
        ` ${name}="${value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")}"`,
    )
    .join("");
  const open = `${indent}<${element.localName}${attributes}`;
  if (element.childNodes.length === 0) return `${open}/>\n`;
  if (element.childElementCount === 0)
    return `${open}>${element.innerHTML}</${element.localName}>\n`;
  return `${open}>\n${[...element.children].map((child) => pretty(child, `${indent}  `)).join("")}${indent}</${element.localName}>\n`;
}

/**
 * What may not be in a picture, whatever it shows: Plot's warning sign, styles, names of single
 * marks, figures that are none.
 */
export function expectSound(svg: string): void {
  const root = elementsOf(svg);
  const elements = [root, ...root.querySelectorAll("*")];
  expect(svg, "Plot has no warning").not.toContain("⚠");
  expect(
    elements.filter((element) => element.localName === "style" || element.hasAttribute("style")),
  ).toEqual([]);
  expect(
    elements.filter((element) =>
      [...element.attributes].some(({ name }) => /^aria-(?!hidden$)/.test(name)),
    ),
  ).toEqual([]);
  expect(root.getAttribute("aria-hidden")).toBe("true");
  expect(
    elements
      .flatMap((element) => [...element.attributes])
      .filter(({ value }) => /NaN|undefined|Infinity/.test(value)),
  ).toEqual([]);
  expect(
    elements.filter((element) =>
      ["width", "height", "r"].some((name) => Number(element.getAttribute(name) ?? 0) < 0),
    ),
  ).toEqual([]);
}

/**
 * Compares a chart with the drawing that is kept of it, line by line. Where they differ, the new
 * drawing is left in
 * test-results/charts/; `npm run test:unit -- -u` makes it the one that is kept.
 */
export async function expectDrawing(chart: Chart, name: string, width: number): Promise<void> {
  const svg = drawn(chart, width, name);
  expectSound(svg);
  const text = pretty(elementsOf(svg));
  const file = `${name}-${width}.svg`;
  try {
    await expect(text).toMatchFileSnapshot(`drawings/${file}`);
  } catch (difference) {
    const folder = "test-results/charts";
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), text);
    throw difference;
  }
}
