import type { Columns, Value } from "./columns.ts";

/** A dimension: its values in order of first occurrence, and which of them each row has. */
export interface Coded<T extends Value = Value> {
  readonly values: readonly T[];
  readonly codes: Uint32Array;
}

/** A table prepared to be rolled up many times. */
export interface Codes<T extends Value = Value> {
  readonly length: number;
  readonly dimensions: ReadonlyMap<string, Coded<T>>;
  /** How many amounts a row has. */
  readonly width: number;
  /** The amounts to be summed, row by row. */
  readonly amounts: Float64Array;
}

/** The groups that the rows of a table fall into, in order of first occurrence. */
export interface Grouping<T extends Value = Value> {
  /** The values of each group, in the order of the dimensions. */
  readonly keys: readonly (readonly T[])[];
  readonly groupOf: Uint32Array;
}

/** Restricts rows to the values of one dimension for which `admits` is 1. */
export interface Restriction {
  readonly codes: Uint32Array;
  readonly admits: Uint8Array;
}

/**
 * Codes dimensions and lays out amounts for `sumGroups`.
 * @param dimensions columns of `length` values, by name
 * @param amounts columns of `length` numbers, integers where sums must be exact
 */
export function codesOf<T extends Value>(
  length: number,
  dimensions: ReadonlyMap<string, readonly T[]>,
  amounts: readonly ArrayLike<number>[],
): Codes<T> {
  const width = amounts.length;
  const rows = new Float64Array(length * width);
  amounts.forEach((column, index) => {
    for (let row = 0; row < length; row++) rows[row * width + index] = column[row] ?? 0;
  });
  const coded = [...dimensions].map(([name, column]) => [name, encode(column)] as const);
  return { length, dimensions: new Map(coded), width, amounts: rows };
}

function encode<T extends Value>(column: readonly T[]): Coded<T> {
  const known = new Map<T, number>();
  const codes = Uint32Array.from(column, (value) => {
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    return code;
  });
  return { values: [...known.keys()], codes };
}

/** Groups `length` rows by some dimensions; by none, they are one group. */
export function groupRows<T extends Value>(
  length: number,
  dimensions: readonly Coded<T>[],
): Grouping<T> {
  let keys: (readonly T[])[] = [[]];
  let groupOf = new Uint32Array(length);
  // One dimension at a time: a product of all of their sizes could be larger than memory.
  for (const { values, codes } of dimensions) {
    const found = new Map<number, number>();
    const finer: (readonly T[])[] = [];
    groupOf = groupOf.map((group, row) => {
      const code = codes[row] ?? 0;
      const id = group * values.length + code;
      const known = found.get(id);
      if (known !== undefined) return known;
      found.set(id, finer.length);
      return finer.push([...(keys[group] ?? []), values[code] as T]) - 1;
    });
    keys = finer;
  }
  return { keys, groupOf };
}

/** The sums of every group: `width` numbers each, 0 for a group that the restrictions empty. */
export function sumGroups(
  { length, width, amounts }: Codes,
  { keys, groupOf }: Pick<Grouping, "keys" | "groupOf">,
  restrictions: readonly Restriction[] = [],
): Float64Array {
  const sums = new Float64Array(keys.length * width);
  // Plain loops over numbers: a browser runs this two dozen times between a click and its effect.
  for (let row = 0; row < length; row++) {
    let admitted = true;
    for (const { codes, admits } of restrictions) if (!admits[codes[row] ?? 0]) admitted = false;
    if (!admitted) continue;
    const [to, from] = [(groupOf[row] ?? 0) * width, row * width];
    for (let index = 0; index < width; index++)
      sums[to + index] = (sums[to + index] ?? 0) + (amounts[from + index] ?? 0);
  }
  return sums;
}

/** The dimensions of a cube: its text columns. */
export const dimensionsOf = ({ fields }: Columns) =>
  fields.filter(({ type }) => type === "text").map(({ name }) => name);

/**
 * A cube rolled up to some of its dimensions: one row a group, in order of first occurrence, and
 * every other column summed. A missing amount counts as 0.
 */
export function rolledUp(columns: Columns, by: readonly string[]): Columns {
  const { values, length } = columns;
  const measures = columns.fields.filter(({ type }) => type !== "text").map(({ name }) => name);
  const column = (name: string) => values[name] ?? Array.from({ length }, () => null);
  const codes = codesOf(
    length,
    new Map(by.map((name) => [name, column(name)])),
    measures.map((name) => Float64Array.from(column(name), Number)),
  );
  const grouping = groupRows(length, [...codes.dimensions.values()]);
  const sums = sumGroups(codes, grouping);
  const amounts = measures.map((name, index) => [
    name,
    grouping.keys.map((_, group) => sums[group * measures.length + index] ?? 0),
  ]);
  const keys = by.map((name, index) => [name, grouping.keys.map((key) => key[index] ?? null)]);
  const all = Object.fromEntries([...keys, ...amounts]) as Columns["values"];
  const fields = columns.fields.filter(({ name, type }) => type !== "text" || by.includes(name));
  return {
    fields,
    length: grouping.keys.length,
    values: Object.fromEntries(fields.map(({ name }) => [name, all[name] ?? []])),
  };
}
