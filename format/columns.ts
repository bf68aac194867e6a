import type { Field } from "./fields.ts";

/**
 * A decoded value: text, or a number that is exact (integers outside the safe range are refused).
 */
export type Value = string | number | null;

/** Columns by name, all of one length. Scaled integers stay scaled (money in cents). */
export interface Columns {
  readonly fields: readonly Field[];
  readonly length: number;
  readonly values: Readonly<Record<string, readonly Value[]>>;
}

/** Columns from row tuples, in the order of `fields`; what a row lacks is null. */
export function columnsFrom(
  fields: readonly Field[],
  rows: readonly (readonly Value[])[],
): Columns {
  const values = Object.fromEntries(
    fields.map((field, index) => [field.name, rows.map((row) => row[index] ?? null)]),
  );
  return { fields, length: rows.length, values };
}

/** Columns as row objects, in order. */
export function rowsOf(columns: Columns): Record<string, Value>[] {
  return Array.from({ length: columns.length }, (_, row) =>
    Object.fromEntries(
      columns.fields.map(({ name }) => [name, columns.values[name]?.[row] ?? null]),
    ),
  );
}
