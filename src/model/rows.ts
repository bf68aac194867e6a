import type { Columns, Value } from "../../format/columns.ts";
import type { Field } from "../../format/fields.ts";

/** A table of its own from row tuples, in the order of `fields`. */
export function tableOf(fields: readonly Field[], rows: readonly (readonly Value[])[]): Columns {
  return {
    fields,
    length: rows.length,
    values: Object.fromEntries(
      fields.map((field, i) => [field.name, rows.map((row) => row[i] ?? null)]),
    ),
  };
}

/** The rows where `keep` holds, and only the columns named, all of them unless given. */
export function selected(
  columns: Columns,
  keep: (row: Readonly<Record<string, Value>>) => boolean,
  names?: readonly string[],
): Columns {
  const fields = names
    ? names.flatMap((name) => columns.fields.find((field) => field.name === name) ?? [])
    : columns.fields;
  const at = (index: number) =>
    Object.fromEntries(
      columns.fields.map(({ name }) => [name, columns.values[name]?.[index] ?? null]),
    );
  const indexes = Array.from({ length: columns.length }, (_, index) => index).filter((index) =>
    keep(at(index)),
  );
  return tableOf(
    fields,
    indexes.map((index) => fields.map(({ name }) => columns.values[name]?.[index] ?? null)),
  );
}
