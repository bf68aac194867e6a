import { once } from "node:events";
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { Column } from "../../contract/columns.ts";
import { identifier, literal } from "../../contract/sql.ts";
import type { Cell, Database } from "../../database.ts";
import { textOf } from "../../database.ts";
import { ReportError } from "../../errors.ts";
import { lineStream, loadedColumns, type LoadedColumn } from "./lines.ts";
import { createTable } from "./schema.ts";
import type { Server } from "./server.ts";

const loadingOf = (table: string) => `${table}__loading`;
const replacedOf = (table: string) => `${table}__replaced`;

/** What a load needs beside its server. */
export interface LoadContext {
  readonly database: Database;
  /** The cleaned table in the embedded database, which has the same name on the server. */
  readonly table: string;
  readonly columns: readonly Column[];
  /** The column that identifies a row. */
  readonly key: Column | undefined;
  /** How many rows it has. */
  readonly rows: number;
  readonly advance: (share: number) => void;
  readonly notice: (text: string) => void;
}

async function scalar(connection: Connection, sql: string): Promise<string> {
  const [rows] = await connection.query({ sql, rowsAsArray: true });
  return String((rows as unknown as unknown[][])[0]?.[0]);
}

/**
 * Loads the cleaned rows into a table: into one beside it first, which takes its place in one RENAME
 * once it is complete, so that a load that fails leaves the old table as it was. What a killed load
 * left is dropped.
 * @throws ReportError where the server did not take every row as it was sent
 */
export async function loadRows(server: Server, context: LoadContext): Promise<number> {
  const { connection } = server;
  const [loading, replaced] = [loadingOf(context.table), replacedOf(context.table)];
  await connection.query(`DROP TABLE IF EXISTS ${loading}, ${replaced}`);
  try {
    return await replaceTable(server, context);
  } catch (error) {
    // A part of a table would keep a full disk full. Where the connection is gone, the next load
    // drops it.
    await connection.query(`DROP TABLE IF EXISTS ${loading}`).catch(() => undefined);
    throw error;
  }
}

async function replaceTable(
  { connection, flavour }: Server,
  context: LoadContext,
): Promise<number> {
  const { table } = context;
  const [loading, replaced] = [loadingOf(table), replacedOf(table)];
  const columns = await loadedColumns(context.database, table);
  await connection.query(createTable(loading, context.columns, context.key, flavour));
  const infile = (await scalar(connection, "SELECT @@local_infile")) === "1";
  if (!infile)
    context.notice(
      "The server does not allow LOAD DATA LOCAL, so the rows are inserted one by one, " +
        "which is slower. To turn it on there: SET GLOBAL local_infile = ON.",
    );
  const taken = infile
    ? await loadLines(connection, columns, context)
    : await insertRows(connection, columns, context);
  const present = Number(await scalar(connection, `SELECT COUNT(*) FROM ${loading}`));
  if (taken.rows !== context.rows || present !== context.rows || taken.warnings > 0)
    throw new ReportError(
      "database",
      `Of ${context.rows} rows sent, the server took ${present}, with ${taken.warnings} warnings${taken.warning ? `; the first: ${taken.warning}` : ""}.`,
      {
        hint: `The table ${table} is as it was before.`,
      },
    );
  const exists =
    (await scalar(
      connection,
      `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ${literal(table)}`,
    )) !== "0";
  await connection.query(
    exists
      ? `RENAME TABLE ${table} TO ${replaced}, ${loading} TO ${table}`
      : `RENAME TABLE ${loading} TO ${table}`,
  );
  await connection.query(`DROP TABLE IF EXISTS ${replaced}`);
  return present;
}

interface Taken {
  readonly rows: number;
  readonly warnings: number;
  readonly warning?: string;
}

async function loadLines(
  connection: Connection,
  columns: readonly LoadedColumn[],
  { database, table, rows, advance }: LoadContext,
): Promise<Taken> {
  const stream = lineStream(database, table, columns, (sent) => advance(sent / rows));
  let asked = 0;
  const sql = `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${loadingOf(table)} CHARACTER SET utf8mb4 (${columns.map(({ name }) => name).join(", ")})`;
  // Whatever file a server asks for, it gets these lines, once: no file of this machine can be read
  // by it.
  const infileStreamFactory = () => {
    if (asked++ > 0) throw new Error("The server asked for a second file.");
    return stream;
  };
  const [header] = await connection
    .query<ResultSetHeader>({ sql, infileStreamFactory })
    .finally(async () => {
      // The database may be closed only when nothing reads from it any more.
      if (!stream.destroy().closed) await once(stream, "close");
    });
  return { rows: header.affectedRows, ...(await firstWarning(connection, header)) };
}

const batchRows = 500;

async function insertRows(
  connection: Connection,
  columns: readonly LoadedColumn[],
  { database, table, rows, advance }: LoadContext,
): Promise<Taken> {
  let taken: Taken = { rows: 0, warnings: 0 };
  await connection.beginTransaction();
  for await (const chunk of database.chunks(`SELECT * FROM ${identifier(table)}`)) {
    const tuples = Array.from({ length: chunk[0]?.length ?? 0 }, (_, row) =>
      chunk.map((column) => plain(column[row] ?? null)),
    );
    for (let start = 0; start < tuples.length; start += batchRows) {
      const [header] = await connection.query<ResultSetHeader>(
        `INSERT INTO ${loadingOf(table)} (${columns.map(({ name }) => name).join(", ")}) VALUES ?`,
        [tuples.slice(start, start + batchRows)],
      );
      const { warnings, warning } = await firstWarning(connection, header);
      taken = {
        rows: taken.rows + header.affectedRows,
        warnings: taken.warnings + warnings,
        ...((taken.warning ?? warning) === undefined
          ? {}
          : { warning: taken.warning ?? warning ?? "" }),
      };
    }
    advance(taken.rows / rows);
  }
  await connection.commit();
  return taken;
}

const plain = (cell: Cell) => (cell === null ? null : textOf(cell));

async function firstWarning(
  connection: Connection,
  { warningStatus }: ResultSetHeader,
): Promise<{ warnings: number; warning?: string }> {
  if (warningStatus === 0) return { warnings: 0 };
  const [rows] = await connection.query({ sql: "SHOW WARNINGS LIMIT 1", rowsAsArray: true });
  return { warnings: warningStatus, warning: String((rows as unknown as unknown[][])[0]?.[2]) };
}
