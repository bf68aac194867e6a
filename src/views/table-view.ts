import { rowsOf, type Columns } from "../../format/columns.ts";
import { cell, decimalsOf } from "../text/numbers.ts";

/** A cell as a table shows it. */
export interface CellView {
  readonly text: string;
  readonly numeric: boolean;
  /** It names its row. */
  readonly heading: boolean;
}

/** A table as it is shown: the texts of its head and its rows. */
export interface TableView {
  readonly head: readonly { readonly text: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly CellView[])[];
  /** How many rows follow that are not shown. */
  readonly more: number;
}

/** A page shows at most so many rows of a table; the CSV has them all. */
export const shownRows = 200;

/**
 * Columns written out, numbers of one column with as many decimals.
 * @param most how many rows are written
 */
export function tableView(columns: Columns, most = Infinity): TableView {
  const { fields } = columns;
  const decimals = fields.map((field) => decimalsOf(columns.values[field.name] ?? []));
  const heading = fields.findIndex((field) => field.type === "text");
  return {
    head: fields.map(({ label, type }) => ({ text: label, numeric: type !== "text" })),
    more: Math.max(0, columns.length - most),
    rows: rowsOf(columns)
      .slice(0, most)
      .map((row) =>
        fields.map((field, index) => ({
          text: cell(row[field.name] ?? null, field, decimals[index]),
          numeric: field.type !== "text",
          heading: index === heading,
        })),
      ),
  };
}
