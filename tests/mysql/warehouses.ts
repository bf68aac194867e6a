import { encodeArrow } from "../../format/arrow.ts";
import { openDatabase, type Database } from "../../etl/database.ts";
import { clean } from "../../etl/clean/index.ts";
import { duckdbWarehouse } from "../../etl/load/duckdb.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { mysqlWarehouse } from "../../etl/load/mysql/warehouse.ts";
import type { Warehouse } from "../../etl/load/warehouse.ts";
import { query } from "../../etl/query/index.ts";
import { read } from "../../etl/read/index.ts";
import { sqlFolder } from "../support/runs.ts";

const nothing = () => undefined;

/** Opens a MySQL or MariaDB warehouse that is fed from a database. */
export function openWarehouse(
  url: string,
  database: Database,
  notice: (text: string) => void = nothing,
  queryTimeout = 120_000,
): Promise<Warehouse> {
  return mysqlWarehouse(parseAddress(url, {}), database, {
    sleep: () => Promise.resolve(),
    askPassword: undefined,
    notice,
    queryTimeout,
  });
}

/** Loads the customers into a warehouse; then as `answersOf`. */
export async function snapshotsOf(
  warehouse: Warehouse,
  rows: number,
): Promise<ReadonlyMap<string, Buffer>> {
  await warehouse.load(rows, nothing);
  return answersOf(warehouse);
}

/**
 * Every question and cube of a warehouse that has its customers, as the bytes of its snapshot, by
 * name.
 */
export async function answersOf(warehouse: Warehouse): Promise<ReadonlyMap<string, Buffer>> {
  const { tables } = await query(sqlFolder, warehouse, nothing);
  return new Map(tables.map(({ name, columns }) => [name, Buffer.from(encodeArrow(columns))]));
}

/** Several engines fed from one embedded database, and the CSV that is in it. */
export interface Engines {
  /** Reads and cleans a CSV; returns its rows. */
  take(csv: string): Promise<number>;
  /** Where they are. */
  readonly database: Database;
  readonly embedded: Warehouse;
  readonly servers: readonly Warehouse[];
  close(): Promise<void>;
}

/** The embedded engine and a warehouse on each of the servers. */
export async function openEngines(urls: readonly string[]): Promise<Engines> {
  const database = await openDatabase();
  const servers = await Promise.all(urls.map((url) => openWarehouse(url, database)));
  return {
    async take(csv) {
      const { headers, source } = await read(csv, database, nothing);
      await clean(database, headers);
      return source.rows;
    },
    database,
    embedded: duckdbWarehouse(database),
    servers,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await database.close();
    },
  };
}
