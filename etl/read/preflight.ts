import { open } from "node:fs/promises";
import { basename } from "node:path";
import Papa from "papaparse";
import { mapHeader, type HeaderMap } from "../contract/header.ts";
import { ReportError, codeOf } from "../errors.ts";
import { detectEncoding, type Encoding } from "./encoding.ts";
import { refuseOtherFormats } from "./formats.ts";
import { maxRecordBytes } from "./records.ts";

/** How a file is written, judged by its head. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly byteOrderMark: boolean;
  readonly delimiter: string;
  readonly newline: string;
  readonly header: HeaderMap;
}

const headBytes = 256 * 1024;
const lineEnds = /[\r\n]/;
const delimiters = [",", ";", "\t", "|"];
const newlineNames: Readonly<Record<string, string>> = { "\r\n": "CRLF", "\n": "LF", "\r": "CR" };

/**
 * Reads a file's head and tells its encoding, delimiter, line ends and header.
 * @param given the name by which the user gave the file, which may be a packed one
 * @throws ReportError where it is missing, empty, no text, or its header does not hold the
 * contract's columns
 */
export async function preflight(path: string, given = path): Promise<Dialect> {
  const head = await readHead(path, given);
  if (head.length === 0)
    throw new ReportError("input", `${given} is empty.`, {
      hint: "Export the customers again; the file needs a header and at least one row.",
    });
  refuseOtherFormats(head, given);
  const { encoding, byteOrderMark } = detectEncoding(head, head.length >= headBytes);
  const text = new TextDecoder(encoding).decode(head);
  refuseOtherFirstLines(text, head.length >= maxRecordBytes, basename(given));
  const sniffed = sniff(text);
  if (sniffed.errors.some(({ type }) => type === "Quotes"))
    throw new ReportError(
      "input",
      `${basename(given)}, line 1: in the header a quote is opened and not closed, or closed and followed by more text.`,
      { hint: "The first line must name the columns; mend its quotes." },
    );
  const header = mapHeader(sniffed.data[0] ?? [], basename(given));
  return {
    encoding,
    byteOrderMark,
    delimiter: sniffed.meta.delimiter,
    newline: newlineNames[sniffed.meta.linebreak] ?? "LF",
    header,
  };
}

/** @throws ReportError for a first line that is a note to some program, empty, or without end */
function refuseOtherFirstLines(text: string, cut: boolean, name: string): void {
  if (cut && !lineEnds.test(text))
    throw new ReportError(
      "input",
      `${name}, line 1 is longer than ${maxRecordBytes / 1e6} MB, so this is not a CSV file.`,
      { hint: "The first line must name the columns." },
    );
  const first = text.slice(0, 200).split(lineEnds)[0] ?? "";
  const what = /^sep=.?$/i.test(first)
    ? "is a note to a spreadsheet"
    : first.startsWith("#")
      ? "is a comment"
      : first.trim() === "" && text.trim() !== ""
        ? "is empty"
        : undefined;
  if (what)
    throw new ReportError("input", `${name}, line 1 ${what}, not the header.`, {
      hint: "Delete the lines before the one that names the columns.",
    });
}

/**
 * The header, split by the delimiter that gives it most fields. PapaParse's own guess compares the
 * rows below it, and
 * delimiters within values, or broken rows, mislead it.
 */
function sniff(text: string): Papa.ParseResult<string[]> {
  const fields = ({ data }: Papa.ParseResult<string[]>) => data[0]?.length ?? 0;
  const tried = delimiters.map((delimiter) =>
    Papa.parse<string[]>(text, { preview: 1, delimiter }),
  );
  return tried.reduce((best, next) => (fields(next) > fields(best) ? next : best));
}

/** The beginning of a file, in which its first line ends. */
async function readHead(path: string, given: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const bytes = async (count: number) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
        return buffer.subarray(0, bytesRead);
      };
      const head = await bytes(headBytes);
      return head.length < headBytes || lineEnds.test(head.toString("latin1"))
        ? head
        : await bytes(maxRecordBytes);
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = codeOf(cause);
    const reason =
      code === "ENOENT"
        ? "There is no file"
        : code === "EISDIR"
          ? "A folder, not a file, is at"
          : code === "EACCES"
            ? "No permission to read"
            : "Cannot read";
    throw new ReportError("input", `${reason} ${given}.`, {
      hint: "Name the CSV with --csv FILE (or the environment variable CSV).",
      cause,
    });
  }
}
