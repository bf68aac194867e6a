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
}

/** Columns written out, numbers of one column with as many decimals. */
export function tableView(columns: Columns): TableView {
  const { fields } = columns;
  const decimals = fields.map((field) => decimalsOf(columns.values[field.name] ?? []));
  const heading = fields.findIndex((field) => field.type === "text");
  return {
    head: fields.map(({ label, type }) => ({ text: label, numeric: type !== "text" })),
    rows: rowsOf(columns).map((row) =>
      fields.map((field, index) => ({
        text: cell(row[field.name] ?? null, field, decimals[index]),
        numeric: field.type !== "text",
        heading: index === heading,
      })),
    ),
  };
}
