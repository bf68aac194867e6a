import type { Columns } from "../format/columns.ts";
import type { Field } from "../format/fields.ts";
import type { SnapshotEntry, Suppressed } from "../format/manifest.ts";

/** A result on its way to becoming a snapshot. */
export interface ResultTable {
  readonly name: string;
  readonly kind: SnapshotEntry["kind"];
  readonly published: boolean;
  readonly columns: Columns;
  readonly question?: SnapshotEntry["question"];
  readonly finding?: SnapshotEntry["finding"];
  readonly driver?: SnapshotEntry["driver"];
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
  readonly cellCounts?: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** What was left out of it, because it rests on too few customers. */
  readonly suppressed?: Suppressed;
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
