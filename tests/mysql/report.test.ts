import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clean } from "../../etl/clean/index.ts";
import { openDatabase, textOf, type Database } from "../../etl/database.ts";
import { duckdbWarehouse } from "../../etl/load/duckdb.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { mysqlWarehouse } from "../../etl/load/mysql/warehouse.ts";
import { rowsFrom, type Warehouse } from "../../etl/load/warehouse.ts";
import { read } from "../../etl/read/index.ts";
import { readTable } from "../../etl/read/table.ts";
import { parseReport } from "../../etl/report/load.ts";
import { storedSums } from "../../etl/plan/cube.ts";
import { query } from "../../etl/query/index.ts";
import { margins } from "../../etl/suppress/margins.ts";
import { encodeArrow } from "../../format/arrow.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import { csvFile } from "../support/customers.ts";
import { temporaryFolder } from "../support/folders.ts";
import { askedOf } from "../support/queries.ts";

type RunningServer = Awaited<ReturnType<typeof privateServer>>;

const report = parseReport(
  `currency: EUR
data: a.csv
table: account
row: { one: account, many: accounts }
key: code
columns:
  code: { header: Code, type: string }
  city: { header: City, type: string }
  months: { header: Months, type: integer, constraints: { minimum: -5, maximum: 200 } }
  balance: { header: Balance, type: money }
  total: { header: Total, type: money, missing: keep }
cleaning:
  - { bins: months, into: band, edges: [0, 12], labels: [none, first year, later] }
metrics:
  balances: { sum: balance }
  average_total: { mean: total }
  average_balance: { mean: balance }
  average_months: { mean: months }
  early: { share: { band: [none, first year] } }
  in_town: { share: { city: ["Zürich", 'Tab	here', "it's"] } }
  per_account: { ratio: [balances, accounts] }
dashboard:
  kpis: [accounts, balances, average_total, early, in_town]
  slicers: [band]
  figures:
    - { id: a, bars: in_town, by: city, columns: [average_total, per_account] }
    - { id: b, heatmap: average_total, by: [city, band] }
drivers: { title: D, of: [average_total, average_balance, average_months], by: [city, band] }
claims:
  - { id: a, claim: A., about: B, means: average_total, by: city }
  - { id: b, claim: A., about: B, rates: in_town, by: band }
  - { id: c, claim: A., about: B, lead: balances, by: city, groups: [Oslo] }
  - { id: d, claim: A., about: B, correlation: [months, balance] }
`.replace("metrics:\n", "metrics:\n  accounts: { count: rows }\n"),
  "report.yaml",
  ".",
);
const csv = [
  "Code,City,Months,Balance,Total",
  "a-1,Zürich,-5,-12.50,",
  'B\\2,"Tab\there",0,0,10',
  "a 3,Oslo,12,9999999999.99,-0.01",
  "ä4,Oslo,200,-0.01,",
];

describe.each(["mysql", "mariadb"] as const)("another report's table on %s", (kind) => {
  let server: RunningServer;
  let database: Database;
  let warehouse: Warehouse;

  beforeAll(async () => {
    server = await privateServer(kind);
    database = await openDatabase();
    warehouse = await mysqlWarehouse(parseAddress(server.url, {}), database, {
      ...report,
      sleep: () => Promise.resolve(),
      askPassword: undefined,
      notice: () => undefined,
      queryTimeout: 120_000,
    });
  }, 1_200_000);
  afterAll(async () => {
    await warehouse.close();
    await database.close();
    await server.stop();
  });

  test("has text keys, negative amounts and missing values as the embedded engine has them", async () => {
    const input = await read(report, csvFile(`${csv.join("\n")}\n`), database, () => undefined);
    const { columns } = await clean(database, input, report);
    expect(await warehouse.load(columns, () => undefined)).toBe(4);
    const texts = async (from: Warehouse) =>
      (await from.query("SELECT * FROM account ORDER BY code")).columns.map((column) =>
        column.map((cell) => (cell === null ? null : textOf(cell))),
      );
    expect(await texts(warehouse)).toEqual(await texts(duckdbWarehouse(database, report.table)));
    const found = await readTable(rowsFrom(warehouse), report);
    expect(found).toMatchObject({ rows: 4, dropped: [] });
    const sums = await rowsFrom(warehouse)(
      "SELECT COUNT(*) AS n, COUNT(total) AS known, SUM(total) AS total FROM account",
    );
    expect(Object.values(sums[0] ?? {}).map(String)).toEqual(["4", "2", "9.99"]);
  });

  test("is asked by the report's own statements to the same bytes as the embedded engine", async () => {
    const input = await read(report, csvFile(`${csv.join("\n")}\n`), database, () => undefined);
    const { columns } = await clean(database, input, report);
    await warehouse.load(columns, () => undefined);
    const asked = await askedOf(database, columns, temporaryFolder(), report);
    const bytes = async (from: Warehouse) => {
      const { tables, groupings } = await query(asked, from, () => undefined);
      const everybody = margins(groupings, storedSums(report.analysis), 1);
      return [...tables, everybody].map(
        (table) => [table.name, Buffer.from(encodeArrow(table.columns))] as const,
      );
    };
    const [found, expected] = [
      await bytes(warehouse),
      await bytes(duckdbWarehouse(database, report.table)),
    ];
    expect(expected.map(([name]) => name)).toEqual([
      ...["a", "b", "c", "d"].map((id) => `finding-${id}`),
      "driver-accounts",
      "cube-main",
      "cube-margins",
    ]);
    expect(found).toEqual(expected);
  });

  test("is refused where a value of a complete column is missing", async () => {
    const connection = await createConnection({ uri: server.rootUrl });
    await connection.query("ALTER TABLE account MODIFY months INT NULL");
    await connection.query("UPDATE account SET months = NULL WHERE code = 'a 3'");
    await connection.end();
    await expect(readTable(rowsFrom(warehouse), report)).rejects.toMatchObject({
      message: expect.stringContaining(
        "months: 1 of 4 rows do not hold a whole number from −5 to 200",
      ) as string,
    });
  });
});
