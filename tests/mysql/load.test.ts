import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createConnection, type Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clean } from "../../etl/clean/index.ts";
import { openDatabase, textOf, type Database } from "../../etl/database.ts";
import { read } from "../../etl/read/index.ts";
import { fileKinds, sqlFiles } from "../../etl/query/files.ts";
import { query } from "../../etl/query/index.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { csvFile, csvOf, customers, someCustomers } from "../support/customers.ts";
import { temporaryFolder } from "../support/folders.ts";
import { askedOf } from "../support/queries.ts";
import { failure, sqlFolder } from "../support/runs.ts";
import { engines } from "./engines.ts";
import { openWarehouse } from "./warehouses.ts";
import { report } from "../support/report.ts";
import type { Column } from "../../etl/contract/columns.ts";

const nothing = () => undefined;

describe.each(engines)("a load into %s", (kind) => {
  let server: RunningServer;
  let database: Database;
  let connection: Connection;
  let columns: readonly Column[];

  beforeAll(async () => {
    server = await privateServer(kind);
    database = await openDatabase();
    connection = await createConnection({ uri: server.rootUrl, multipleStatements: true });
  }, 1_200_000);
  afterAll(async () => {
    await connection.end();
    await database.close();
    await server.stop();
  });

  const take = async (csv: string) => {
    const input = await read(report, csv, database, nothing);
    ({ columns } = await clean(database, input, report));
  };
  const load = async (notice: (text: string) => void = nothing) => {
    const warehouse = await openWarehouse(server.url, database, notice);
    try {
      return await warehouse.load(columns, nothing);
    } finally {
      await warehouse.close();
    }
  };
  const scalar = async (sql: string) => {
    const [found] = await connection.query({ sql, rowsAsArray: true });
    return String((found as unknown as unknown[][])[0]?.[0]);
  };
  const tables = async () => {
    const [found] = await connection.query({ sql: "SHOW TABLES", rowsAsArray: true });
    return (found as unknown as string[][]).flat();
  };

  test("brings every row in, byte for byte, and leaves no table beside it", async () => {
    const hostile = [
      "a\\b",
      "tab\there",
      "line\nbreak",
      "quote ' \" `",
      "😀 ﬁ é",
      "'; DROP TABLE customer; --",
      "bell\u0007",
      "two  spaces",
    ];
    await take(
      csvFile(
        csvOf(customers(...hostile.map((location) => ({ location, purchase_amount: "19.99" })))),
      ),
    );
    expect(await load()).toBe(hostile.length);
    const [found] = await connection.query({
      sql: "SELECT location, purchase_amount FROM customer ORDER BY customer_id",
      rowsAsArray: true,
    });
    expect(found).toEqual(hostile.map((location) => [location, "19.99"]));
    expect(await tables()).toEqual(["customer"]);
  });

  test("inserts in batches, with a notice, where the server allows no LOAD DATA LOCAL", async () => {
    await take(csvFile(csvOf(someCustomers(1_234))));
    await connection.query("SET GLOBAL local_infile = OFF");
    try {
      const notices: string[] = [];
      expect(await load((text) => notices.push(text))).toBe(1_234);
      expect(notices.join()).toContain("SET GLOBAL local_infile = ON");
      expect(await scalar("SELECT SUM(purchase_amount) FROM customer")).toBe(
        await database
          .rows("SELECT CAST(sum(purchase_amount) AS VARCHAR) AS s FROM customer")
          .then(([row]) => textOf(row?.["s"])),
      );
    } finally {
      await connection.query("SET GLOBAL local_infile = ON");
    }
  });

  test("that is killed leaves the old table whole, and the next one succeeds", async () => {
    await take(csvFile(csvOf(someCustomers(5))));
    await load();
    await take(csvFile(csvOf(someCustomers(2_000))));
    const warehouse = await openWarehouse(server.url, database);
    const broken = failure(warehouse.load(columns, () => void server.kill()));
    expect(await broken).toMatchObject({
      exitCode: 6,
      hint: expect.stringContaining("Run again when it is up") as string,
    });
    await warehouse.close();
    await server.restart();
    connection = await createConnection({ uri: server.rootUrl, multipleStatements: true });
    expect(await scalar("SELECT COUNT(*) FROM customer")).toBe("5");
    expect(await load()).toBe(2_000);
    expect(await tables()).toEqual(["customer"]);
  });

  test("waits for no other: a second one at the same time says so and stops", async () => {
    await take(csvFile(csvOf(someCustomers(5))));
    await connection.query("DO GET_LOCK(CONCAT('customer-trends.', DATABASE()), 0)");
    expect((await failure(load())).message).toMatch(
      /^Another build is loading into trends@127\.0\.0\.1:\d+\/customer_trends\.$/,
    );
    await connection.query("DO RELEASE_ALL_LOCKS()");
    expect(await load()).toBe(5);
  });

  test("a wrong password and an unknown database are told with the mend, and never with the password", async () => {
    const url = new URL(server.url);
    const [right, wrong] = [url.password, "not-the-password"];
    url.password = wrong;
    const denied = await failure(openWarehouse(url.href, database));
    expect(denied).toMatchObject({
      exitCode: 6,
      hint: expect.stringContaining("MYSQL_PWD") as string,
    });
    url.password = right;
    url.pathname = "/customer_trends_unknown";
    const unknown = await failure(openWarehouse(url.href, database));
    expect(unknown.hint).toContain("CREATE DATABASE `customer_trends_unknown`");
    for (const { message, hint } of [denied, unknown])
      for (const secret of [right, wrong]) expect(`${message} ${hint ?? ""}`).not.toContain(secret);
  });

  test("a mistake in the SQL is told as the question's, with its file", async () => {
    await take(csvFile(csvOf(someCustomers(5))));
    const folder = temporaryFolder();
    mkdirSync(join(folder, "questions"));
    writeFileSync(
      join(folder, "questions/typo.sql"),
      "/*\ntitle: T\nquestion: Q?\ncolumns: { color: { label: Colour, type: text } }\n*/\nSELECT colour AS color FROM customer",
    );
    const warehouse = await openWarehouse(server.url, database);
    await warehouse.load(columns, nothing);
    const error = await failure(
      query(await askedOf(database, columns, folder), warehouse, nothing),
    );
    expect(error.exitCode).toBe(4);
    expect(error.message).toMatch(
      /questions\/typo\.sql: (MySQL|MariaDB) refuses the query: Unknown column 'colour'/,
    );
    await warehouse.close();
  });

  test.runIf(kind === "mysql")(
    "goes through TLS where the server has it; a certificate nobody vouches for is refused if asked to be verified",
    async () => {
      for (const mode of ["PREFERRED", "REQUIRED"])
        await (await openWarehouse(`${server.url}?ssl-mode=${mode}`, database)).close();
      const refused = await failure(openWarehouse(`${server.url}?ssl-mode=VERIFY_CA`, database));
      expect(refused).toMatchObject({
        exitCode: 6,
        hint: expect.stringContaining("ssl-ca") as string,
      });
    },
  );

  test("each file of sql/ runs as it stands, front matter and all; schema.sql makes the table", async () => {
    for (const sort of fileKinds)
      for (const { path } of await sqlFiles(sqlFolder, sort))
        await expect(connection.query(await readFile(path, "utf8"))).resolves.toBeDefined();
    const schema = (await readFile(`${sqlFolder}/schema.sql`, "utf8")).replaceAll(
      "utf8mb4_0900_bin",
      kind === "mariadb" ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin",
    );
    await connection.query("DROP TABLE customer");
    await connection.query(schema);
    expect(await tables()).toEqual(["customer"]);
  });
});
