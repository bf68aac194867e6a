import type { Field } from "./fields.ts";

/** A decoded value: text, or an exact number (integers outside the safe range are refused). */
export type Value = string | number | null;

/** A table: columns by name, all of one length. Scaled integers stay scaled (money in cents). */
export interface Columns {
  readonly fields: readonly Field[];
  readonly length: number;
  readonly values: Readonly<Record<string, readonly Value[]>>;
}

/** A table from rows whose values are in the order of `fields`; missing values become null. */
export function columnsFrom(
  fields: readonly Field[],
  rows: readonly (readonly Value[])[],
): Columns {
  const values = Object.fromEntries(
    fields.map((field, index) => [field.name, rows.map((row) => row[index] ?? null)]),
  );
  return { fields, length: rows.length, values };
}

/** One row, by column name. */
export type Row = Readonly<Record<string, Value>>;

/** All rows, in order. */
export const rowsOf = ({ fields, length, values }: Columns): Row[] =>
  Array.from({ length }, (_, index) =>
    Object.fromEntries(fields.map(({ name }) => [name, values[name]?.[index] ?? null])),
  );

/**
 * The rows that `keep` admits, in order.
 * @param names the columns to keep, in their new order; all of them unless given
 */
export function filterRows(
  columns: Columns,
  keep: (row: Row, index: number) => boolean,
  names: readonly string[] = columns.fields.map(({ name }) => name),
): Columns {
  const fields = names.flatMap((name) => columns.fields.find((field) => field.name === name) ?? []);
  const indexes = rowsOf(columns).flatMap((row, index) => (keep(row, index) ? [index] : []));
  const column = (name: string) => indexes.map((index) => columns.values[name]?.[index] ?? null);
  return {
    fields,
    length: indexes.length,
    values: Object.fromEntries(fields.map(({ name }) => [name, column(name)])),
  };
}
