import Papa from "papaparse";
import type { Column } from "../contract/columns.ts";
import { quoted } from "../contract/characters.ts";
import { mapHeader, namedColumns, type HeaderMap } from "../contract/header.ts";
import { ReportError } from "../errors.ts";
import { listed } from "../words.ts";
import { isBlank, recordAt } from "./spans.ts";

/** A record of a file's head. */
interface HeadRecord {
  readonly line: number;
  readonly fields: readonly string[];
  /** How many fields it has, or would have if its quotes were not broken. */
  readonly width: number;
  readonly newline: string;
  /** Whether a field holds a line end. */
  readonly folded: boolean;
}

/** The header of a file, and how its lines are written. */
export interface Head {
  readonly delimiter: string;
  readonly newline: string;
  readonly header: HeaderMap;
  /**
   * Whether the header is the file's first line and nothing else: DuckDB takes the first line end
   * that it sees, quoted or not, for the one that ends rows.
   */
  readonly plain: boolean;
}

const delimiters = [",", ";", "\t", "|"];
/** How many records of the head may come before the header and still be recognized. */
const examined = 20;
const addHeader = (columns: readonly Column[]) =>
  `Add a first line that names the columns: ${columns.map(({ header }) => header).join(", ")}.`;

/**
 * Finds the header in a file's decoded head: the first record that is not blank, split by the
 * delimiter that gives it most fields.
 * @param cut whether the file goes on after the head
 * @throws ReportError where that is not the header of the report's columns
 */
export function readHeader(
  columns: readonly Column[],
  text: string,
  cut: boolean,
  name: string,
): Head {
  const bytes = Buffer.from(text);
  const candidates = delimiters.map((delimiter) => ({
    delimiter,
    records: recordsOf(bytes, delimiter, cut),
  }));
  const best = candidates.reduce((a, b) =>
    (b.records[0]?.width ?? 0) > (a.records[0]?.width ?? 0) ? b : a,
  );
  const [first] = best.records;
  if (first === undefined)
    throw new ReportError(
      "input",
      cut
        ? `${name} begins with more than ${Math.floor(bytes.length / 1000)} kB of blank lines.`
        : `${name} holds nothing but blank lines.`,
      { hint: addHeader(columns) },
    );
  if (first.fields.length === 0)
    throw new ReportError(
      "input",
      `${name}, line ${first.line}: in the header a quote is opened and not closed, or ` +
        "closed and followed by more text.",
      { hint: "The first line must name the columns; fix its quotes." },
    );
  if (namedColumns(columns, first.fields) < Math.min(3, columns.length)) {
    refuseNote(first, name);
    refuseTitle(
      columns,
      first,
      candidates.flatMap(({ records }) => records),
      name,
    );
    refuseData(columns, first, name);
  }
  return {
    delimiter: best.delimiter,
    newline: first.newline,
    header: mapHeader(columns, first.fields, name, first.line),
    plain: first.line === 1 && !first.folded,
  };
}

/** The first records that are not blank; one whose quotes are broken has no fields and is the last. */
function recordsOf(bytes: Buffer, delimiter: string, cut: boolean): HeadRecord[] {
  const code = delimiter.charCodeAt(0);
  const records: HeadRecord[] = [];
  let [at, line] = [0, 1];
  while (at < bytes.length && records.length < examined) {
    const span = recordAt(bytes, at, code, !cut);
    if (span === undefined && records.length > 0) break;
    if (typeof span !== "object") {
      const [text = ""] = bytes
        .subarray(at, at + 65_536)
        .toString()
        .split(/[\r\n]/);
      const width = text.split(delimiter).length;
      records.push({ line, fields: [], width, newline: "LF", folded: false });
      break;
    }
    const record = bytes.subarray(at, span.end);
    const blank = delimiters.some((other) => isBlank(record, other.charCodeAt(0)));
    const fields = blank ? [] : fieldsOf(record.toString(), delimiter);
    if (fields.length > 0)
      records.push({
        line,
        fields,
        width: fields.length,
        newline: newlineOf(bytes.subarray(span.end, span.next).toString()),
        folded: span.lines > 1 || /[\r\n]/.test(record.toString()),
      });
    line += span.lines;
    at = span.next;
  }
  return records;
}

const newlineOf = (end: string) => (end === "\r\n" ? "CRLF" : end === "\r" ? "CR" : "LF");

/** The fields of one record, whose line ends are all quoted. */
export const fieldsOf = (record: string, delimiter: string): readonly string[] =>
  Papa.parse<string[]>(record, { delimiter, newline: "\n" }).data[0] ?? [];

/** @throws ReportError for a note to a spreadsheet or a comment */
function refuseNote({ line, fields }: HeadRecord, name: string): void {
  const text = fields[0] ?? "";
  const what = /^sep=/i.test(text)
    ? "is a note to a spreadsheet"
    : text.startsWith("#")
      ? "is a comment"
      : undefined;
  if (what)
    throw new ReportError("input", `${name}, line ${line} ${what}, not the header.`, {
      hint: "Delete the lines before the one that names the columns.",
    });
}

/** @throws ReportError where a later record is the header */
function refuseTitle(
  columns: readonly Column[],
  first: HeadRecord,
  records: readonly HeadRecord[],
  name: string,
): void {
  const header = records.find(
    ({ line, fields }) => line > first.line && namedColumns(columns, fields) > columns.length / 2,
  );
  if (header === undefined) return;
  const cells = first.fields.filter((cell) => cell.trim() !== "");
  const title = cells.length === 1 ? ` is a title (${quoted(cells[0] ?? "")}), not the header` : "";
  throw new ReportError(
    "input",
    `${name}, line ${first.line}${title === "" ? " is not the header" : title}; the header is on line ${header.line}.`,
    { hint: "Delete the lines before the one that names the columns." },
  );
}

/** @throws ReportError where the first line holds values as a row does */
function refuseData(columns: readonly Column[], { line, fields }: HeadRecord, name: string): void {
  const words = new Set(
    columns.flatMap(({ allowed, order = [] }) =>
      (allowed ?? order).map((word) => word.toLowerCase()),
    ),
  );
  const values = fields.filter(
    (cell) => /^\p{Sc}?[+-]?\d[\d.,]*$/u.test(cell.trim()) || words.has(cell.trim().toLowerCase()),
  );
  if (values.length < 3) return;
  throw new ReportError(
    "input",
    `${name} has no header: line ${line} holds values, such as ${listed(values.slice(0, 3).map(quoted))}.`,
    { hint: addHeader(columns) },
  );
}
