import { join } from "node:path";
import { missingWords } from "../contract/columns.ts";
import { literal } from "../contract/sql.ts";
import { integer, textOf, type Database } from "../database.ts";
import { filterBrokenRecords } from "../read/filter-broken.ts";
import { preflight, type Dialect } from "../read/preflight.ts";
import { readCsv } from "../read/scan.ts";
import { withCsv } from "../read/several.ts";
import { withTemporaryFolder } from "../read/temporary.ts";
import { withUtf8 } from "../read/transcode.ts";

/** How often the values of a column look like something. */
export interface Looks {
  readonly integers: number;
  readonly leadingZeros: number;
  /** Letters and digits without spaces, as K00042. */
  readonly codes: number;
  readonly numbers: number;
  readonly commaNumbers: number;
  readonly amounts: number;
  readonly emails: number;
  readonly phones: number;
  readonly dates: number;
}

/** What the file says of one column. */
export interface Seen {
  readonly header: string;
  /** Its name in the table `looked`. */
  readonly source: string;
  readonly rows: number;
  /** How many values are not missing, and how many different ones there are. */
  readonly known: number;
  readonly distinct: number;
  /** The most decimals, with a decimal point or comma. */
  readonly decimals: number;
  readonly longest: number;
  readonly looks: Looks;
  /** The most frequent values, in the order of their frequency; of many the first 61. */
  readonly values: readonly string[];
}

/** A file that was looked at. */
export interface Looked {
  readonly rows: number;
  readonly columns: readonly Seen[];
}

const patterns: Readonly<Record<keyof Looks, string>> = {
  integers: "[+-]?\\d{1,15}",
  leadingZeros: "0\\d+",
  codes: "\\p{L}[\\p{L}._/#-]*\\d[\\p{L}\\d._/#-]*|\\d[\\d._/#-]*\\p{L}[\\p{L}\\d._/#-]*",
  numbers: "[+-]?\\d{1,12}(\\.\\d*)?",
  commaNumbers: "[+-]?(\\d{1,3}(\\.\\d{3})+|\\d{1,12})(,\\d+)?",
  amounts:
    "[+-]?(\\p{Sc}|[A-Z]{3}) ?[\\d,]+(\\.\\d{1,2})?|[+-]?[\\d,]+(\\.\\d{1,2})? ?(\\p{Sc}|[A-Z]{3})",
  emails: "[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}",
  phones: "(\\+|0|\\()[\\d ().\\/-]{7,}\\d",
  dates:
    "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([ T].*)?|\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4}|\\d{2})( .*)?|[A-Za-z]{3,9}\\.? \\d{1,2},? \\d{4}|\\d{1,2}\\.? [A-Za-z]{3,9}\\.? \\d{4}",
};

/** More different values than these are not listed. */
const mostListed = 61;

/**
 * Looks at every column of a CSV, and leaves its texts in the table `looked`: trimmed, missing ones
 * as NULL. Broken records are passed over.
 * @throws ReportError for a file that is no CSV
 */
export async function look(path: string, database: Database, sheet?: string): Promise<Looked> {
  return withCsv(path, { database, sheet }, [], async (plain) => {
    const dialect = await preflight([], plain, path);
    await withUtf8(plain, path, dialect, (utf8) => load(utf8, path, dialect, database));
    const [counted] = await database.rows("SELECT count(*) AS n FROM looked");
    const rows = integer(counted?.["n"]);
    const columns: Seen[] = [];
    for (const [position, header] of dialect.header.headers.entries())
      columns.push(await seen(database, header.trim(), `column_${position}`, rows));
    return { rows, columns };
  });
}

async function load(utf8: string, path: string, dialect: Dialect, database: Database) {
  const missing = missingWords({}).map(literal).join(", ");
  const texts = dialect.header.headers.map((_, position) => {
    const text = `trim(column_${position})`;
    return `CASE WHEN ${text} IN ('', ${missing}) THEN NULL ELSE ${text} END AS column_${position}`;
  });
  const take = (file: string) =>
    database.run(
      `CREATE OR REPLACE TABLE looked AS SELECT ${texts.join(", ")} FROM ${readCsv(file, dialect)}`,
    );
  const takeWhole = () =>
    withTemporaryFolder(async (folder) => {
      const copy = join(folder, "whole.csv");
      await filterBrokenRecords(utf8, copy, path, dialect, () => undefined);
      await take(copy);
    });
  await (dialect.plain ? take(utf8).catch(takeWhole) : takeWhole());
}

async function seen(database: Database, header: string, source: string, rows: number) {
  const counts = Object.entries(patterns).map(
    ([name, pattern]) =>
      `count(*) FILTER (regexp_full_match(${source}, ${literal(pattern)})) AS ${name}`,
  );
  const [found = {}] = await database.rows(
    `SELECT count(${source}) AS known, count(DISTINCT ${source}) AS uniques, COALESCE(max(strlen(${source})), 0) AS longest,
     COALESCE(max(length(regexp_extract(${source}, '[.,](\\d*?)0*$', 1))), 0) AS decimals, ${counts.join(", ")} FROM looked`,
  );
  const values = await database.rows(
    `SELECT ${source} AS v, count(*) AS n FROM looked WHERE ${source} IS NOT NULL GROUP BY v ORDER BY n DESC, v LIMIT ${mostListed}`,
  );
  const of = (name: string) => integer(found[name]);
  return {
    header,
    source,
    rows,
    known: of("known"),
    distinct: of("uniques"),
    decimals: of("decimals"),
    longest: of("longest"),
    looks: Object.fromEntries(
      Object.keys(patterns).map((name) => [name, of(name)]),
    ) as unknown as Looks,
    values: values.map(({ v }) => textOf(v ?? "")),
  };
}
