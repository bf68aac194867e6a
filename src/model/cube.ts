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

/** One group of a roll-up: the dimensions' values in the order asked for, and the sums of its customers. */
export interface Group {
  readonly keys: readonly string[];
  readonly sums: Sums;
}

const additive = ["customers", "revenue", "rating_sum", "subscribers", "discounted"] as const satisfies readonly (keyof Sums)[];

/**
 * A cube from its snapshot. Who subscribes follows from the subscription status.
 * @throws Error where a sum is missing: it is refused, not guessed
 */
export function cubeOf({ length, values }: Pick<Columns, "length" | "values">): Cube {
  const isSum = (name: string) => (additive as readonly string[]).includes(name);
  const coded = Object.entries(values).flatMap(([name, column]) => (isSum(name) ? [] : [[name, encode(column)] as const]));
  const sumOf = (name: keyof Sums): Float64Array => {
    const column = values[name];
    if (column) return Float64Array.from(column, Number);
    const status = values["subscription_status"];
    if (name !== "subscribers" || !status) throw new Error(`The cube holds no "${name}".`);
    return Float64Array.from(status, (value, cell) => (value === "Yes" ? Number(values["customers"]?.[cell]) : 0));
  };
  const sums = Object.fromEntries(additive.map((name) => [name, sumOf(name)])) as Record<keyof Sums, Float64Array>;
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

/**
 * Sums a cube's cells by some of its dimensions; by none, into one group of everybody. Every combination that occurs in the cube is
 * a group, also where the selection leaves nobody of it.
 * @param selection the values admitted; a dimension that it does not name is not restricted
 * @throws Error for a dimension that the cube does not hold
 */
export function rollUp(cube: Cube, by: readonly string[], selection: Selection = {}): Group[] {
  const grouping = by.map((name) => dimensionOf(cube, name));
  const clauses = Object.entries(selection).map(([name, admitted]) => {
    const { values, codes } = dimensionOf(cube, name);
    return { codes, admits: Uint8Array.from(values, (value) => Number(admitted.includes(value))) };
  });
  const size = grouping.reduce((product, { values }) => product * values.length, 1);
  const occurs = new Uint8Array(size);
  const totals = additive.map((name) => [new Float64Array(size), cube.sums[name]] as const);
  for (let cell = 0; cell < cube.cells; cell++) {
    let group = 0;
    for (const { values, codes } of grouping) group = group * values.length + (codes[cell] ?? 0);
    occurs[group] = 1;
    let admitted = true;
    for (const { codes, admits } of clauses) if (!admits[codes[cell] ?? 0]) admitted = false;
    if (!admitted) continue;
    for (const [total, column] of totals) total[group] = (total[group] ?? 0) + (column[cell] ?? 0);
  }
  const groups: Group[] = [];
  for (let group = 0; group < size; group++) if (occurs[group] || by.length === 0) groups.push({ keys: keysOf(group, grouping), sums: sumsAt(totals.map(([total]) => total), group) });
  return groups;
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

const sumsAt = (totals: readonly Float64Array[], group: number) => Object.fromEntries(additive.map((name, index) => [name, totals[index]?.[group] ?? 0])) as unknown as Sums;

/** What groups add up to. */
export function sumOf(groups: readonly { readonly sums: Sums }[]): Sums {
  return Object.fromEntries(additive.map((name) => [name, groups.reduce((total, { sums }) => total + sums[name], 0)])) as unknown as Sums;
}

/** The values that a dimension has in a cube; none where the cube does not hold it. */
export const valuesOf = (cube: Cube, dimension: Dimension): readonly string[] => cube.dimensions.get(dimension)?.values ?? [];

/** Groups in the order readers expect of a value (seasons, age groups); values without a place come last, by name. */
export function inOrder<T>(items: readonly T[], valueOf: (item: T) => string, order: readonly string[] = []): T[] {
  const place = (item: T) => {
    const index = order.indexOf(valueOf(item));
    return index < 0 ? order.length : index;
  };
  return items.toSorted((a, b) => place(a) - place(b) || compareText(valueOf(a), valueOf(b)));
}

/** Code unit order, the same in every locale. */
export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
