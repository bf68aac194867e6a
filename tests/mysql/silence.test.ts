import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createConnection } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clean } from "../../etl/clean/index.ts";
import { openDatabase } from "../../etl/database.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { connect } from "../../etl/load/mysql/connect.ts";
import { query } from "../../etl/query/index.ts";
import { read } from "../../etl/read/index.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { csvFile, csvOf, someCustomers } from "../support/customers.ts";
import { fingerprints, temporaryFolder } from "../support/folders.ts";
import { startProxy, type Proxy } from "../support/proxy.ts";
import { askedOf } from "../support/queries.ts";
import { failure } from "../support/runs.ts";
import { engines } from "./engines.ts";
import { runOn, tables, type AtStep } from "./steps.ts";
import { openWarehouse } from "./warehouses.ts";
import { report } from "../support/report.ts";

/** Long enough for a busy machine to connect and answer a trivial statement. */
const queryTimeout = 3_000;
const slowQuestion = `/*
title: Slow
question: How slow?
columns: { n: { label: Number, type: integer } }
*/
SELECT COUNT(*) AS n FROM customer a, customer b, customer c WHERE a.age * b.age + c.customer_id = -1
`;
const small = () => csvFile(csvOf(someCustomers(500)));

/** More than what the machine itself keeps for a reader that does not read. */
function big(): string {
  const long = Object.fromEntries(
    [
      "item_purchased",
      "location",
      "size",
      "color",
      "season",
      "shipping_type",
      "payment_method",
    ].map((name) => [name, "x".repeat(250)]),
  );
  return csvFile(csvOf(someCustomers(8_000).map((customer) => ({ ...customer, ...long }))));
}

// MySQL is asked through TLS, MariaDB without.
describe.each(engines)("a silent network before %s", (kind) => {
  let server: RunningServer;
  let proxy: Proxy;
  beforeAll(async () => {
    server = await privateServer(kind);
  }, 1_200_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    proxy = await startProxy(server.url);
  });
  afterEach(() => proxy.close());

  /** Runs into the silence and, once the network is mended, out of it. */
  async function fallSilent(csv: string, timeout: number, atStep: (silence: () => void) => AtStep) {
    const snapshots = join(temporaryFolder(), "snapshots");
    await runOn(proxy.url, { csv: small(), snapshots });
    const before = fingerprints(snapshots);
    const error = await failure(
      runOn(
        proxy.url,
        { csv, snapshots, queryTimeout: timeout },
        atStep(() => proxy.silence()),
      ),
    );
    expect(error).toMatchObject({
      exitCode: 6,
      hint: expect.stringContaining("--query-timeout") as string,
    });
    expect(fingerprints(snapshots)).toEqual(before);
    proxy.mend();
    return { error, again: () => runOn(proxy.url, { csv, snapshots }) };
  }

  test("ends a load that has not begun, and the next one succeeds", async () => {
    const { error, again } = await fallSilent(
      small(),
      queryTimeout,
      (silence) => (stage) => stage === "profile" && silence(),
    );
    expect(error.message).toMatch(/^trends@.*, loading the rows: No answer came in time\.$/);
    await again();
  });

  test("ends a load in its midst; what holds up the next one is named with its mend, and then it succeeds", async () => {
    // What comes before the silence may take a while on a busy machine.
    const { error, again } = await fallSilent(
      big(),
      2 * queryTimeout,
      (silence) => (stage, step) => stage === "load" && step === 1 && silence(),
    );
    expect(error.message).toMatch(/^trends@.*, loading the rows: No answer came in time\.$/);
    expect((await tables(server))["customer"]).toBe(500);
    const refused = await failure(again());
    expect(refused.message).toMatch(/^Another build is loading into trends@/);
    const [kill = ""] = /KILL \d+$/.exec(refused.hint ?? "") ?? [];
    const connection = await createConnection({ uri: server.url });
    await connection.query(kill);
    await expect
      .poll(async () => (await connection.query("SHOW PROCESSLIST"))[0], { timeout: 120_000 })
      .toHaveLength(1);
    await connection.end();
    await again();
    expect(await tables(server)).toEqual({ customer: 8_000 });
  });

  test("ends queries on each connection; the server lets go, some time, of what the network has lost", async () => {
    const database = await openDatabase();
    const warehouse = await openWarehouse(proxy.url, database, () => undefined, queryTimeout);
    const both = () =>
      Promise.all(
        [1, 2].map(async () => (await warehouse.query("SELECT @@wait_timeout AS seconds")).columns),
      );
    expect(await both()).toEqual([[["63"]], [["63"]]]);
    proxy.silence();
    expect(await failure(both())).toMatchObject({
      exitCode: 6,
      message: expect.stringMatching(/^trends@.*, querying: No answer came in time\.$/) as string,
    });
    await warehouse.close();
    await database.close();
  });

  test("ends a connection that is not answered", async () => {
    proxy.silence();
    const error = await failure(
      connect(parseAddress(proxy.url, {}), () => Promise.resolve(), queryTimeout),
    );
    expect(error).toMatchObject({
      exitCode: 6,
      hint: expect.stringContaining("did not answer in time") as string,
    });
  });

  test("keeps no build from ending well that has asked everything", async () => {
    const snapshots = join(temporaryFolder(), "snapshots");
    await runOn(
      proxy.url,
      { csv: small(), snapshots },
      (stage) => stage === "snapshot" && proxy.silence(),
    );
    expect(fingerprints(snapshots)["manifest.json"]).toBeDefined();
  });

  test.runIf(kind === "mysql")("keeps no process from ending", async () => {
    const arguments_ = [
      "bin/etl.ts",
      "--json",
      "--engine=mysql",
      "--query-timeout=1",
      `--csv=${big()}`,
      `--snapshots=${join(temporaryFolder(), "snapshots")}`,
    ];
    const child = spawn(process.execPath, arguments_, {
      env: { ...process.env, DATABASE_URL: proxy.url },
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface(child.stdout))
      if (line.includes('{"event":"begin","stage":"load"}')) proxy.silence();
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(6);
  });

  test("has nothing to do with a query that takes too long: the server ends it, and the next run succeeds", async () => {
    const [sql, snapshots, csv] = [
      temporaryFolder(),
      join(temporaryFolder(), "snapshots"),
      csvFile(csvOf(someCustomers(1_000))),
    ];
    await runOn(proxy.url, { csv, snapshots });
    mkdirSync(join(sql, "questions"));
    writeFileSync(join(sql, "questions/slow.sql"), slowQuestion);
    const database = await openDatabase();
    const warehouse = await openWarehouse(proxy.url, database, () => undefined, queryTimeout);
    const { columns } = await clean(
      database,
      await read(report, csv, database, () => undefined),
      report,
    );
    const error = await failure(
      query(await askedOf(database, columns, sql), warehouse, () => undefined),
    );
    await warehouse.close();
    await database.close();
    expect(error).toMatchObject({
      exitCode: 6,
      hint: expect.stringContaining("longer for one query than --query-timeout allows") as string,
    });
    expect(error.message).toMatch(
      /questions\/slow\.sql: trends@.*, querying: Query execution was interrupted/,
    );
    await runOn(proxy.url, { csv, snapshots });
  });
});
