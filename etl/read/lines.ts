import { createReadStream } from "node:fs";
import Papa from "papaparse";

/**
 * The line on which each record begins, counted as an editor counts (the header is line 1, quoted line ends included).
 * @param records positions of data records in the file, the first is 1
 */
export function linesOf(path: string, delimiter: string, records: readonly number[]): Promise<Map<number, number>> {
  const wanted = new Set(records);
  const lines = new Map<number, number>();
  let line = 1;
  let record = -1;
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(path, "utf8"), {
      delimiter,
      step({ data }, parser) {
        const blank = data.length === 1 && data[0] === "";
        if (!blank) record++;
        if (!blank && wanted.has(record)) lines.set(record, line);
        line += 1 + data.reduce((count, field) => count + field.split(/\r\n|\r|\n/).length - 1, 0);
        if (lines.size === wanted.size) parser.abort();
      },
      complete: () => resolve(lines),
      error: reject,
    });
  });
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * The lines that hold the given byte offsets, counted as an editor counts. DuckDB places a record at its first byte or at
 * the line end before it, so an offset on a line end stands for the next byte that is none.
 */
export async function linesAt(path: string, offsets: readonly number[]): Promise<Map<number, number>> {
  const wanted = offsets.toSorted((a, b) => a - b);
  const lines = new Map<number, number>();
  let [line, position, found, before] = [1, 0, 0, 0];
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === carriageReturn || (byte === lineFeed && before !== carriageReturn)) line++;
      else if (byte !== lineFeed) for (let offset = wanted[found]; offset !== undefined && offset <= position; offset = wanted[++found]) lines.set(offset, line);
      before = byte;
      position++;
    }
    if (found === wanted.length) break;
  }
  return lines;
}
