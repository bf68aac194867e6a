import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Column } from "../contract/columns.ts";
import { ReportError, codeOf } from "../errors.ts";
import { detectEncoding } from "./encoding.ts";
import { headBytes, refuseOtherFormats } from "./formats.ts";
import { readHeader, type Head } from "./head.ts";
import { maxRecordBytes } from "./records.ts";

/** How a file is written, judged by its head. */
export interface Dialect extends Head {
  /** The report's columns that the file has. */
  readonly columns: readonly Column[];
  /** As TextDecoder names it. */
  readonly encoding: string;
  readonly byteOrderMark: boolean;
  /** Whether the encoding was named rather than detected. */
  readonly chosen: boolean;
  /** What a line of several files is called, which are read as one. */
  readonly lineOf?: ((line: number) => string) | undefined;
}

const lineEnds = /[\r\n]/;

/**
 * Reads a file's head and finds its encoding, delimiter, line ends and header.
 * @param columns that the report reads
 * @param given the path that the user gave, which may be that of a gzip archive
 * @param encoding the encoding that the user named, as TextDecoder names it
 * @throws ReportError where it is missing, empty, no text, or its header lacks columns
 * that the report needs
 */
export async function preflight(
  columns: readonly Column[],
  path: string,
  given = path,
  encoding?: string,
): Promise<Dialect> {
  const head = await readHead(path, given);
  if (head.length === 0)
    throw new ReportError("input", `${given} is empty.`, {
      hint: "Export the file again; it needs a header and at least one row.",
    });
  refuseOtherFormats(head, given);
  const cut = head.length >= headBytes;
  const detected = detectEncoding(head, cut);
  const decided = { ...detected, ...(encoding === undefined ? {} : { encoding }) };
  const text = new TextDecoder(decided.encoding).decode(head);
  if (head.length >= maxRecordBytes && !lineEnds.test(text))
    throw new ReportError(
      "input",
      `${basename(given)}, line 1 is longer than ${maxRecordBytes / 1e6} MB, so this is not a CSV file.`,
      { hint: "The first line must name the columns." },
    );
  const found = readHeader(columns, text, cut, basename(given));
  return {
    ...found,
    columns: columns.filter(({ name }) => found.header.positions.has(name)),
    ...decided,
    chosen: encoding !== undefined,
  };
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: "There is no file",
  EISDIR: "A folder, not a file, is at",
  EACCES: "No permission to read",
};

/** The beginning of a file, in which its first line ends. */
async function readHead(path: string, given: string): Promise<Buffer> {
  const first = (count: number) => buffer(createReadStream(path, { start: 0, end: count - 1 }));
  try {
    const head = await first(headBytes);
    return head.length < headBytes || lineEnds.test(head.toString("latin1"))
      ? head
      : await first(maxRecordBytes);
  } catch (cause) {
    const reason = unreadable[codeOf(cause) ?? ""] ?? "Cannot read";
    throw new ReportError("input", `${reason} ${given}.`, {
      hint: "Name the CSV with --csv FILE (or the environment variable CSV).",
      cause,
    });
  }
}
