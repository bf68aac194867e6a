import { encodeArrow } from "../../format/arrow.ts";
import { openDatabase, type Database } from "../../etl/database.ts";
import { clean } from "../../etl/clean/index.ts";
import type { Column } from "../../etl/contract/columns.ts";
import { duckdbWarehouse } from "../../etl/load/duckdb.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { mysqlWarehouse } from "../../etl/load/mysql/warehouse.ts";
import type { Warehouse } from "../../etl/load/warehouse.ts";
import { query, type Asked } from "../../etl/query/index.ts";
import { storedSums } from "../../etl/plan/cube.ts";
import { margins } from "../../etl/suppress/margins.ts";
import { read } from "../../etl/read/index.ts";
import { askedOf } from "../support/queries.ts";
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
  engines: Pick<Engines, "columns" | "asked">,
): Promise<ReadonlyMap<string, Buffer>> {
  await warehouse.load(engines.columns(), nothing);
  return answersOf(warehouse, engines);
}

/**
 * Everything that is asked of a warehouse that has its customers, and what is made of the rows of
 * the report's own statements, as the bytes of its snapshot, by name; with the margins, which a run
 * needs only now and then.
 */
export async function answersOf(
  warehouse: Warehouse,
  engines: Pick<Engines, "asked">,
): Promise<ReadonlyMap<string, Buffer>> {
  const asked = engines.asked();
  const { tables, groupings } = await query(asked, warehouse, nothing);
  const everybody = margins(groupings, storedSums(asked.analysis), 1);
  return new Map(
    [...tables, everybody].map(({ name, columns }) => [name, Buffer.from(encodeArrow(columns))]),
  );
}

/** Several engines fed from one embedded database, and the CSV that is in it. */
export interface Engines {
  /** Reads and cleans a CSV; returns its rows. */
  take(csv: string): Promise<number>;
  /** The columns of the CSV that was taken last, cleaned. */
  columns(): readonly Column[];
  /** What is asked of it. */
  asked(): Asked;
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
  let asked: Asked | undefined;
  return {
    columns: () => columns,
    asked() {
      if (!asked) throw new Error("No CSV was taken.");
      return asked;
    },
    async take(csv) {
      const input = await read(report, csv, database, nothing);
      ({ columns } = await clean(database, input, report));
      asked = await askedOf(database, columns);
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
