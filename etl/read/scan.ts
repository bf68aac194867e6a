import { contract, type Column } from "../contract/columns.ts";
import { identifier, isAccepted, literal, typedValue } from "../contract/sql.ts";
import type { Database } from "../database.ts";
import type { Dialect } from "./preflight.ts";

/** Rejected lines kept for the message; a file with more is refused all the same. */
export const rejectsLimit = 10_000;

/** The name that column `position` of the file has inside DuckDB, whatever its header says. */
const fileColumn = (position: number) => `column_${position}`;

/** SQL for the text of a contract column in the scanned file. */
export function sourceOf(column: Column, dialect: Dialect): string {
  return fileColumn(dialect.header.positions.get(column.name) ?? -1);
}

/** SQL of DuckDB's CSV reader on the whole file, all text, with exactly the dialect that was sniffed. */
export function readCsv(path: string, dialect: Dialect): string {
  const columns = dialect.header.headers.map((_, position) => `${literal(fileColumn(position))}: 'VARCHAR'`);
  return `read_csv(${literal(path)}, auto_detect = false, header = true, delim = ${literal(dialect.delimiter)}, quote = '"', escape = '"',
    columns = {${columns.join(", ")}}, compression = 'none', strict_mode = true, store_rejects = true, rejects_limit = ${rejectsLimit})`;
}

/**
 * Scans the file into the table `raw`: the contract's columns, typed, in file order, and `refused`, whether any of the
 * row's values is one that the contract does not accept.
 */
export async function scan(database: Database, path: string, dialect: Dialect): Promise<void> {
  const typed = contract.map((column) => `${typedValue(column, sourceOf(column, dialect))} AS ${identifier(column.name)}`);
  const accepted = contract.map((column) => `(${isAccepted(column, sourceOf(column, dialect))})`);
  await database.run(
    `CREATE OR REPLACE TABLE raw AS SELECT ${typed.join(",\n  ")},
  NOT (${accepted.join(" AND\n  ")}) AS refused
FROM ${readCsv(path, dialect)}`,
  );
}
