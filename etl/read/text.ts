import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Column } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import { ReportError } from "../errors.ts";
import type { Notice } from "../notices.ts";
import { leaveOutDuplicates, refuseDuplicates } from "./duplicates.ts";
import { isOtherEncoding } from "./encoding.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { Dialect } from "./preflight.ts";
import { Refusals, type Reason } from "./refusals.ts";
import { Rejects, masked, type Skipping } from "./rejects.ts";
import { withDecimalCommas } from "./decimal-comma.ts";
import { scan, scanPlain } from "./scan.ts";
import { reparse } from "./reparse.ts";
import { filterBrokenRecords, type RecordAt } from "./filter-broken.ts";
import { withTemporaryFolder } from "./temporary.ts";
import { withUtf8 } from "./transcode.ts";

/** From this size on, in bytes, several threads scan a file at once, and order costs them time. */
const worthwhile = 8_000_000;

/** A CSV that is to be read, and how. */
interface Reading {
  readonly path: string;
  readonly sourceName: string;
  readonly database: Database;
  readonly dialect: Dialect;
  /** The columns whose values must all be different. */
  readonly unique: readonly Column[];
  readonly skipping: Skipping | undefined;
  readonly advance: (share: number) => void;
  /** Hashes each file once, however often it is called. */
  readonly print: (path: string) => Promise<Fingerprint>;
}

/** What was read into `raw`. */
export interface TextResult {
  readonly rows: number;
  readonly rejected: number;
  readonly encoding: string;
  readonly notices: readonly Notice[];
}

/**
 * Reads a text with a known dialect into `raw`. DuckDB scans the whole file; only if something is
 * odd is it scanned again in order and the odd rows are reparsed, record by record.
 * @throws ReportError for a line or value that cannot be used
 */
export async function readText(reading: Reading): Promise<TextResult> {
  const { path, sourceName, dialect, database, advance, skipping, print } = reading;
  return withUtf8(path, sourceName, dialect, async (utf8) => {
    const [plain, { nul, unbroken }] = await Promise.all([
      dialect.plain ? plainRows(reading, utf8) : undefined,
      print(utf8),
    ]);
    // Neither a NUL byte nor a line of many megabytes stops the scan, though both lose values.
    const trusted = !nul && !unbroken;
    if (plain !== undefined && trusted)
      return { rows: plain, rejected: 0, encoding: dialect.encoding, notices: [] };
    const scanned =
      dialect.plain && trusted && (await scan(database, utf8, dialect, advance)) === undefined;
    const rejects = skipping && new Rejects(sourceName, (text) => masked(text, dialect));
    if (scanned) return settle(reading, { path: utf8, empty: 0, rejects });
    if (
      dialect.encoding === "utf-8" &&
      !dialect.byteOrderMark &&
      !dialect.chosen &&
      (await isOtherEncoding(utf8, dialect.delimiter))
    )
      return readText({ ...reading, dialect: { ...dialect, encoding: "windows-1252" } });
    return readWhole(reading, utf8, rejects);
  });
}

/** Reads the records of a UTF-8 file that are whole, from a copy that has no others. */
async function readWhole(
  reading: Reading,
  path: string,
  rejects: Rejects | undefined,
): Promise<TextResult> {
  const { sourceName, dialect, database, advance } = reading;
  return withTemporaryFolder(async (folder) => {
    const copy = join(folder, "whole.csv");
    const refusals = new Refusals(sourceName, "broken line");
    const { broken, empty } = await filterBrokenRecords(
      path,
      copy,
      sourceName,
      dialect,
      (rejected) =>
        rejects ? rejects.add(rejected) : refusals.add(rejected.line, { cause: rejected.reason }),
    );
    refusals.refuse("Fix these lines in the file, or export it again.");
    const doubt = await scan(database, copy, dialect, advance);
    if (doubt !== undefined)
      throw new ReportError("input", `${sourceName} cannot be read as CSV: ${doubt}`, {
        hint: "Quotes inside quoted text must be doubled; export the file again.",
      });
    const mixed = broken === 0 && empty === 0 && dialect.plain;
    const result = await settle(reading, { path, copy, empty, rejects });
    return {
      ...result,
      notices: mixed
        ? [{ kind: "line-ends", newline: dialect.newline }, ...result.notices]
        : result.notices,
    };
  });
}

