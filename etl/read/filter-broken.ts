import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ReportError } from "../errors.ts";
import type { Dialect } from "./preflight.ts";
import { maxRecordBytes, recordBatches, type Fault, type FileRecord } from "./records.ts";
import type { Rejected } from "./rejects.ts";

const reasons: Readonly<Record<Fault, string>> = {
  quote: "a quote is opened and not closed, or closed and followed by more text",
  length: `is longer than ${maxRecordBytes / 1e6} MB`,
  encoding: "holds bytes that are not UTF-8",
  nul: "holds a NUL byte, which no text does",
};

/** Why a record is none of the file's dialect; undefined where it is one. */
export function brokenBy(record: FileRecord, dialect: Dialect): string | undefined {
  const expected = dialect.header.headers.length;
  if (record.fault !== undefined) return reasons[record.fault];
  return record.fields === expected
    ? undefined
    : `has ${record.fields} ${record.fields === 1 ? "field" : "fields"}, the header has ${expected}`;
}

/**
 * Copies the records of a UTF-8 file that are whole, each with the line end LF, and tells of those
 * that are not.
 * @returns how many data records are whole, and how many are not
 * @throws ReportError where the header itself is broken
 */
export async function filterBrokenRecords(
  path: string,
  copy: string,
  sourceName: string,
  dialect: Dialect,
  tell: (rejected: Rejected) => void,
): Promise<{ whole: number; broken: number }> {
  let [whole, broken, header] = [0, 0, true];
  const take = (record: FileRecord): boolean => {
    const reason = brokenBy(record, dialect);
    if (header) {
      if (reason !== undefined)
        throw brokenHeader(
          sourceName,
          record.fault === undefined ? "is not written as CSV" : reason,
        );
      header = false;
      return true;
    }
    if (reason === undefined) {
      whole++;
      return true;
    }
    broken++;
    tell({ line: record.line, reason, text: record.bytes.toString() });
    return false;
  };
  await pipeline(async function* () {
    for await (const batch of recordBatches(path, dialect.delimiter)) {
      const kept = batch.filter(take).flatMap(({ bytes }) => [bytes, lineEnd]);
      if (kept.length > 0) yield Buffer.concat(kept);
    }
  }, createWriteStream(copy));
  return { whole, broken };
}

const lineEnd = Buffer.from("\n");

const brokenHeader = (sourceName: string, reason: string) =>
  new ReportError("input", `${sourceName}, line 1: the header ${reason}.`, {
    hint: "The first line must name the columns; mend it in the file, or export it again.",
  });
