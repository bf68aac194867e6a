import { stat } from "node:fs/promises";
import { join } from "node:path";
import { integer, type Database } from "../database.ts";
import { ReportError } from "../errors.ts";
import type { Notice } from "../notices.ts";
import { settleDuplicates } from "./duplicates.ts";
import { isOtherEncoding } from "./encoding.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { Dialect } from "./preflight.ts";
import { Refusals, saidOf } from "./refusals.ts";
import { Rejects, type Skipping } from "./rejects.ts";
import { scan, scanPlain } from "./scan.ts";
import { lookAgain } from "./reparse.ts";
import { filterBrokenRecords } from "./filter-broken.ts";
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
  readonly skipping: Skipping | undefined;
  readonly advance: (share: number) => void;
  /** Asked of the same file twice, it is read once. */
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
 * Reads a text with a known dialect into `raw`: DuckDB scans all of it, and only where that finds
 * something odd is it scanned again in
 * its order, and looked at once more, record by record.
 * @throws ReportError for a line or value that cannot be used
 */
export async function readText(reading: Reading): Promise<TextResult> {
  const { path, sourceName, database, dialect, skipping, advance, print } = reading;
  return withUtf8(path, sourceName, dialect.encoding, async (utf8) => {
    const [plain, { nul }] = await Promise.all([plainRows(reading, utf8), print(utf8)]);
    if (plain !== undefined && !nul)
      return { rows: plain, rejected: 0, encoding: dialect.encoding, notices: [] };
    const doubt = await scan(database, utf8, dialect, advance);
    const rejects = skipping && new Rejects(sourceName);
    if (doubt === undefined && !nul) return settle(reading, utf8, rejects, []);
    if (
      dialect.encoding === "utf-8" &&
      !dialect.byteOrderMark &&
      (await isOtherEncoding(utf8, dialect.delimiter))
    )
      return readText({ ...reading, dialect: { ...dialect, encoding: "windows-1252" } });
    return withTemporaryFolder(async (folder) => {
      const copy = join(folder, "whole.csv");
      const refusals = new Refusals();
      const { broken } = await filterBrokenRecords(utf8, copy, sourceName, dialect, (rejected) =>
        rejects ? rejects.add(rejected) : refusals.add(`line ${rejected.line}: ${rejected.reason}`),
      );
      refusals.refuse(
        sourceName,
        ["broken line", "broken lines"],
        "Fix these lines in the file, or export it again.",
      );
      const still = await scan(database, copy, dialect, advance);
      if (still !== undefined)
        throw new ReportError("input", `${sourceName} cannot be read as CSV: ${still}`, {
          hint: "Quotes must be doubled inside quoted text; export the file again.",
          cause: doubt,
        });
      return settle(
        reading,
        utf8,
        rejects,
        broken === 0 ? [{ kind: "line-ends", newline: dialect.newline }] : [],
      );
    });
  });
}

/** How many rows a file has that nothing needs to be settled of; undefined of any other. */
async function plainRows(
  { database, dialect, advance }: Reading,
  path: string,
): Promise<number | undefined> {
  // A small file is scanned in its order as soon as in any.
  if ((await stat(path)).size < worthwhile || !(await scanPlain(database, path, dialect, advance)))
    return undefined;
  const { rows, ids } = await tally(database, "0");
  return rows > 0 && ids === rows ? rows : undefined;
}

/**
 * Settles what the scan left open: odd values, repeated customers, and how many lines may be left
 * out.
 */
async function settle(
  { sourceName, database, dialect, skipping }: Reading,
  path: string,
  rejects: Rejects | undefined,
  earlier: readonly Notice[],
): Promise<TextResult> {
  const scanned = await tally(database, "count(*) FILTER (odd)");
  const look = { path, sourceName, database, dialect, rows: scanned.rows };
  const total = scanned.rows + (rejects?.lines.length ?? 0);
  if (total === 0)
    throw new ReportError("input", `${sourceName} has a header and no rows.`, {
      hint: "Export the customers again; the last good report is untouched.",
    });
  const refusals = new Refusals();
  const notices: Notice[] = [];
  if (scanned.odd > 0)
    notices.push(
      ...(await lookAgain(look, ({ line, text }, values) => {
        if (rejects) rejects.add({ line, reason: values.map(saidOf).join("; "), text });
        else for (const value of values) refusals.add(`line ${line}, ${saidOf(value)}`);
      })),
    );
  refusals.refuse(
    sourceName,
    ["value that the report cannot use", "values that the report cannot use"],
    "Correct these values in the file. What each column accepts is on the data page and in etl/contract/columns.ts.",
  );
  const normalized = scanned.odd > 0 ? await tally(database, "0") : scanned;
  if (normalized.ids < normalized.rows)
    await settleDuplicates(look, scanned.odd > 0 ? "record" : "rowid + 1", rejects);
  const rejected = rejects?.lines.length ?? 0;
  if (skipping) await rejects?.settle(skipping, total);
  const rows = total - rejected;
  if (rows === 0)
    throw new ReportError("input", `${sourceName} has no line that can be used.`, {
      hint: "Export the customers again; the last good report is untouched.",
    });
  const left: Notice[] =
    rejected === 0 ? [] : [{ kind: "rejected-lines", count: rejected, of: total }];
  return { rows, rejected, encoding: dialect.encoding, notices: [...left, ...earlier, ...notices] };
}

async function tally(
  database: Database,
  odd: string,
): Promise<{ rows: number; odd: number; ids: number }> {
  const [row] = await database.rows(
    `SELECT count(*) AS n, ${odd} AS odd, count(DISTINCT customer_id) AS ids FROM raw`,
  );
  return { rows: integer(row?.["n"]), odd: integer(row?.["odd"]), ids: integer(row?.["ids"]) };
}
