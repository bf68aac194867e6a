import type { Columns } from "../format/columns.ts";
import type { Field } from "../format/fields.ts";
import type { SnapshotEntry, Suppressed } from "../format/manifest.ts";

/** A table of results, from which a snapshot is written. */
export interface ResultTable {
  readonly name: string;
  readonly kind: SnapshotEntry["kind"];
  readonly published: boolean;
  readonly columns: Columns;
  readonly question?: SnapshotEntry["question"];
  readonly finding?: SnapshotEntry["finding"];
  readonly driver?: SnapshotEntry["driver"];
  readonly sql?: string;
  /** The statement whose rows were rolled up to it, and by which columns. */
  readonly statement?: string;
  readonly by?: readonly string[];
  /** Identifies the description that its statement was made from. */
  readonly asked?: string;
  /** Identifies the SQL file that it comes from, and its text. */
  readonly digest?: string;
  /** The number of customers of each row, where no column has it. */
  readonly customers?: readonly number[];
  /**
   * By column and row: the sizes of the groups of customers that a cell shows or reveals. Such a
   * cell is suppressed apart from its row.
   */
  readonly cellCounts?: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** What was suppressed in it. */
  readonly suppressed?: Suppressed;
}

/** The field of a column's values, or of their sum. */
export const fieldOf = (
  { name, type, label, unit, decimals }: Omit<Field, "of">,
  as = label,
  called = name,
): Field => ({
  ...field(called, type, as, unit),
  ...(decimals === undefined ? {} : { decimals }),
});

/** A field, from its parts in order. */
export function field(
  name: string,
  type: Field["type"],
  label: string,
  unit = "",
  of?: string,
): Field {
  return { name, type, label, unit, ...(of === undefined ? {} : { of }) };
}
