import Papa from "papaparse";
import { rowsOf, type Columns, type Value } from "../../format/arrow.ts";
import { inUnit, type Field } from "../../format/fields.ts";

function plain(value: Value, field: Field): string | number {
  if (value === null) return "";
  return typeof value === "string" ? value : inUnit(value, field.type);
}

/** Columns as CSV (RFC 4180): values in the reader's unit, and texts that a spreadsheet would take for a formula made harmless. */
export function csvOf(columns: Columns): string {
  const rows = rowsOf(columns).map((row) => columns.fields.map((field) => plain(row[field.name] ?? null, field)));
  const data = [columns.fields.map(({ name }) => name), ...rows];
  return `${Papa.unparse(data, { escapeFormulae: true })}\r\n`;
}
