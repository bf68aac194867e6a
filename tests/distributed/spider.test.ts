import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textOf } from "../../etl/database.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { databaseError } from "../../etl/load/mysql/failures.ts";
import { loadedColumns } from "../../etl/load/mysql/lines.ts";
import { mysqlWarehouse } from "../../etl/load/mysql/warehouse.ts";
import { query } from "../../etl/query/index.ts";
import type { Warehouse } from "../../etl/load/warehouse.ts";
import { planOf } from "../../etl/plan/index.ts";
import { fileKinds, sqlFiles } from "../../etl/query/files.ts";
import { answersOf, openEngines, type Engines } from "../mysql/warehouses.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { descriptions } from "../support/descriptions.ts";
import { snapshotsOf, worldOf } from "../support/descriptions/world.ts";
import { customerFile } from "../support/arbitraries.ts";
import { csvFile, csvOf, customers } from "../support/customers.ts";
import { temporaryFolder } from "../support/folders.ts";
import { failure, run, sqlFolder } from "../support/runs.ts";
import { asRoot, startCluster, texts, type Cluster } from "./cluster.ts";
import { spellings } from "./spellings.ts";

const sample = "data/customers.csv";
const realCsv = process.env["REAL_CSV"];
let cluster: Cluster;
let engines: Engines;
/** The Spider table, asked by the user who may only read. */
let spread: Warehouse;
let shard: RunningServer;

beforeAll(async () => {
  cluster = await startCluster();
  engines = await openEngines([cluster.readerUrl]);
  [spread, shard] = [only(engines.servers), only(cluster.shards.slice(1, 2))];
}, 1_200_000);
afterAll(async () => {
  // What could not be started need not be stopped, and would hide why.
  await (engines as Engines | undefined)?.close();
  await (cluster as Cluster | undefined)?.stop();
});

/**
 * Puts a CSV's customers, cleaned, into the embedded engine and, through the head, onto the shards.
 */
async function place(csv: string): Promise<void> {
  const rows = await engines.take(csv);
  await engines.embedded.load(engines.columns(), () => undefined);
  expect(await cluster.fill(engines.database)).toEqual({ rows, warnings: 0 });
}

/** Every text of every customer, in the order of their IDs. */
async function everyText(warehouse: Warehouse) {
  const columns = (await loadedColumns(engines.database, "customer")).filter(
    ({ type }) => type === "VARCHAR",
  );
  return (
    await warehouse.query(
      `SELECT ${columns.map(({ name }) => name).join(", ")} FROM customer ORDER BY customer_id`,
    )
  ).columns;
}

/**
 * Asserts that the shards answer as the embedded engine does: every text, and every snapshot byte
 * by byte.
 */
async function expectParity(csv: string): Promise<void> {
  await place(csv);
  expect(await everyText(spread)).toEqual(await everyText(engines.embedded));
  const [expected, found] = [
    await answersOf(engines.embedded, engines),
    await answersOf(spread, engines),
  ];
  expect(expected.size).toBeGreaterThanOrEqual(34);
  expect([...found.keys()]).toEqual([...expected.keys()]);
  for (const [name, bytes] of expected) expect(found.get(name)?.equals(bytes), name).toBe(true);
}

