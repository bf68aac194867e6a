import { ReportError } from "../errors.ts";
import type { Scanned } from "./scan.ts";
import { recordBatches } from "./records.ts";
import { brokenBy } from "./filter-broken.ts";

/** A whole record of a file: its number, from 1, its line as an editor counts, and its text. */
export interface RecordAt {
  readonly record: number;
  readonly line: number;
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
      yield { record, line: found.line, text: found.bytes.toString() };
    }
  if (record !== rows)
    throw new ReportError(
      "input",
      `${sourceName} cannot be read as CSV: its quotes or line ends are ambiguous.`,
      { hint: "Export the file again, with quotes inside quoted text doubled." },
    );
}
