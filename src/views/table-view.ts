import { rowsOf, type Columns } from "../../format/columns.ts";
import { cell, decimalsOf } from "../text/numbers.ts";

/** A page shows at most so many rows of a table; the CSV has them all. */
export const shownRows = 200;

/**
 * The texts of a table's head and rows, numbers of one column with as many decimals. The first text
 * of a row is its heading.
 * @param most how many rows are written; `more` is how many follow
 */
export function tableView(columns: Columns, most = Infinity) {
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