describe("customers spread over three servers by Spider", () => {
  test("are really spread: each shard has its share, and all of them together are everyone, once", async () => {
    await place(sample);
    const everyone = (
      (await engines.embedded.query("SELECT customer_id FROM customer")).columns[0] ?? []
    ).map(textOf);
    const parts = await Promise.all(
      cluster.shards.map((server) =>
        asRoot(server, (connection) => texts(connection, "SELECT customer_id FROM customer")),
      ),
    );
    for (const part of parts) {
      expect(part.length).toBeGreaterThan(everyone.length / 4);
      expect(part.length).toBeLessThan(everyone.length / 2);
    }
    expect(parts.flat(2).toSorted()).toEqual(everyone.toSorted());
  });

  test("compare their texts byte by byte on the head and on each shard", async () => {
    const sql =
      "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema = 'customer_trends' AND collation_name IS NOT NULL";
    for (const server of [cluster.head, ...cluster.shards])
      expect(await asRoot(server, (connection) => texts(connection, sql))).toEqual([
        ["utf8mb4_nopad_bin"],
      ]);
  });

  test("are asked by a user who may only read", async () => {
    const connection = await createConnection({ uri: cluster.readerUrl });
    const grants = (await texts(connection, "SHOW GRANTS"))
      .flat()
      .map((grant) => grant.replace(/ TO .*/, ""));
    expect(grants).toEqual(["GRANT USAGE ON *.*", "GRANT SELECT ON `customer\\_trends`.*"]);
    await expect(connection.query("DELETE FROM customer")).rejects.toMatchObject({
      code: "ER_TABLEACCESS_DENIED_ERROR",
    });
    await connection.end();
  });

  test("are a report by `--source database`, profile and all", async () => {
    await place(sample);
    const [report, fromCsv] = [
      await run(undefined, { mysql: parseAddress(cluster.readerUrl, {}) }),
      await run(sample),
    ];
    const same = report.manifest.snapshots.filter(
      ({ name }) => !["profile-numeric", "profile-text", "profile-correlations"].includes(name),
    );
    expect(same.length).toBeGreaterThanOrEqual(15);
    for (const { name, sha256 } of same)
      expect(sha256, name).toBe(
        fromCsv.manifest.snapshots.find((entry) => entry.name === name)?.sha256,
      );
    const clean = fromCsv
      .rows("profile-numeric")
      .filter((row) => row["stage"] === "after" && row["column_name"] !== "customer_id");
    expect(report.rows("profile-numeric")).toEqual(clean);
  });

  describe("give every snapshot the bytes that the embedded engine gives it", () => {
    test("of the sample", () => expectParity(sample));

    test.skipIf(realCsv === undefined)("of the real export (REAL_CSV names it)", () =>
      expectParity(realCsv ?? ""),
    );

    test("of texts that differ in letter case, accents and spaces alone", () =>
      expectParity(csvFile(csvOf(spellings()))));

    test("of a single customer, which leaves two shards empty", () =>
      expectParity(csvFile(csvOf(customers({})))));

    test("of 25 generated files", async () => {
      const path = join(temporaryFolder(), "customers.csv");
      const property = fc.asyncProperty(customerFile, async (rows) => {
        writeFileSync(path, csvOf(rows));
        await expectParity(path);
      });
      await fc.assert(property, { numRuns: 25 });
    }, 1_200_000);

    test("of 100 generated descriptions", async () => {
      const path = join(temporaryFolder(), "data.csv");
      const property = fc.asyncProperty(descriptions, async (described) => {
        const { database } = engines;
        const world = await worldOf(described, database, path);
        const { table, key } = world.report;
        await cluster.fill(database, { table, key, columns: world.columns });
        const warehouse = await mysqlWarehouse(parseAddress(cluster.readerUrl, {}), database, {
          sleep: () => Promise.resolve(),
          askPassword: undefined,
          notice: () => undefined,
          queryTimeout: 120_000,
          table,
          key,
        });
        try {
          const results = await query(world.asked, warehouse, () => undefined);
          const [expected, found] = [
            snapshotsOf(world.results, world),
            snapshotsOf(results, world),
          ];
          expect([...found.keys()]).toEqual([...expected.keys()]);
          for (const [name, bytes] of expected)
            expect(found.get(name)?.equals(bytes), name).toBe(true);
        } finally {
          await warehouse.close();
        }
      });
      await fc.assert(property, { numRuns: 100 });
    }, 1_200_000);
  });
});

describe("a shard that is down", () => {
  test("fails every question, claim and statement of the report with its name and the fix, and no part of an answer; when it is back, all is as before", async () => {
    await place(sample);
    const before = await answersOf(spread, engines);
    const files = await Promise.all(fileKinds.map((kind) => sqlFiles(sqlFolder, kind)));
    const { bases } = planOf(engines.asked());
    expect(bases.length).toBeGreaterThan(0);
    await shard.kill();
    for (const { name, sql } of [...files.flat(), ...bases]) {
      const error = await failure(spread.query(sql));
      expect(error, name).toMatchObject({
        exitCode: 6,
        hint: expect.stringMatching(
          /several servers.*the shard that the message names is down.*run again/,
        ) as string,
      });
      expect(error.message, name).toMatch(
        /^reader@127\.0\.0\.1:\d+\/customer_trends, querying: Unable to connect to foreign data source: south$/,
      );
    }
    expect(await failure(answersOf(spread, engines))).toMatchObject({ exitCode: 6 });
    await shard.restart();
    expect(await answersOf(spread, engines)).toEqual(before);
  });

  test("is told too where it goes down in the middle of a query", async () => {
    await place(sample);
    const before = await answersOf(spread, engines);
    // A lock keeps the shard from answering until it is killed.
    const connection = await createConnection({ uri: shard.rootUrl });
    connection.on("error", () => undefined);
    await connection.query("LOCK TABLES customer WRITE");
    const broken = failure(answersOf(spread, engines));
    const waiting = async () =>
      (await texts(connection, "SHOW PROCESSLIST")).filter((row) =>
        row.join().includes("metadata lock"),
      );
    await expect.poll(waiting, { timeout: 120_000 }).not.toEqual([]);
    await shard.kill();
    expect(await broken).toMatchObject({
      exitCode: 6,
      hint: expect.stringContaining("lost its connection to a shard") as string,
    });
    await shard.restart();
    expect(await answersOf(spread, engines)).toEqual(before);
  });

  test("is told too where it goes down in a transaction, by an error that has a number only", async () => {
    await place(sample);
    const connection = await createConnection({ uri: cluster.readerUrl });
    const count = () => texts(connection, "SELECT COUNT(*) FROM customer");
    await connection.beginTransaction();
    const before = await count();
    await shard.kill();
    await shard.restart();
    const gone: unknown = await count().catch((error: unknown) => error);
    expect(gone).toMatchObject({ errno: 12701 });
    expect(databaseError(gone, parseAddress(cluster.readerUrl, {}), "querying")).toMatchObject({
      exitCode: 6,
      hint: expect.stringContaining("lost its connection to a shard") as string,
    });
    await connection.rollback();
    expect(await count()).toEqual(before);
    await connection.end();
  });
});

/** The one element of a list. */
function only<T>([element, ...rest]: readonly T[]): T {
  if (element === undefined || rest.length > 0) throw new Error("There is not just one.");
  return element;
}
