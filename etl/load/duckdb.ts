import { setImmediate } from "node:timers/promises";
import pLimit from "p-limit";
import { integer, type Database } from "../database.ts";
import { refuseFileAccess } from "./duckdb-access.ts";
import type { Warehouse } from "./warehouse.ts";

/** The embedded engine: the database in which the rows were cleaned is the warehouse. */
export function duckdbWarehouse(database: Database, table: string): Warehouse {
  // One query takes all cores, but for its beginning and its end.
  const limit = pLimit(2);
  return {
    engine: "DuckDB",
    async load() {
      const [row] = await database.rows(`SELECT count(*) AS n FROM ${table}`);
      return integer(row?.["n"]);
    },
    async query(sql) {
      const result = await limit(async () => {
        await refuseFileAccess(database, sql);
        return database.answer(sql);
      });
      // The engine begins with the next query before this thread reads out what it found.
      await setImmediate();
      return result();
    },
    version: () => database.version(),
    close() {
      limit.clearQueue();
      return Promise.resolve();
    },
  };
}
