import { calendarOrder } from "../text/calendar.ts";
import type { Columns } from "../../format/columns.ts";
import type { Model } from "../../format/manifest.ts";
import { codesOf, groupRows, sumGroups, type Codes, type Grouping } from "../../format/roll-up.ts";
import type { Sums } from "./metric.ts";
import type { Selection } from "./selection.ts";

/** Sums of every combination of some dimensions' values, ready to be rolled up many times. */
export interface Cube extends Codes<string> {
  /** The names of its amounts, in order. */
  readonly sums: readonly string[];
}

/**
 * One group of a roll-up: the dimensions' values in the order asked for, and the sums of its rows.
 */
export interface Group {
  readonly keys: readonly string[];
  readonly sums: Sums;
}

/**
 * A cube from its snapshot. The rows of a dimension's values are counted from that dimension; of a
 * cube that was made without it they are not known.
 * @throws Error where a sum is missing: it is refused, not guessed
 */
export function cubeOf(
  { length, values }: Pick<Columns, "length" | "values">,
  { sums }: Pick<Model, "sums">,
): Cube {
  const rows = values[sums[0]?.name ?? ""] ?? [];
  const amounts = sums.map(({ name, where }): ArrayLike<number> => {
    const column = values[name];
    if (column) return Float64Array.from(column, Number);
    if (!where) throw new Error(`The cube holds no "${name}".`);
    const dimension = values[where.dimension];
    if (!dimension) return new Float64Array(length).fill(NaN);
    return Float64Array.from(dimension, (value, cell) =>
      where.values.includes(String(value)) ? Number(rows[cell]) : 0,
    );
  });
  const names = sums.map(({ name }) => name);
  const dimensions = Object.entries(values).flatMap(([name, column]) =>
    names.includes(name) ? [] : [[name, column.map(String)] as const],
  );
  return { ...codesOf(length, new Map(dimensions), amounts), sums: names };
}

/**
 * Groupings by the cube and the dimensions: the same few are asked for at every change of the
 * selection.
 */
const groupings = new WeakMap<Cube, Map<string, Grouping<string>>>();

function groupingOf(cube: Cube, by: readonly string[]): Grouping<string> {
  const known = groupings.get(cube) ?? new Map<string, Grouping<string>>();
  groupings.set(cube, known);
  const id = by.join();
  const grouping =
    known.get(id) ??
    groupRows(
      cube.length,
      by.map((name) => dimensionIn(cube, name)),
    );
  known.set(id, grouping);
  return grouping;
}

/**
 * Sums a cube's cells by some of its dimensions; by none, into one group of everybody. Every
 * combination that occurs in the cube is a group, also where the selection leaves nobody of it.
 * @param selection the values admitted; a dimension that it does not name is not restricted
 * @throws Error for a dimension that the cube does not hold
 */
export function rollUp(cube: Cube, by: readonly string[], selection: Selection = {}): Group[] {
  const grouping = groupingOf(cube, by);
  const restrictions = Object.entries(selection).map(([name, admitted]) => {
    const { values, codes } = dimensionIn(cube, name);
    return { codes, admits: Uint8Array.from(values, (value) => Number(admitted.includes(value))) };
  });
  const { width } = cube;
  const sums = sumGroups(cube, grouping, restrictions);
  return grouping.keys.map((keys, group) => ({
    keys,
    sums: Object.fromEntries(
      cube.sums.map((name, index) => [name, sums[group * width + index] ?? 0]),
    ),
  }));
}

function dimensionIn(cube: Cube, name: string) {
  const found = cube.dimensions.get(name);
  if (!found) throw new Error(`The cube holds no "${name}".`);
  return found;
}

/** What groups add up to. */
export function sumOf(
  groups: readonly { readonly sums: Sums }[],
  { sums }: Pick<Model, "sums">,
): Sums {
  return Object.fromEntries(
    sums.map(({ name }) => [
      name,
      groups.reduce((total, group) => total + (group.sums[name] ?? NaN), 0),
    ]),
  );
}

/** What the rows of a selection add up to. */
export const totalOf = (cube: Cube, selection?: Selection): Sums =>
  rollUp(cube, [], selection)[0]?.sums ?? Object.fromEntries(cube.sums.map((name) => [name, 0]));

/** The values that a dimension has in a cube; none where the cube does not hold it. */
export const valuesOf = (cube: Cube, dimension: string): readonly string[] =>
  cube.dimensions.get(dimension)?.values ?? [];

/**
 * Groups in the order readers expect of a value (seasons, age groups; months and weekdays by the
 * calendar); values without a place come last, by name.
 */
export function inOrder<T>(
  items: readonly T[],
  valueOf: (item: T) => string,
  order: readonly string[] = [],
): T[] {
  const known = order.length > 0 ? order : (calendarOrder([...new Set(items.map(valueOf))]) ?? []);
  const places = new Map(known.map((value, index) => [value, index]));
  const place = (item: T) => places.get(valueOf(item)) ?? known.length;
  return items.toSorted((a, b) => place(a) - place(b) || compareText(valueOf(a), valueOf(b)));
}

/** Code unit order, the same in every locale. */
export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
