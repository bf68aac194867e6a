import type { Database } from "../database.ts";
import type { Effects } from "../progress.ts";
import type { Report } from "../report/report.ts";
import { duckdbWarehouse } from "./duckdb.ts";
import type { Address } from "./mysql/address.ts";
import { mysqlWarehouse } from "./mysql/warehouse.ts";
import type { Warehouse } from "./warehouse.ts";

/** Which engine answers the queries. */
export interface WarehouseOptions {
  /** The MySQL database; undefined for the embedded engine. */
  readonly mysql: Address | undefined;
  /** How long one query of the database may take, in milliseconds. */
  readonly queryTimeout: number;
  readonly report: Pick<Report, "table" | "key">;
}

/**
 * Opens the warehouse that answers the queries.
 * @param database where the CSV is read and cleaned, and the embedded engine itself
 * @throws ReportError for a server that cannot be used
 */
export async function openWarehouse(
  { mysql, queryTimeout, report: { table, key } }: WarehouseOptions,
  database: Database,
  { sleep, reporter, askPassword }: Effects,
): Promise<Warehouse> {
  if (!mysql) return duckdbWarehouse(database, table);
  const notice = (text: string) => reporter.notice(text);
  return mysqlWarehouse(mysql, database, {
    sleep,
    askPassword,
    notice,
    queryTimeout,
    table,
    key,
  });
}
