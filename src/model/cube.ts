import { calendarOrder } from "../text/calendar.ts";
import type { Columns } from "../../format/columns.ts";
import { codesOf, groupRows, sumGroups, type Codes, type Grouping } from "../../format/roll-up.ts";
import type { Sums } from "./measures.ts";
import type { Dimension, Selection } from "./selection.ts";

/** Sums of every combination of some dimensions' values, ready to be rolled up many times. */
export type Cube = Codes<string>;

/**
 * One group of a roll-up: the dimensions' values in the order asked for, and the sums of its
 * customers.
 */
export interface Group {
  readonly keys: readonly string[];
  readonly sums: Sums;
}

const additive = [
  "customers",
  "revenue",
  "rating_sum",
  "subscribers",
  "discounted",
] as const satisfies readonly (keyof Sums)[];

/**
 * A cube from its snapshot. Who subscribes follows from the subscription status; of a cube that was
 * made without it, that is not known.
 * @throws Error where a sum is missing: it is refused, not guessed
 */
export function cubeOf({ length, values }: Pick<Columns, "length" | "values">): Cube {
  const isSum = (name: string) => (additive as readonly string[]).includes(name);
  const amountOf = (name: keyof Sums): ArrayLike<number> => {
    const column = values[name];
    if (column) return Float64Array.from(column, Number);
    const status = values["subscription_status"];
    if (name !== "subscribers") throw new Error(`The cube holds no "${name}".`);
    if (!status) return new Float64Array(length).fill(NaN);
    return Float64Array.from(status, (value, cell) =>
      value === "Yes" ? Number(values["customers"]?.[cell]) : 0,
    );
  };
  const dimensions = Object.entries(values).flatMap(([name, column]) =>
    isSum(name) ? [] : [[name, column.map(String)] as const],
  );
  return codesOf(length, new Map(dimensions), additive.map(amountOf));
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
      by.map((name) => dimensionOf(cube, name)),
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
    const { values, codes } = dimensionOf(cube, name);
    return { codes, admits: Uint8Array.from(values, (value) => Number(admitted.includes(value))) };
  });
  const sums = sumGroups(cube, grouping, restrictions);
  return grouping.keys.map((keys, group) => {
    const [customers = 0, revenue = 0, rating_sum = 0, subscribers = 0, discounted = 0] =
      sums.subarray(group * additive.length);
    return { keys, sums: { customers, revenue, rating_sum, subscribers, discounted } };
  });
}

function dimensionOf(cube: Cube, name: string) {
  const found = cube.dimensions.get(name);
  if (!found) throw new Error(`The cube holds no "${name}".`);
  return found;
}

/** What groups add up to. */
export function sumOf(groups: readonly { readonly sums: Sums }[]): Sums {
  return Object.fromEntries(
    additive.map((name) => [name, groups.reduce((total, { sums }) => total + sums[name], 0)]),
  ) as unknown as Sums;
}

/** What the customers of a selection add up to. */
export const totalOf = (cube: Cube, selection?: Selection): Sums =>
  sumOf(rollUp(cube, [], selection));

/** The values that a dimension has in a cube; none where the cube does not hold it. */
export const valuesOf = (cube: Cube, dimension: Dimension): readonly string[] =>
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
