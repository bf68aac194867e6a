import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ReportError } from "../errors.ts";
import type { Dialect } from "./preflight.ts";
import { maxRecordBytes, recordBatches, type Fault, type FileRecord } from "./records.ts";
import type { Rejected } from "./rejects.ts";
import type { Scanned } from "./scan.ts";

const reasons: Readonly<Record<Fault, string>> = {
  quote: "a quote is opened and not closed, or closed and followed by more text",
  length: `is longer than ${maxRecordBytes / 1e6} MB`,
  encoding: "holds bytes that are not UTF-8",
  nul: "holds a NUL byte",
};

/** Why a record does not fit the file's dialect; undefined where it does. */
function brokenBy(record: FileRecord, dialect: Dialect): string | undefined {
  const expected = dialect.header.headers.length;
  if (record.fault !== undefined) return reasons[record.fault];
  return record.fields === expected
    ? undefined
    : `has ${record.fields} ${record.fields === 1 ? "field" : "fields"}, the header has ${expected}`;
}

/**
 * Copies the whole records of a UTF-8 file, each with the line end LF, under a header of one line;
 * rows that are empty are left out.
 * @param reject called with each record that is broken
 * @returns how many data records are broken, and how many are empty
 */
export async function filterBrokenRecords(
  path: string,
  copy: string,
  sourceName: string,
  dialect: Dialect,
  reject: (rejected: Rejected) => void,
): Promise<{ broken: number; empty: number }> {
  let [broken, empty, header] = [0, 0, true];
  const take = (record: FileRecord): boolean => {
    if (record.blank) {
      empty++;
      return false;
    }
    const reason = brokenBy(record, dialect);
    if (reason === undefined) return true;
    broken++;
    reject({ line: lineOf(record, dialect), reason, text: record.bytes.toString() });
    return false;
  };
  await pipeline(async function* () {
    yield Buffer.from(
      `${dialect.header.headers.map((_, index) => `c${index}`).join(dialect.delimiter)}\n`,
    );
    for await (const batch of recordBatches(path, dialect.delimiter)) {
      const pieces: Buffer[] = [];
      for (const record of batch) {
        if (header && !record.blank) {
          refuseBrokenHeader(record, dialect, sourceName);
          header = false;
        } else if (take(record)) pieces.push(record.bytes, lineEnd);
      }
      if (pieces.length > 0) yield Buffer.concat(pieces);
    }
  }, createWriteStream(copy));
  return { broken, empty };
}

const lineEnd = Buffer.from("\n");

/** @throws ReportError where the header is not the one that the file's head promised */
function refuseBrokenHeader(record: FileRecord, dialect: Dialect, sourceName: string): void {
  const reason = brokenBy(record, dialect);
  if (reason === undefined) return;
  throw new ReportError(
    "input",
    `${sourceName}, line ${record.line}: the header ${record.fault === undefined ? "is not written as CSV" : reason}.`,
    { hint: "The first line must name the columns; fix it in the file, or export the file again." },
  );
}

const lineOf = ({ line }: FileRecord, dialect: Dialect) => dialect.lineOf?.(line) ?? line;

/** A whole record of a file: its number, from 1, its line as an editor counts, and its text. */
export interface RecordAt {
  readonly record: number;
  readonly line: number | string;
  readonly text: string;
}

/**
 * Some of the whole records of a UTF-8 file, in order.
 * @param records their numbers, ascending
 * @throws ReportError where the file has another number of records than the scan found, so that no
 * row is taken for another
 */
export async function* recordsAt(
  { path, dialect, rows, copied, sourceName }: Omit<Scanned, "database">,
  records: readonly number[],
): AsyncGenerator<RecordAt> {
  let [record, next] = [-1, 0];
  for await (const batch of recordBatches(path, dialect.delimiter))
    for (const found of batch) {
      const skipped = found.blank && (copied || record === -1);
      if (skipped || brokenBy(found, dialect) !== undefined) continue;
      record++;
      if (record !== records[next]) continue;
      next++;
      yield { record, line: lineOf(found, dialect), text: found.bytes.toString() };
    }
  if (record !== rows)
    throw new ReportError(
      "input",
      `${sourceName} cannot be read as CSV: its quotes or line ends are ambiguous.`,
      { hint: "Export the file again, with quotes inside quoted text doubled." },
    );
}
