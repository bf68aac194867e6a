import type { Columns, Value } from "../../format/columns.ts";
import type { Sums } from "./measures.ts";
import type { Dimension, Selection } from "./selection.ts";

/** A dimension of a cube: its values, and for each cell which of them it has. */
interface Coded {
  readonly values: readonly string[];
  readonly codes: Uint32Array;
}

/** Sums of every combination of some dimensions' values, ready to be rolled up many times. */
export interface Cube {
  readonly cells: number;
  readonly dimensions: ReadonlyMap<string, Coded>;
  readonly sums: Readonly<Record<keyof Sums, Float64Array>>;
}

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
  const coded = Object.entries(values).flatMap(([name, column]) =>
    isSum(name) ? [] : [[name, encode(column)] as const],
  );
  const sumOf = (name: keyof Sums): Float64Array => {
    const column = values[name];
    if (column) return Float64Array.from(column, Number);
    const status = values["subscription_status"];
    if (name !== "subscribers") throw new Error(`The cube holds no "${name}".`);
    if (!status) return new Float64Array(length).fill(NaN);
    return Float64Array.from(status, (value, cell) =>
      value === "Yes" ? Number(values["customers"]?.[cell]) : 0,
    );
  };
  const sums = Object.fromEntries(additive.map((name) => [name, sumOf(name)])) as Record<
    keyof Sums,
    Float64Array
  >;
  return { cells: length, dimensions: new Map(coded), sums };
}

function encode(column: readonly Value[]): Coded {
  const known = new Map<string, number>();
  const codes = Uint32Array.from(column, (value) => {
    const text = String(value);
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  });
  return { values: [...known.keys()], codes };
}

/** How a cube's cells fall into groups by some dimensions. */
interface Grouping {
  readonly dimensions: readonly Coded[];
  /** The group of each cell. */
  readonly groupOf: Uint32Array;
  /** Which groups have a cell. */
  readonly occurring: readonly number[];
  readonly size: number;
}

/**
 * Groupings by the cube and the dimensions: the same few are asked for at every change of the
 * selection.
 */
const groupings = new WeakMap<Cube, Map<string, Grouping>>();

function groupingOf(cube: Cube, by: readonly string[]): Grouping {
  const known = groupings.get(cube) ?? new Map<string, Grouping>();
  groupings.set(cube, known);
  const id = by.join();
  const found = known.get(id);
  if (found) return found;
  const dimensions = by.map((name) => dimensionOf(cube, name));
  const size = dimensions.reduce((product, { values }) => product * values.length, 1);
  const groupOf = Uint32Array.from({ length: cube.cells }, (_, cell) =>
    dimensions.reduce((group, { values, codes }) => group * values.length + (codes[cell] ?? 0), 0),
  );
  const occurring = by.length === 0 ? [0] : [...new Set(groupOf)].toSorted((x, y) => x - y);
  const grouping = { dimensions, groupOf, occurring, size };
  known.set(id, grouping);
  return grouping;
}

/**
 * Sums a cube's cells by some of its dimensions; by none, into one group of everybody. Every
 * combination that occurs in the cube is
 * a group, also where the selection leaves nobody of it.
 * @param selection the values admitted; a dimension that it does not name is not restricted
 * @throws Error for a dimension that the cube does not hold
 */
export function rollUp(cube: Cube, by: readonly string[], selection: Selection = {}): Group[] {
  const { dimensions, groupOf, occurring, size } = groupingOf(cube, by);
  const clauses = Object.entries(selection).map(([name, admitted]) => {
    const { values, codes } = dimensionOf(cube, name);
    return { codes, admits: Uint8Array.from(values, (value) => Number(admitted.includes(value))) };
  });
  const { customers, revenue, rating_sum, subscribers, discounted } = cube.sums;
  const totals = new Float64Array(size * additive.length);
  // Plain loops over numbers, and the sums by name: this runs two dozen times between a click and
  // what it changes.
  for (let cell = 0; cell < cube.cells; cell++) {
    let admitted = true;
    for (const { codes, admits } of clauses) if (!admits[codes[cell] ?? 0]) admitted = false;
    if (!admitted) continue;
    const group = (groupOf[cell] ?? 0) * additive.length;
    totals[group] = (totals[group] ?? 0) + (customers[cell] ?? 0);
    totals[group + 1] = (totals[group + 1] ?? 0) + (revenue[cell] ?? 0);
    totals[group + 2] = (totals[group + 2] ?? 0) + (rating_sum[cell] ?? 0);
    totals[group + 3] = (totals[group + 3] ?? 0) + (subscribers[cell] ?? 0);
    totals[group + 4] = (totals[group + 4] ?? 0) + (discounted[cell] ?? 0);
  }
  return occurring.map((group) => {
    const [some = 0, cents = 0, ratings = 0, subscribing = 0, reduced = 0] = totals.subarray(
      group * additive.length,
    );
    return {
      keys: keysOf(group, dimensions),
      sums: {
        customers: some,
        revenue: cents,
        rating_sum: ratings,
        subscribers: subscribing,
        discounted: reduced,
      },
    };
  });
}

function dimensionOf(cube: Cube, name: string): Coded {
  const found = cube.dimensions.get(name);
  if (!found) throw new Error(`The cube holds no "${name}".`);
  return found;
}

function keysOf(group: number, grouping: readonly Coded[]): string[] {
  let rest = group;
  return grouping
    .map(({ values }) => values)
    .toReversed()
    .map((values) => {
      const value = values[rest % values.length] ?? "";
      rest = Math.floor(rest / values.length);
      return value;
    })
    .toReversed();
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
 * Groups in the order readers expect of a value (seasons, age groups); values without a place come
 * last, by name.
 */
export function inOrder<T>(
  items: readonly T[],
  valueOf: (item: T) => string,
  order: readonly string[] = [],
): T[] {
  const place = (item: T) => {
    const index = order.indexOf(valueOf(item));
    return index < 0 ? order.length : index;
  };
  return items.toSorted((a, b) => place(a) - place(b) || compareText(valueOf(a), valueOf(b)));
}

/** Code unit order, the same in every locale. */
export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
