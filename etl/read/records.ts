import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { isBlank, lineAt, recordAt } from "./spans.ts";

/** Why a record cannot be split into values. */
export type Fault = "quote" | "length" | "encoding" | "nul";

/** One record of a CSV: its bytes without the line end, and where they stand. */
export interface FileRecord {
  /** The line on which it begins, as an editor counts: from 1, quoted line ends included. */
  readonly line: number;
  readonly bytes: Buffer;
  readonly fields: number;
  readonly fault: Fault | undefined;
  /** Whether it holds nothing but delimiters and blanks. */
  readonly blank: boolean;
}

/** The longest record in bytes; DuckDB holds no longer line. */
export const maxRecordBytes = 2_000_000;

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Splits a UTF-8 file into its records, in batches; lines of no characters are left out. A record
 * whose quotes are broken ends with its first line, and the next one begins on the line after it, so
 * that one quote too many does not swallow the rest of the file.
 */
export async function* recordBatches(
  path: string,
  delimiter: string,
): AsyncGenerator<FileRecord[]> {
  const splitter = new Splitter(delimiter.charCodeAt(0));
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 20,
  }) as AsyncIterable<Buffer>)
    yield splitter.split(chunk);
  yield splitter.split(Buffer.alloc(0), true);
}

class Splitter {
  readonly #delimiter: number;
  #rest: Buffer | undefined;
  #line = 1;
  /** Whether the rest of a line that is too long to be held is being skipped. */
  #passing = false;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  /** The records that end within a chunk. */
  split(chunk: Buffer, last = false): FileRecord[] {
    const records: FileRecord[] = [];
    const data = this.#rest?.length ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = this.#rest === undefined && chunk.subarray(0, 3).equals(utf8Mark) ? 3 : 0;
    while (at < data.length) {
      if (this.#passing) {
        const rest = lineAt(data, at, last);
        if (rest === undefined) {
          // The last byte may be the first half of a line end.
          at = data.length - 1;
          break;
        }
        this.#passing = false;
        this.#line++;
        at = rest.next;
        continue;
      }
      const found = recordAt(data, at, this.#delimiter, last);
      if (typeof found === "object") {
        const bytes = data.subarray(at, found.end);
        if (bytes.length > 0)
          records.push({
            line: this.#line,
            bytes,
            fields: found.fields,
            fault: faultOf(bytes),
            blank: isBlank(bytes, this.#delimiter),
          });
        this.#line += found.lines;
        at = found.next;
        continue;
      }
      const tooLong = data.length - at > maxRecordBytes;
      if (found === undefined && !tooLong) break;
      const line = lineAt(data, at, last);
      if (line === undefined && !tooLong) break;
      const bytes = data.subarray(at, line?.end ?? data.length);
      records.push({
        line: this.#line,
        bytes,
        fields: 0,
        fault: bytes.length > maxRecordBytes ? "length" : "quote",
        blank: false,
      });
      this.#passing = line === undefined;
      this.#line += line?.lines ?? 0;
      at = line?.next ?? data.length - 1;
    }
    this.#rest = data.subarray(at);
    return records;
  }
}

function faultOf(bytes: Buffer): Fault | undefined {
  if (bytes.length > maxRecordBytes) return "length";
  if (bytes.includes(0)) return "nul";
  return isUtf8(bytes) ? undefined : "encoding";
}
