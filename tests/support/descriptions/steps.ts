import { expect } from "vitest";
import { parse } from "yaml";
import type { Described } from "../descriptions.ts";
import { decimalsOf, type DescribedFigures } from "./sums.ts";
import type { Row, World } from "./world.ts";

/** A step as the description has it. */
interface Step {
  readonly fill?: string;
  readonly replace?: string;
  readonly bins?: string;
  readonly edges?: readonly number[];
  readonly labels?: readonly string[];
  readonly compute?: string;
  readonly into?: string;
}

/** The forms of expressions that descriptions have. */
const forms: readonly (readonly [RegExp, (a: number, b: number) => number])[] = [
  [/^-(\w+)$/, (a) => -a],
  [/^2 \* \((\w+) - (\w+)\)$/, (a, b) => 2 * (a - b)],
  [/^(\w+) \+ (\w+)$/, (a, b) => a + b],
  [/^(\w+) \* (\w+)$/, (a, b) => a * b],
];

/**
 * Asserts that bins and computed columns are what the columns of a cleaned row make them, where no
 * later step changed these.
 */
export function expectSteps({ yaml }: Described, world: World, figures: DescribedFigures): void {
  const { cleaning } = parse(yaml) as { readonly cleaning: readonly Step[] };
  const isThere = (name: string) => /^\d/.test(name) || figures.columns.has(name);
  for (const [index, step] of cleaning.entries()) {
    const { into = "", bins, compute } = step;
    const later = cleaning.slice(index + 1);
    const isChanged = (name: string) =>
      later.some(({ fill, replace }) => fill === name || replace === name);
    const [form, names] = formOf(compute ?? "");
    const used = bins === undefined ? names : [bins];
    if (used.length === 0 || ![into, ...used].every((name) => isThere(name) && !isChanged(name)))
      continue;
    for (const row of world.rows)
      if (bins === undefined) expectComputed(row, into, names, form, figures);
      else expectBin(row, into, bins, step, figures);
  }
}

function formOf(text: string): [(a: number, b: number) => number, string[]] {
  const found = forms.find(([pattern]) => pattern.test(text));
  return [found?.[1] ?? (() => NaN), found?.[0].exec(text)?.slice(1) ?? []];
}

function expectComputed(
  row: Row,
  into: string,
  names: readonly string[],
  compute: (a: number, b: number) => number,
  figures: DescribedFigures,
): void {
  const values = names.map((name) => {
    const value = /^\d/.test(name) ? Number(name) : row[name];
    return typeof value === "number" && !/^\d/.test(name)
      ? value / 10 ** decimalsOf(figures, name)
      : value;
  });
  const [a, b = 0] = values;
  const isKnown = values.every((value) => typeof value === "number");
  expect(row[into], into).toBe(
    isKnown
      ? Math.round(compute(Number(a), Number(b)) * 10 ** decimalsOf(figures, into)) + 0
      : null,
  );
}

function expectBin(
  row: Row,
  into: string,
  source: string,
  { edges = [], labels = [] }: Step,
  figures: DescribedFigures,
): void {
  const factor = 10 ** decimalsOf(figures, source);
  // A value on an edge belongs to the lower group.
  const below = edges.filter((edge) => edge < Number(row[source]) / factor);
  expect(row[into], `${into} of ${String(row[source])}`).toBe(labels[below.length]);
}
