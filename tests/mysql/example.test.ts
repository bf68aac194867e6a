import { expect, onTestFinished, test } from "vitest";
import { clean } from "../../etl/clean/index.ts";
import { openDatabase } from "../../etl/database.ts";
import { duckdbWarehouse } from "../../etl/load/duckdb.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { mysqlWarehouse } from "../../etl/load/mysql/warehouse.ts";
import type { Warehouse } from "../../etl/load/warehouse.ts";
import { query } from "../../etl/query/index.ts";
import { read } from "../../etl/read/index.ts";
import { readReport } from "../../etl/report/load.ts";
import { encodeArrow } from "../../format/arrow.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import { askedOf } from "../support/queries.ts";
import { paying, subscriptions } from "../support/subscriptions.ts";

test.each(["mysql", "mariadb"] as const)(
  "%s answers the example's statements and questions as the embedded engine does",
  async (kind) => {
    const report = await readReport(subscriptions);
    const server = await privateServer(kind);
    onTestFinished(() => server.stop());
    const database = await openDatabase();
    onTestFinished(() => database.close());
    const warehouse = await mysqlWarehouse(parseAddress(server.url, {}), database, {
      ...report,
      sleep: () => Promise.resolve(),
      askPassword: undefined,
      notice: () => undefined,
      queryTimeout: 120_000,
    });
    onTestFinished(() => warehouse.close());
    const input = await read(report, report.data, database, () => undefined);
    const { columns } = await clean(database, input, report);
    expect(await warehouse.load(columns, () => undefined)).toBe(paying.length);
    const asked = await askedOf(database, columns, report.sql, report);
    const bytes = async (from: Warehouse) =>
      (await query(asked, from, () => undefined)).tables.map(
        ({ name, columns: found }) => [name, Buffer.from(encodeArrow(found))] as const,
      );
    const expected = await bytes(duckdbWarehouse(database, report.table));
    for (const name of ["cube-main", "revenue-at-risk", "finding-usage-churn"])
      expect(expected.map(([found]) => found)).toContain(name);
    expect(await bytes(warehouse)).toEqual(expected);
  },
);
