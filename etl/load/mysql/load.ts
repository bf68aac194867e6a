import { once } from "node:events";
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { Column } from "../../contract/columns.ts";
import { identifier, literal } from "../../contract/sql.ts";
import { textOf, type Database } from "../../database.ts";
import { ReportError } from "../../errors.ts";
import { nameOf, type Address } from "./address.ts";
import { lineStream, loadedColumns, type LoadedColumn } from "./lines.ts";
import { createTable } from "./schema.ts";
import { firstRow, type Server } from "./server.ts";

const loadingOf = (table: string) => `${table}__loading`;
const replacedOf = (table: string) => `${table}__replaced`;

const turn = "CONCAT('customer-trends.', DATABASE())";
/** Seconds within which a server notices that a build was cut off, mostly. */
const moment = 1;

/**
 * Takes the turn to load: one build at a time. The turn is the connection's, so that a killed build
 * leaves none.
 * @throws ReportError where another has it
 */
export async function takeTurn(connection: Connection, address: Address): Promise<void> {
  const [isTaken] = await firstRow(connection, `SELECT GET_LOCK(${turn}, ${moment})`);
  if (isTaken === "1") return;
  // A server does not notice at once that a client is gone: not while a query runs, and not where
  // the network lost it.
  const [holder = "null"] = await firstRow(connection, `SELECT IS_USED_LOCK(${turn})`).catch(
    () => [],
  );
  const how =
    holder === "null"
      ? ""
      : ` If none is running any more, the server has not noticed; this tells it: KILL ${holder}`;
  throw new ReportError("database", `Another build is loading into ${nameOf(address)}.`, {
    hint: `Run again when it has finished.${how}`,
  });
}

/** What a load needs beside its server. */
interface LoadContext {
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

async function replaceTable({ connection, flavour }: Server, context: LoadContext) {
  const { table } = context;
  const [loading, replaced] = [loadingOf(table), replacedOf(table)];
  const columns = await loadedColumns(context.database, table);
  await connection.query(createTable(loading, context.columns, context.key, flavour));
  const [infile] = await firstRow(connection, "SELECT @@local_infile");
  if (infile !== "1")
    context.notice(
      "The server does not allow LOAD DATA LOCAL, so the rows are inserted one by one, " +
        "which is slower. To turn it on there: SET GLOBAL local_infile = ON.",
    );
  const taken =
    infile === "1"
      ? await loadLines(connection, columns, context)
      : await insertRows(connection, columns, context);
  const present = Number((await firstRow(connection, `SELECT COUNT(*) FROM ${loading}`))[0]);
  if (taken.rows !== context.rows || present !== context.rows || taken.warnings > 0)
    throw new ReportError(
      "database",
      `Of ${context.rows} rows sent, the server took ${present}, with ${taken.warnings} warnings${taken.warning ? `; the first: ${taken.warning}` : ""}.`,
      {
        hint: `The table ${table} is as it was before.`,
      },
    );
  const [before] = await firstRow(
    connection,
    `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ${literal(table)}`,
  );
  await connection.query(
    before === "0"
      ? `RENAME TABLE ${loading} TO ${table}`
      : `RENAME TABLE ${table} TO ${replaced}, ${loading} TO ${table}`,
  );
  await connection.query(`DROP TABLE IF EXISTS ${replaced}`);
  return present;
}

interface Taken {
  readonly rows: number;
  readonly warnings: number;
  readonly warning?: string | undefined;
}

async function loadLines(
  connection: Connection,
  columns: readonly LoadedColumn[],
  { database, table, rows, advance }: LoadContext,
): Promise<Taken> {
  const stream = lineStream(database, table, columns, (sent) => advance(sent / rows));
  let asked = 0;
  // A backslash as a number: as a literal it is written in one way or another, by the sql_mode.
  const sql = `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${loadingOf(table)} CHARACTER SET utf8mb4 FIELDS ESCAPED BY 0x5C (${columns.map(({ name }) => name).join(", ")})`;
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

/** A statement takes at most 65,535 values. */
const batchValues = 10_000;

async function insertRows(
  connection: Connection,
  columns: readonly LoadedColumn[],
  { database, table, rows, advance }: LoadContext,
): Promise<Taken> {
  let taken: Taken = { rows: 0, warnings: 0 };
  const batchRows = Math.ceil(batchValues / columns.length);
  const places = `(${columns.map(() => "?").join(", ")})`;
  await connection.beginTransaction();
  for await (const chunk of database.chunks(`SELECT * FROM ${identifier(table)}`)) {
    const tuples = Array.from({ length: chunk[0]?.length ?? 0 }, (_, row) =>
      chunk.map((column) => {
        const cell = column[row] ?? null;
        return cell === null ? null : textOf(cell);
      }),
    );
    for (let start = 0; start < tuples.length; start += batchRows) {
      const batch = tuples.slice(start, start + batchRows);
      const [header] = await connection.execute<ResultSetHeader>(
        `INSERT INTO ${loadingOf(table)} (${columns.map(({ name }) => name).join(", ")}) VALUES ${batch.map(() => places).join(", ")}`,
        batch.flat(),
      );
      const { warnings, warning } = await firstWarning(connection, header);
      taken = {
        rows: taken.rows + header.affectedRows,
        warnings: taken.warnings + warnings,
        warning: taken.warning ?? warning,
      };
    }
    advance(taken.rows / rows);
  }
  await connection.commit();
  return taken;
}

async function firstWarning(connection: Connection, { warningStatus }: ResultSetHeader) {
  if (warningStatus === 0) return { warnings: 0 };
  const [, , warning] = await firstRow(connection, "SHOW WARNINGS LIMIT 1");
  return { warnings: warningStatus, warning: String(warning) };
}
