import type { Columns, Value } from "../format/columns.ts";
import type { Field } from "../format/fields.ts";
import type { SnapshotEntry } from "../format/manifest.ts";

/** A result on its way to becoming a snapshot. */
export interface Draft {
  readonly name: string;
  readonly kind: SnapshotEntry["kind"];
  readonly published: boolean;
  readonly columns: Columns;
  readonly question?: SnapshotEntry["question"];
  readonly finding?: SnapshotEntry["finding"];
  readonly sql?: string;
}

/** Columns from row tuples, in the order of `fields`. */
export function columnsOf(fields: readonly Field[], rows: readonly (readonly Value[])[]): Columns {
  const values = Object.fromEntries(fields.map((field, index) => [field.name, rows.map((row) => row[index] ?? null)]));
  return { fields, length: rows.length, values };
}

/** A field in one line. */
export function field(name: string, type: Field["type"], label: string, unit = "", of?: string): Field {
  return { name, type, label, unit, ...(of === undefined ? {} : { of }) };
}
