import type { FieldPacket } from "mysql2";
import type { Cell, Database } from "../../database.ts";
import { ReportError } from "../../errors.ts";
import type { QueryResult, Warehouse } from "../warehouse.ts";
import { nameOf, type Address } from "./address.ts";
import { checkVersion, connect, type Server } from "./connect.ts";
import { databaseError, isSqlMistake } from "./failures.ts";
import { loadCustomers } from "./load.ts";

const querying = "querying";

/** Effects and limits of a MySQL warehouse. */
export interface MysqlOptions {
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly askPassword: ((who: string) => Promise<string>) | undefined;
  readonly notice: (text: string) => void;
  /** Milliseconds after which a query is given up. */
  readonly queryTimeout: number;
}

/** Connects to a MySQL or MariaDB server that takes the place of the embedded engine. @throws ReportError */
export async function mysqlWarehouse(address: Address, database: Database, options: MysqlOptions): Promise<Warehouse> {
  const server = await connect(await withPassword(address, options), options.sleep);
  try {
    checkVersion(server);
  } catch (error) {
    server.connection.destroy();
    throw error;
  }
  const during = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      // Whoever asked names the file whose SQL it is.
      throw doing === querying && isSqlMistake(error) ? error : databaseError(error, address, doing);
    }
  };
  const lanes = openLanes(server, () => connect(address, options.sleep));
  return {
    engine: server.name,
    parallel: lanes.count,
    load: (rows, advance) =>
      during("loading the customers", async () => {
        await takeTurn(server, address);
        return loadCustomers(server, { database, rows, advance, notice: options.notice });
      }),
    query: (sql) => during(querying, () => lanes.use((lane) => query(lane, sql, options.queryTimeout))),
    version: () => Promise.resolve(server.version),
    close: () => lanes.close(),
  };
}

/**
 * Connections that queries are spread over. A server answers each with one core, so two answer a report's queries in half the
 * time (measured on two cores); the second is opened when it is first needed.
 */
function openLanes(first: Server, open: () => Promise<Server>) {
  const count = 2;
  const all: Promise<Server>[] = [Promise.resolve(first)];
  const idle = [...all];
  return {
    count,
    async use<T>(work: (lane: Server) => Promise<T>): Promise<T> {
      let lane = idle.pop();
      if (!lane) all.push((lane = open()));
      try {
        return await work(await lane);
      } finally {
        idle.push(lane);
      }
    },
    async close(): Promise<void> {
      for (const lane of await Promise.allSettled(all)) if (lane.status === "fulfilled") await lane.value.connection.end().catch(() => lane.value.connection.destroy());
    },
  };
}

async function withPassword(address: Address, { askPassword }: MysqlOptions): Promise<Address> {
  if (address.password !== undefined || !askPassword) return address;
  return { ...address, password: await askPassword(nameOf(address)) };
}

/** One build at a time: the lock is the connection's, so that a killed build leaves none. */
async function takeTurn({ connection }: Server, address: Address): Promise<void> {
  const [rows] = await connection.query({ sql: "SELECT GET_LOCK(CONCAT('customer-trends.', DATABASE()), 0)", rowsAsArray: true });
  if (String((rows as unknown as unknown[][])[0]?.[0]) === "1") return;
  throw new ReportError("database", `Another build is loading into ${nameOf(address)}.`, { hint: "Run again when it has finished." });
}

/** Runs a query by the binary protocol: floating-point numbers come as their eight bytes, not as digits. */
async function query({ connection }: Server, sql: string, timeout: number): Promise<QueryResult> {
  const [rows, fields] = (await connection.execute({ sql, timeout, rowsAsArray: true })) as unknown as [Cell[][], FieldPacket[]];
  const names = fields.map(({ name }) => name);
  return { names, columns: names.map((_, index) => rows.map((row) => row[index] ?? null)) };
}
