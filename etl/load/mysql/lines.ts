import { Readable } from "node:stream";
import { identifier, literal } from "../../contract/sql.ts";
import { textOf, type Database } from "../../database.ts";

/** A column of the cleaned table in the embedded database: its name and DuckDB type. */
export interface LoadedColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns of the cleaned table, in order. */
export async function loadedColumns(database: Database, table: string): Promise<LoadedColumn[]> {
  const { columns } = await database.columns(
    "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = " +
      `${literal(table)} ORDER BY ordinal_position`,
  );
  const [names = [], types = []] = columns;
  return names.map((name, index) => ({ name: textOf(name), type: textOf(types[index]) }));
}

/**
 * SQL for a column as LOAD DATA reads it: backslash, tab, line feed and NUL escaped; DuckDB does it
 * faster than JavaScript.
 */
function escaped({ name, type }: LoadedColumn): string {
  const column = identifier(name);
  // Only numbers can be missing; LOAD DATA reads \N as NULL.
  if (type !== "VARCHAR") return `COALESCE(CAST(${column} AS VARCHAR), chr(92) || 'N')`;
  const replacements = [
    ["chr(92)", "repeat(chr(92), 2)"],
    ["chr(9)", "chr(92) || 't'"],
    ["chr(10)", "chr(92) || 'n'"],
    ["chr(0)", "chr(92) || '0'"],
  ];
  return replacements.reduce(
    (sql, [from = "", to = ""]) => `replace(${sql}, ${from}, ${to})`,
    column,
  );
}

/**
 * The rows as LOAD DATA reads them by default (tabs between values, a line feed at the end),
 * streamed as UTF-8, so that memory does not grow with the rows.
 * @param sent called with the number of rows handed over so far
 */
export function lineStream(
  database: Database,
  table: string,
  columns: readonly LoadedColumn[],
  sent: (rows: number) => void,
): Readable {
  const line = columns.map(escaped).join(" || chr(9) || ");
  return Readable.from(
    pieces(database, `SELECT ${line} || chr(10) AS line FROM ${identifier(table)}`, sent),
    {
      objectMode: false,
      highWaterMark: 1 << 20,
    },
  );
}

async function* pieces(database: Database, sql: string, sent: (rows: number) => void) {
  let rows = 0;
  for await (const [lines = []] of database.chunks(sql)) {
    rows += lines.length;
    yield Buffer.from(lines.map(textOf).join(""), "utf8");
    sent(rows);
  }
}
