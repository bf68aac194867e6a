import { basename } from "node:path";
import type { Source } from "../../format/manifest.ts";
import { integer, type Database } from "../database.ts";
import { ReportError, messageOf } from "../errors.ts";
import { fingerprint } from "./fingerprint.ts";
import { preflight, type Dialect } from "./preflight.ts";
import { metInvalidEncoding, refuseBrokenLines, refuseDuplicateIds, refuseValues } from "./refusals.ts";
import { scan } from "./scan.ts";
import { withUtf8 } from "./transcode.ts";

export interface ReadResult {
  /** Of repeated rows the profile tells. */
  readonly source: Omit<Extract<Source, { kind: "file" }>, "duplicates">;
  readonly headers: ReadonlyMap<string, string>;
  readonly notices: readonly string[];
}

/**
 * Stage 1: reads the CSV at `path` into the table `raw` of `database`, typed by the contract and in file order.
 * @throws ReportError for a file, line or value that cannot be used, saying which and how to mend it
 */
export async function read(path: string, database: Database, advance: (share: number) => void): Promise<ReadResult> {
  const dialect = await preflight(path);
  const [{ bytes, sha256 }, scanned] = await Promise.all([fingerprint(path), scanAs(path, dialect, database, advance)]);
  const { rows, encoding } = scanned;
  const ignored = dialect.header.ignored;
  const notices = [
    ...(ignored.length > 0 ? [`Ignored ${ignored.length === 1 ? "a column" : "columns"} that the report does not know: ${ignored.join(", ")}.`] : []),
    ...(encoding === "utf-8" ? [] : [`Read as ${encoding}, because it is not UTF-8.`]),
  ];
  return {
    source: {
      kind: "file",
      name: basename(path),
      bytes,
      sha256,
      rows,
      encoding,
      byteOrderMark: dialect.byteOrderMark,
      delimiter: dialect.delimiter,
      newline: dialect.newline,
      ignoredColumns: [...ignored],
    },
    headers: new Map([...dialect.header.positions].map(([name, position]) => [name, dialect.header.headers[position] ?? name])),
    notices,
  };
}

async function scanAs(path: string, dialect: Dialect, database: Database, advance: (share: number) => void): Promise<{ rows: number; encoding: string }> {
  return withUtf8(path, dialect.encoding, async (utf8) => {
    try {
      await database.watched(scan(database, utf8, dialect), advance);
    } catch (cause) {
      // DuckDB says no more than this of a line that ends in another way than the first.
      const reason = /state machine reached an invalid state/.test(messageOf(cause)) ? `its lines do not all end in the same way as the first (${dialect.newline}).` : firstLine(messageOf(cause));
      throw new ReportError("input", `${basename(path)} cannot be read as CSV: ${reason}`, {
        hint: "Line ends must be the same throughout, and quotes must be doubled inside quoted text; export the file again.",
        cause,
      });
    }
    // The head was valid UTF-8 and a later byte is not: the file is in the single-byte encoding that spreadsheets write.
    if (dialect.encoding === "utf-8" && !dialect.byteOrderMark && (await metInvalidEncoding(database))) {
      await forgetRejects(database);
      return scanAs(path, { ...dialect, encoding: "windows-1252" }, database, advance);
    }
    await refuseBrokenLines(database, utf8, basename(path));
    const [tally] = await database.rows("SELECT count(*) AS n FROM raw");
    const rows = integer(tally?.["n"]);
    if (rows === 0) throw new ReportError("input", `${basename(path)} has a header and no rows.`, { hint: "Export the customers again; the last good report is untouched." });
    await refuseValues(database, utf8, basename(path), dialect);
    await refuseDuplicateIds(database, utf8, basename(path), dialect);
    await forgetRejects(database);
    return { rows, encoding: dialect.encoding };
  });
}

const firstLine = (text: string) => text.split("\n")[0] ?? text;

async function forgetRejects(database: Database): Promise<void> {
  await database.run("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
}
