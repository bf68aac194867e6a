import type { Column } from "../contract/columns.ts";
import { identifier, isCanonical, literal, typedValue } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import { messageOf } from "../errors.ts";
import type { Dialect } from "./preflight.ts";

/** A UTF-8 file, and the table `raw` that was scanned from its whole records. */
export interface Scanned {
  readonly path: string;
  readonly sourceName: string;
  readonly database: Database;
  readonly dialect: Dialect;
  /** How many rows `raw` has. */
  readonly rows: number;
  /** Whether it was scanned from a copy without the file's empty rows. */
  readonly copied: boolean;
}

/** The name that column `position` of the file has inside DuckDB, whatever its header says. */
const fileColumn = (position: number) => `column_${position}`;

/** SQL for the text of a column in the scanned file. */
export function sourceOf(column: Column, dialect: Dialect): string {
  return fileColumn(dialect.header.positions.get(column.name) ?? -1);
}

/**
 * SQL of DuckDB's CSV reader on the whole file, all text, with exactly the dialect that was
 * sniffed.
 */
export function readCsv(path: string, dialect: Dialect): string {
  const columns = dialect.header.headers.map(
    (_, position) => `${literal(fileColumn(position))}: 'VARCHAR'`,
  );
  return `read_csv(${literal(path)}, auto_detect = false, header = true, delim = ${literal(dialect.delimiter)}, quote = '"', escape = '"',
    columns = {${columns.join(", ")}}, compression = 'none', strict_mode = true)`;
}

/** Columns of any text: few values each, as a rule. */
export const freeTexts = (columns: readonly Column[]) =>
  columns.filter(({ type, allowed }) => type === "text" && !allowed);

/**
 * Scans the file into the table `raw` as fast as can be, which is in no order: the report's
 * columns, typed.
 * @returns whether all of it could be taken and every value is written in its canonical form
 */
export async function scanPlain(
  database: Database,
  path: string,
  dialect: Dialect,
  advance: (share: number) => void,
): Promise<boolean> {
  // Of these the values are looked at rather than every row.
  const freeText = freeTexts(dialect.columns);
  const judged = dialect.columns.filter((column) => !freeText.includes(column));
  await database.run("SET preserve_insertion_order = false");
  try {
    if ((await scan(database, path, dialect, advance, judged)) !== undefined) return false;
  } finally {
    await database.run("SET preserve_insertion_order = true");
  }
  // Counted rather than asked whether there is any, which DuckDB answers in a third of the time.
  const values = freeText.map(
    (column) =>
      `SELECT count(*) FILTER (NOT COALESCE(${isCanonical(column, "v")}, FALSE)) AS n FROM ` +
      `(SELECT ${identifier(column.name)} AS v FROM raw GROUP BY v)`,
  );
  const [found] = await database.rows(
    `SELECT sum(n) AS n FROM (SELECT count(*) FILTER (odd) AS n FROM raw${values.map((sql) => ` UNION ALL ${sql}`).join("")})`,
  );
  return integer(found?.["n"]) === 0;
}

/**
 * Scans the file into the table `raw`: the report's columns, typed, in file order, and `odd`,
 * whether any of the row's values is not written in its canonical form.
 * @param judged the columns that tell whether a row is odd
 * @returns why not all of the file could be taken, in DuckDB's words; undefined where it could
 */
export async function scan(
  database: Database,
  path: string,
  dialect: Dialect,
  advance: (share: number) => void,
  judged: readonly Column[] = dialect.columns,
): Promise<string | undefined> {
  const typed = dialect.columns.map(
    (column) => `${typedValue(column, sourceOf(column, dialect))} AS ${identifier(column.name)}`,
  );
  const canonical = judged.map((column) => isCanonical(column, sourceOf(column, dialect)));
  const isOdd =
    canonical.length === 0 ? "FALSE" : `NOT COALESCE(${canonical.join(" AND\n  ")}, FALSE)`;
  const sql = `CREATE OR REPLACE TABLE raw AS SELECT ${typed.join(",\n  ")},
  ${isOdd} AS odd
FROM ${readCsv(path, dialect)}`;
  try {
    await database.watched(database.run(sql), advance);
    return undefined;
  } catch (cause) {
    return messageOf(cause).split("\n")[0];
  }
}
