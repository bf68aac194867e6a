import { expect } from "vitest";
import type { Model } from "../../../format/manifest.ts";
import type { Dimension, Metric } from "../../../format/report.ts";
import { kindOfMetric, metricOf } from "../../../src/model/metric.ts";
import type { Selection } from "../../../src/model/selection.ts";
import { isolated } from "../../../src/text/direction.ts";
import { full, percent, short, type NumberKind } from "../../../src/text/numbers.ts";
import type { Choose } from "./choose.ts";
import { figureOf, groupsBy, partsOf, type DescribedFigures } from "./sums.ts";
import type { Row, World } from "./world.ts";

/** Rows under a selection, and how figures of them are worked out and written. */
export interface Scene {
  readonly model: Model;
  readonly figures: DescribedFigures;
  readonly rows: readonly Row[];
  readonly selection: Selection;
}

/** A group of rows that are selected; it may have none. */
export interface Members {
  readonly keys: readonly string[];
  readonly rows: readonly Row[];
}

/** The rows that a selection admits. */
export const selectedOf = ({ rows, selection }: Scene): readonly Row[] =>
  rows.filter((row) =>
    Object.entries(selection).every(([name, values]) => values.includes(String(row[name]))),
  );

/** Every group of all rows by some dimensions, of which others are restricted by the selection. */
export function membersBy(scene: Scene, by: readonly string[]): Members[] {
  const others = Object.entries(scene.selection).filter(([name]) => !by.includes(name));
  const admitted = new Set(selectedOf({ ...scene, selection: Object.fromEntries(others) }));
  return groupsBy(scene.rows, by).map(({ keys, rows }) => ({
    keys,
    rows: rows.filter((row) => admitted.has(row)),
  }));
}

/** What a metric is of some rows, exact where it adds up. */
export const valueIn = (
  { figures }: Scene,
  { name }: Pick<Metric, "name">,
  rows: readonly Row[],
): number | null => figureOf(figures, name, rows);
/** What a metric is of several groups together. */
export const wholeOf = (scene: Scene, metric: Metric, members: readonly Members[]): number =>
  valueIn(
    scene,
    metric,
    members.flatMap(({ rows }) => rows),
  ) ?? NaN;
export const unitsIn = (
  { figures }: Scene,
  { name }: Pick<Metric, "name">,
  rows: readonly Row[],
): number => partsOf(figures, name, rows).sum;

/** Numbers as a sentence has them. */
export function writing(metric: Metric) {
  const kind: NumberKind = kindOfMetric(metric);
  return {
    full: (value: number) => full(value, kind),
    short: (value: number) => short(value, kind),
    /** A figure whose title says how far it reaches. */
    inRange: (value: number) => (kind === "share" ? percent(value) : full(value, kind)),
  };
}

/** "<1%" as a sentence has it. */
export const worded = (share: string) => share.replace("<", "under ").replace(">", "over ");

export const dimensionIn = ({ model }: Scene, name: string): Dimension => {
  const found = model.dimensions.find((dimension) => dimension.name === name);
  if (!found) throw new Error(`There is no dimension ${name}.`);
  return found;
};
export const metricIn = ({ model }: Scene, name: string): Metric => metricOf(model, name);

/** What readers call a value, as a sentence has it. */
export const calledIn = (scene: Scene, dimension: string, value: string): string => {
  const { names } = dimensionIn(scene, dimension);
  return isolated(Object.hasOwn(names, value) ? (names[value] ?? "") : value);
};

/** Up to three names in any order, or how many there are: what a sentence may say of all that lead. */
export function subjects(names: readonly string[], many: string): string[] {
  const distinct = [...new Set(names)];
  if (distinct.length > 3) return [`${distinct.length} ${many}`];
  const [a = "", b = "", c = ""] = distinct;
  if (distinct.length === 1) return [a];
  if (distinct.length === 2) return [`${a} and ${b}`, `${b} and ${a}`];
  return [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ].map(([first = "", second = "", third = ""]) => `${first}, ${second}, and ${third}`);
}

/** Asserts that a text begins with one of some words. @returns what follows */
export function after(starts: readonly string[], text: string): string {
  const start = starts.find((each) => text.startsWith(each));
  expect(start, `"${text}" begins with ${starts.join(" or ")}`).toBeDefined();
  return text.slice(start?.length);
}

/** The members with the most of something; more than one where they tie. */
export function most<T>(members: readonly T[], of: (member: T) => number): T[] {
  const values = members.map(of);
  const top = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return members.filter((_, index) => values[index] === top);
}

/** Some of the values of some of the cube's dimensions. */
export function selectionOf(choose: Choose, { cube, rows }: World): Selection {
  const by = cube.fields.flatMap(({ name, type }) => (type === "text" ? [name] : []));
  return Object.fromEntries(
    choose.some(by, 1, 3).map((name) => {
      const values = [...new Set(rows.map((row) => String(row[name])))];
      return [name, choose.some(values, 1, 3)];
    }),
  );
}
