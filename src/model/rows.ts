import { columnsFrom, type Columns, type Value } from "../../format/columns.ts";

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
  return columnsFrom(
    fields,
    indexes.map((index) => fields.map(({ name }) => columns.values[name]?.[index] ?? null)),
  );
}