/** The rows of a file in which every value is canonical; undefined for any other. */
async function plainRows({ database, dialect, unique, advance }: Reading, path: string) {
  // A small file is scanned in order as fast as in any order.
  if ((await stat(path)).size < worthwhile || !(await scanPlain(database, path, dialect, advance)))
    return undefined;
  const { rows, repeats } = await tally(database, unique, "0");
  return rows > 0 && repeats === 0 ? rows : undefined;
}

/** A file of which `raw` was scanned. */
interface Settling {
  readonly path: string;
  /** The copy without broken and empty rows, if one was scanned. */
  readonly copy?: string;
  /** How many rows the copy left out because they are empty. */
  readonly empty: number;
  readonly rejects: Rejects | undefined;
}

/** Settles what the scan left open: odd values, repeated keys, and the limit of bad lines. */
async function settle(
  { sourceName, database, dialect, unique, skipping }: Reading,
  { path, copy, empty, rejects }: Settling,
): Promise<TextResult> {
  const { rows: found, odd, ...counts } = await tally(database, unique, "count(*) FILTER (odd)");
  const copied = copy !== undefined;
  const scanned = { path, sourceName, database, dialect, rows: found, copied };
  const broken = rejects?.lines.length ?? 0;
  const refusals = new Refusals(sourceName, "value");
  const reparsed = odd > 0 ? await reparseOdd() : { notices: [], empty: 0 };
  async function reparseOdd() {
    const columns = await withDecimalCommas({ database, dialect, path: copy ?? path });
    return reparse({ ...scanned, dialect: { ...dialect, columns } }, refuse);
  }
  function refuse({ line, text }: RecordAt, reasons: readonly Reason[]): void {
    if (!rejects) for (const reason of reasons) refusals.add(line, reason);
    else
      rejects.add({
        line,
        reason: reasons.map(({ cause, text: said = cause }) => said).join("; "),
        text,
      });
  }
  refusals.refuse(
    "Correct these values in the file. The data page and report.yaml say what each column accepts.",
  );
  const total = found - reparsed.empty + broken;
  if (total === 0)
    throw new ReportError("input", `${sourceName} has a header and no rows.`, {
      hint: "Export the file again; the last good report is untouched.",
    });
  const { repeats } = odd > 0 ? await tally(database, unique, "0") : counts;
  const place = odd > 0 ? "record" : "rowid + 1";
  if (repeats > 0)
    for (const column of unique)
      await (rejects
        ? leaveOutDuplicates(scanned, column, place, rejects)
        : refuseDuplicates(scanned, column, place));
  const rejected = rejects?.lines.length ?? 0;
  if (skipping) await rejects?.settle(skipping, total);
  const rows = total - rejected;
  if (rows === 0)
    throw new ReportError("input", `${sourceName} has no line that can be used.`, {
      hint: "Export the file again; the last good report is untouched.",
    });
  const notices: Notice[] = [];
  if (rejected > 0) notices.push({ kind: "rejected-lines", count: rejected, of: total });
  const blank = empty + reparsed.empty;
  if (blank > 0) notices.push({ kind: "empty-rows", count: blank });
  notices.push(...reparsed.notices);
  return { rows, rejected, encoding: dialect.encoding, notices };
}

async function tally(database: Database, unique: readonly Column[], odd: string) {
  const repeats = unique
    .map(({ name }) => identifier(name))
    .map((name) => `count(${name}) - count(DISTINCT ${name})`);
  const [row] = await database.rows(
    `SELECT count(*) AS n, ${odd} AS odd, ${["0", ...repeats].join(" + ")} AS repeats FROM raw`,
  );
  return {
    rows: integer(row?.["n"]),
    odd: integer(row?.["odd"]),
    repeats: integer(row?.["repeats"]),
  };
}
