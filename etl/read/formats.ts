import { ReportError } from "../errors.ts";

/**
 * A kind of file that is given in a CSV's place: what it is, how its first bytes tell, and how to
 * make a CSV of it.
 */
interface Format {
  readonly name: string;
  readonly is: (head: Buffer, text: string) => boolean;
  readonly hint: string;
}

const save = "Open it in its program and save or export it as CSV (UTF-8).";
const unpack = "Unpack it and name the CSV in it; a CSV packed by gzip is read as it is.";
const query = "Export the table of customers from it as CSV (UTF-8).";
const download =
  "It may be a login or error page that was saved in the CSV's place; download the CSV again.";

/** The bytes of a file by which its format is told. */
export const headBytes = 256 * 1024;

export const begins =
  (...starts: readonly string[]) =>
  (_: Buffer, text: string) =>
    starts.some((start) => text.startsWith(start));
const packed = (part: string) => (head: Buffer, text: string) =>
  text.startsWith("PK\x03\x04") && head.includes(part);

export const isWorkbook = (head: Buffer, text: string) =>
  packed("[Content_Types].xml")(head, text) || packed("xl/")(head, text);

const formats: readonly Format[] = [
  {
    name: "a packed Excel workbook (XLSX)",
    is: isWorkbook,
    hint: "Unpack it and name the workbook.",
  },
  { name: "an OpenDocument file (ODS)", is: packed("mimetypeapplication/vnd.oasis"), hint: save },
  { name: "a ZIP archive", is: begins("PK\x03\x04", "PK\x05\x06"), hint: unpack },
  {
    name: "an old Excel workbook (XLS), one with a password, or another Office file",
    is: begins("\xd0\xcf\x11\xe0"),
    hint: "Save it as an Excel workbook (XLSX) without a password, or as CSV (UTF-8).",
  },
  { name: "a gzip archive within a gzip archive", is: begins("\x1f\x8b"), hint: "Unpack it once." },
  {
    name: "a bzip2 archive",
    is: (head, text) => /^BZh[1-9]1AY&SY/.test(text) && head.length > 10,
    hint: unpack,
  },
  { name: "an xz archive", is: begins("\xfd7zXZ\0"), hint: unpack },
  { name: "a Zstandard archive", is: begins("\x28\xb5\x2f\xfd"), hint: unpack },
  { name: "a 7z archive", is: begins("7z\xbc\xaf\x27\x1c"), hint: unpack },
  { name: "a RAR archive", is: begins("Rar!\x1a\x07"), hint: unpack },
  {
    name: "a PDF document",
    is: begins("%PDF-"),
    hint: "Ask whoever made it for the table as CSV (UTF-8).",
  },
  { name: "an RTF document", is: begins("{\\rtf"), hint: save },
  {
    name: "a picture",
    is: begins("\x89PNG\r\n", "\xff\xd8\xff", "GIF8"),
    hint: "Name the CSV with --csv FILE.",
  },
  { name: "an Arrow file", is: begins("ARROW1", "FEA1"), hint: query },
  { name: "a SQLite database", is: begins("SQLite format 3\0"), hint: query },
  { name: "a DuckDB database", is: (_, text) => text.slice(8, 12) === "DUCK", hint: query },
  {
    name: "a file of nothing but NUL bytes",
    is: (head) => head.every((byte) => byte === 0),
    hint: "It was not written to its end; copy or export it again.",
  },
  { name: "text in UTF-32", is: begins("\xff\xfe\0\0", "\0\0\xfe\xff"), hint: "Save it as UTF-8." },
  {
    name: "an HTML page",
    is: (_, text) => /^<(!doctype html|html|head|body|table|script|!--)/i.test(lean(text)),
    hint: download,
  },
  { name: "an XML file", is: (_, text) => /^<\?xml/i.test(lean(text)), hint: save },
  {
    name: "a JSON file",
    is: (_, text) => /^(\[\s*[[{"\]]|\{\s*["}])/.test(lean(text)),
    hint: query,
  },
  {
    name: "an SQL script",
    is: (_, text) =>
      /^(--|\/\*|create |insert |drop |use |set )/i.test(lean(text)) &&
      /\b(table|into|database|names|dump)\b/i.test(text),
    hint: query,
  },
];

/** Without a byte-order mark and the spaces before the first sign. */
const lean = (text: string) => text.replace(/^\xef\xbb\xbf/, "").trimStart();

/** @throws ReportError where the first bytes of a file say that it is of another kind */
export function refuseOtherFormats(head: Buffer, path: string): void {
  const text = head.subarray(0, 512).toString("latin1");
  const format = formats.find(({ is }) => is(head, text));
  if (format)
    throw new ReportError("input", `${path} is ${format.name}, not a CSV file.`, {
      hint: format.hint,
    });
}
