import { ReportError } from "../errors.ts";
import type { Dialect } from "./preflight.ts";
import { recordBatches } from "./records.ts";
import { brokenBy } from "./filter-broken.ts";

/**
 * A whole record of a file: its place among them, the first is 1, its line as an editor counts, and
 * its text.
 */
export interface RecordAt {
  readonly record: number;
  readonly line: number;
  readonly text: string;
}

/**
 * The whole records of a UTF-8 file that are wanted, in order.
 * @param records their places, ascending
 * @param rows how many whole records the file has, by another count
 * @throws ReportError where the two counts differ, so that no row is taken for another
 */
export async function* recordsAt(
  path: string,
  dialect: Dialect,
  records: readonly number[],
  rows: number,
  sourceName: string,
): AsyncGenerator<RecordAt> {
  let [record, next] = [-1, 0];
  for await (const batch of recordBatches(path, dialect.delimiter))
    for (const found of batch) {
      if (brokenBy(found, dialect) !== undefined) continue;
      record++;
      if (record !== records[next]) continue;
      next++;
      yield { record, line: found.line, text: found.bytes.toString() };
    }
  if (record !== rows)
    throw new ReportError(
      "input",
      `${sourceName} cannot be read as CSV: its quotes or line ends mean more than one thing.`,
      { hint: "Export the file again, with quotes doubled inside quoted text." },
    );
}
