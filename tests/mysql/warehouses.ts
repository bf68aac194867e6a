import { encodeArrow } from "../../format/arrow.ts";
import { openDatabase, type Database } from "../../etl/database.ts";
import { clean } from "../../etl/clean/index.ts";
import type { Column } from "../../etl/contract/columns.ts";
import { duckdbWarehouse } from "../../etl/load/duckdb.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { mysqlWarehouse } from "../../etl/load/mysql/warehouse.ts";
import type { Warehouse } from "../../etl/load/warehouse.ts";
import { query } from "../../etl/query/index.ts";
import { read } from "../../etl/read/index.ts";
import { sqlFolder } from "../support/runs.ts";
import { report } from "../support/report.ts";

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
    table: report.table,
    key: report.key,
  });
}

/** Loads the customers into a warehouse; then as `answersOf`. */
export async function snapshotsOf(
  warehouse: Warehouse,
  columns: readonly Column[],
): Promise<ReadonlyMap<string, Buffer>> {
  await warehouse.load(columns, nothing);
  return answersOf(warehouse);
}

/**
 * Every question and cube of a warehouse that has its customers, as the bytes of its snapshot, by
 * name.
 */
export async function answersOf(warehouse: Warehouse): Promise<ReadonlyMap<string, Buffer>> {
  const { tables } = await query(report, sqlFolder, warehouse, nothing);
  return new Map(tables.map(({ name, columns }) => [name, Buffer.from(encodeArrow(columns))]));
}

/** Several engines fed from one embedded database, and the CSV that is in it. */
export interface Engines {
  /** Reads and cleans a CSV; returns its rows. */
  take(csv: string): Promise<number>;
  /** The columns of the CSV that was taken last, cleaned. */
  columns(): readonly Column[];
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
  let columns: readonly Column[] = [];
  return {
    columns: () => columns,
    async take(csv) {
      const input = await read(report, csv, database, nothing);
      ({ columns } = await clean(database, input, report));
      return input.source.rows;
    },
    database,
    embedded: duckdbWarehouse(database, report.table),
    servers,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await database.close();
    },
  };
}
