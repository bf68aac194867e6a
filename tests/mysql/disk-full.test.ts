import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { privateServer } from "../../tools/servers/choose.ts";
import { fillDisk, freeDisk, toleratesFullDisk } from "../../tools/servers/disk.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { csvFile, csvOf, someCustomers } from "../support/customers.ts";
import { fingerprints, temporaryFolder } from "../support/folders.ts";
import { failure } from "../support/runs.ts";
import { engines } from "./engines.ts";
import { asRoot, runOn, tables } from "./steps.ts";

/**
 * Bytes that a file may have: more than the largest of the server's own; and customers, with long
 * texts, that need more.
 */
const sizes = {
  mysql: { room: 28 << 20, many: 15_000 },
  mariadb: { room: 14 << 20, many: 8_000 },
} as const;
const full = { exitCode: 6, hint: expect.stringContaining("disk is full") as string };

/**
 * Questions whose intermediate results no disk of that size holds: a temporary table, and the runs
 * of a sort.
 */
const pair =
  "CONCAT(REPEAT('x', 2000), a.customer_id, '-', b.customer_id) AS pair FROM customer a, " +
  "customer b WHERE b.customer_id <= 40";
const hungry = {
  "a temporary table": `SELECT COUNT(*) AS pairs FROM (SELECT DISTINCT ${pair}) found`,
  "a sort": `SELECT COUNT(pair) AS pairs FROM (SELECT ${pair} ORDER BY pair DESC LIMIT 1000000) found`,
};
const front =
  "/*\ntitle: Pairs\nquestion: How many pairs?\ncolumns: { pairs: { label: Pairs, type: integer } }\n*/\n";

describe.each(engines)("a full disk under %s", (kind) => {
  const { room, many } = sizes[kind];
  let server: RunningServer;
  beforeAll(async () => {
    server = await privateServer(kind, {
      launcher: toleratesFullDisk,
      ...(kind === "mariadb" ? { extra: ["--innodb-log-file-size=8M"] } : {}),
    });
  }, 1_200_000);
  afterAll(() => server.stop());

  const small = (count: number) => csvFile(csvOf(someCustomers(count)));
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
  const big = () =>
    csvFile(csvOf(someCustomers(many).map((customer) => ({ ...customer, ...long }))));

  test.each(["LOAD DATA", "INSERT"])(
    "ends a load by %s, with the old table and snapshots whole; a smaller one succeeds",
    async (way) => {
      const snapshots = join(temporaryFolder(), "snapshots");
      await asRoot(server, (connection) =>
        connection.query(`SET GLOBAL local_infile = ${way === "INSERT" ? "OFF" : "ON"}`),
      );
      await runOn(server.url, { csv: small(500), snapshots });
      const before = fingerprints(snapshots);
      await fillDisk(server, room);
      try {
        const error = await failure(runOn(server.url, { csv: big(), snapshots }));
        expect(error).toMatchObject(full);
        expect(error.message).toMatch(
          /^trends@127\.0\.0\.1:\d+\/customer_trends, loading the rows: .*is full$/,
        );
        expect(fingerprints(snapshots)).toEqual(before);
        expect(await tables(server)).toEqual({ customer: 500 });
        await runOn(server.url, { csv: small(600), snapshots });
        expect(await tables(server)).toEqual({ customer: 600 });
        expect(fingerprints(snapshots)).not.toEqual(before);
      } finally {
        await freeDisk(server);
      }
      await runOn(server.url, { csv: big(), snapshots });
      expect(await tables(server)).toEqual({ customer: many });
    },
  );

  test.each(Object.entries(hungry))(
    "ends a query that needs more for %s, with its name; it succeeds where there is space again",
    async (_, question) => {
      const [sql, snapshots, csv] = [
        temporaryFolder(),
        join(temporaryFolder(), "snapshots"),
        small(500),
      ];
      mkdirSync(join(sql, "questions"));
      await runOn(server.url, { csv, snapshots });
      const before = fingerprints(snapshots);
      writeFileSync(join(sql, "questions/pairs.sql"), front + question);
      await fillDisk(server, room);
      const error = await failure(runOn(server.url, { csv, snapshots, sql }));
      await freeDisk(server);
      expect(error).toMatchObject(full);
      expect(error.message).toContain("questions/pairs.sql: trends@127.0.0.1");
      expect(fingerprints(snapshots)).toEqual(before);
      expect(await tables(server)).toEqual({ customer: 500 });
      await runOn(server.url, { csv, snapshots, sql });
      expect(fingerprints(snapshots)["pairs.arrow"]).toBeDefined();
    },
  );
});
