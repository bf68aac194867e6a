import type { FieldPacket } from "mysql2";
import type { Connection } from "mysql2/promise";
import type { Column } from "../../contract/columns.ts";
import { identifier } from "../../contract/sql.ts";
import { integer, type Cell, type ColumnResult, type Database } from "../../database.ts";
import type { Warehouse } from "../warehouse.ts";
import { nameOf, type Address } from "./address.ts";
import { checkVersion, connect, disconnect } from "./connect.ts";
import { databaseError, isSqlMistake } from "./failures.ts";
import { openLanes } from "./lanes.ts";
import { loadRows, takeTurn } from "./load.ts";
import { unlessSilent } from "./server.ts";

const querying = "querying";

/** Effects and limits of a MySQL warehouse. */
interface MysqlOptions {
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly askPassword: ((who: string) => Promise<string>) | undefined;
  readonly notice: (text: string) => void;
  /** Milliseconds after which a query is given up, and a load in which nothing moves. */
  readonly queryTimeout: number;
  /** The table to load, and the column that identifies a row of it. */
  readonly table: string;
  readonly key: Column | undefined;
}

/**
 * Connects to a MySQL or MariaDB server that takes the place of the embedded engine.
 * @throws ReportError
 */
export async function mysqlWarehouse(
  address: Address,
  database: Database,
  options: MysqlOptions,
): Promise<Warehouse> {
  const { password = await options.askPassword?.(nameOf(address)) } = address;
  const known = { ...address, password };
  const server = await connect(known, options.sleep);
  try {
    checkVersion(server);
  } catch (error) {
    await disconnect(server);
    throw error;
  }
  const during = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      // Whoever asked names the file whose SQL it is.
      throw doing === querying && isSqlMistake(error)
        ? error
        : databaseError(error, address, doing);
    }
  };
  const lanes = openLanes(server, () => connect(known, options.sleep), options.queryTimeout);
  return {
    engine: server.name,
    load: (columns, advance) =>
      during("loading the rows", () =>
        unlessSilent(server.socket, options.queryTimeout, async () => {
          await takeTurn(server.connection, address);
          const { table, key, notice } = options;
          const [counted] = await database.rows(`SELECT count(*) AS n FROM ${identifier(table)}`);
          const rows = integer(counted?.["n"]);
          return loadRows(server, { database, table, columns, key, rows, advance, notice });
        }),
      ),
    query: (sql) => during(querying, () => lanes.use((connection) => query(connection, sql))),
    version: () => Promise.resolve(server.version),
    close: () => lanes.close(),
  };
}

/**
 * Runs a query by the binary protocol: floating-point numbers come as their eight bytes, not as
 * digits.
 */
async function query(connection: Connection, sql: string): Promise<ColumnResult> {
  const [rows, fields] = (await connection.execute({ sql, rowsAsArray: true })) as unknown as [
    Cell[][],
    FieldPacket[],
  ];
  const names = fields.map(({ name }) => name);
  return { names, columns: names.map((_, index) => rows.map((row) => row[index] ?? null)) };
}
