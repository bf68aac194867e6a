import { rowsOf, type Columns, type Value } from "../../format/columns.ts";
import { inUnit, type Field } from "../../format/fields.ts";

/**
 * What a spreadsheet would calculate instead of showing; the wide forms count where East Asian text
 * is typed.
 */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** What has to stand in quotes (RFC 4180), and spaces at the ends, which some readers cut off. */
const special = /[",\r\n]|^[\s\ufeff]|\s$/;

function plain(value: Value, field: Field): string {
  if (value === null) return "";
  return typeof value === "string" ? written(value) : String(inUnit(value, field));
}

/** A text with an apostrophe before it where a spreadsheet would calculate it. */
export const harmless = (text: string) => (formula.test(text) ? `'${text}` : text);

function written(text: string): string {
  const safe = harmless(text);
  return safe !== text || special.test(text) ? `"${safe.replaceAll('"', '""')}"` : text;
}

/**
 * Columns as CSV that Excel opens right: UTF-8 with a byte-order mark, without which it takes the
 * file for its own encoding, and lines that end in CRLF (RFC 4180). Values are in the reader's
 * unit; texts that a spreadsheet would take for a formula are made harmless.
 */
export function csvOf(columns: Columns): string {
  const lines = rowsOf(columns).map((row) =>
    columns.fields.map((field) => plain(row[field.name] ?? null, field)).join(","),
  );
  return `\ufeff${[columns.fields.map(({ name }) => name).join(","), ...lines].join("\r\n")}\r\n`;
}
