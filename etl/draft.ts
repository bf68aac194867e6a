import type { Columns, Value } from "../format/columns.ts";
import type { Field } from "../format/fields.ts";
import type { SnapshotEntry, Withheld } from "../format/manifest.ts";

/** A result on its way to becoming a snapshot. */
export interface Draft {
  readonly name: string;
  readonly kind: SnapshotEntry["kind"];
  readonly published: boolean;
  readonly columns: Columns;
  readonly question?: SnapshotEntry["question"];
  readonly finding?: SnapshotEntry["finding"];
  readonly influence?: SnapshotEntry["influence"];
  readonly sql?: string;
  readonly addedUpFrom?: string;
  /** Of the file that asks for it: by which that is known to be as it was. */
  readonly digest?: string;
  /** The customers of each row, where no column tells them. */
  readonly customers?: readonly number[];
  /**
   * By column, for each row: sizes of groups of customers that a cell rests on or gives away. Such
   * a cell is judged apart from its row.
   */
  readonly rests?: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** What was left out of it, because it rests on too few customers. */
  readonly withheld?: Withheld;
}

/** Columns from row tuples, in the order of `fields`. */
export function columnsOf(fields: readonly Field[], rows: readonly (readonly Value[])[]): Columns {
  const values = Object.fromEntries(
    fields.map((field, index) => [field.name, rows.map((row) => row[index] ?? null)]),
  );
  return { fields, length: rows.length, values };
}

/** A field in one line. */
export function field(
  name: string,
  type: Field["type"],
  label: string,
  unit = "",
  of?: string,
): Field {
  return { name, type, label, unit, ...(of === undefined ? {} : { of }) };
}
