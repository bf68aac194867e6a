import { open } from "node:fs/promises";
import { isUtf8 } from "node:buffer";
import { basename } from "node:path";
import Papa from "papaparse";
import { mapHeader, type HeaderMap } from "../contract/header.ts";
import { ReportError, codeOf } from "../errors.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** How a file is written, judged by its head. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly byteOrderMark: boolean;
  readonly delimiter: string;
  readonly newline: string;
  readonly header: HeaderMap;
}

const headBytes = 256 * 1024;
const delimiters = [",", ";", "\t"];
const newlineNames: Readonly<Record<string, string>> = { "\r\n": "CRLF", "\n": "LF", "\r": "CR" };

/**
 * Reads a file's head and tells its encoding, delimiter, line ends and header.
 * @throws ReportError where it is missing, empty, no text, or its header does not hold the contract's columns
 */
export async function preflight(path: string): Promise<Dialect> {
  const name = basename(path);
  const head = await readHead(path);
  if (head.length === 0) throw new ReportError("input", `${path} is empty.`, { hint: "Export the customers again; the file needs a header and at least one row." });
  refuseOtherFormats(head, path);
  const { encoding, byteOrderMark } = detectEncoding(head);
  const text = new TextDecoder(encoding).decode(head);
  const sniffed = sniff(text);
  const headers = sniffed.data[0] ?? [];
  const header = mapHeader(headers, name);
  return { encoding, byteOrderMark, delimiter: sniffed.meta.delimiter, newline: newlineNames[sniffed.meta.linebreak] ?? "LF", header };
}

/**
 * The header, split by the delimiter that gives it most fields. PapaParse's own guess compares the rows below it, and
 * delimiters within values, or broken rows, mislead it.
 */
function sniff(text: string): Papa.ParseResult<string[]> {
  const fields = ({ data }: Papa.ParseResult<string[]>) => data[0]?.length ?? 0;
  const tried = delimiters.map((delimiter) => Papa.parse<string[]>(text, { preview: 1, delimiter }));
  return tried.reduce((best, next) => (fields(next) > fields(best) ? next : best));
}

async function readHead(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = codeOf(cause);
    const reason =
      code === "ENOENT" ? "There is no file" : code === "EISDIR" ? "A folder, not a file, is at" : code === "EACCES" ? "No permission to read" : "Cannot read";
    throw new ReportError("input", `${reason} ${path}.`, { hint: "Name the CSV with --csv FILE (or the environment variable CSV).", cause });
  }
}

function refuseOtherFormats(head: Buffer, path: string): void {
  const start = head.subarray(0, 512).toString("latin1").trimStart().toLowerCase();
  const format =
    head[0] === 0x1f && head[1] === 0x8b ? "a gzip archive" : start.startsWith("pk\x03\x04") ? "a ZIP archive or an Excel workbook" : /^<(!doctype|html)/.test(start) ? "an HTML page" : undefined;
  if (format) throw new ReportError("input", `${path} is ${format}, not a CSV file.`, { hint: "Unpack or export it as CSV (UTF-8) first." });
}

function detectEncoding(head: Buffer): { encoding: Encoding; byteOrderMark: boolean } {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", byteOrderMark: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", byteOrderMark: true };
  const byteOrderMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  // An ASCII header in UTF-16 has a zero in every second byte.
  if (!byteOrderMark && head[1] === 0 && head[3] === 0) return { encoding: "utf-16le", byteOrderMark };
  if (!byteOrderMark && head[0] === 0 && head[2] === 0) return { encoding: "utf-16be", byteOrderMark };
  return { encoding: byteOrderMark || isUtf8(wholeCharacters(head)) ? "utf-8" : "windows-1252", byteOrderMark };
}

/** Without the bytes of a UTF-8 character that the end of the head cut in two. */
function wholeCharacters(head: Buffer): Buffer {
  if (head.length < headBytes) return head;
  let end = head.length;
  while (end > head.length - 4 && ((head[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  return head.subarray(0, end - 1);
}
