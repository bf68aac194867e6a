import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type Database } from "../../etl/database.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { mysqlWarehouse } from "../../etl/load/mysql/warehouse.ts";
import type { Warehouse } from "../../etl/load/warehouse.ts";
import { query } from "../../etl/query/index.ts";
import { testServer, type TestServer } from "../../tools/servers/choose.ts";
import { descriptions } from "../support/descriptions.ts";
import { expectCube, expectFindings, expectMargins } from "../support/descriptions/asked.ts";
import { expectSteps } from "../support/descriptions/steps.ts";
import { figuresOf } from "../support/descriptions/sums.ts";
import { snapshotsOf, worldOf, type Taken } from "../support/descriptions/world.ts";
import { cases, sized } from "../support/tier.ts";
import { engines } from "./engines.ts";

const nothing = () => undefined;

describe(`a described report has the same snapshots on duckdb and ${engines.join(" and ")}`, () => {
  let servers: readonly TestServer[];
  let database: Database;
  let folder: string;

  beforeAll(async () => {
    servers = await Promise.all(engines.map((kind) => testServer(kind)));
    database = await openDatabase();
    folder = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
  }, 1_200_000);
  afterAll(async () => {
    await database.close();
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** Does something with the warehouse of a report on a server, whose table it replaces. */
  async function onServer<T>(
    { url }: TestServer,
    { report: { table, key }, columns }: Taken,
    work: (warehouse: Warehouse) => Promise<T>,
  ): Promise<T> {
    const warehouse = await mysqlWarehouse(parseAddress(url, {}), database, {
      sleep: () => Promise.resolve(),
      askPassword: undefined,
      notice: nothing,
      queryTimeout: 120_000,
      table,
      key,
    });
    try {
      await warehouse.load(columns, nothing);
      return await work(warehouse);
    } finally {
      await warehouse.close();
    }
  }

  const runs = cases(3, 100);
  test(
    `of ${runs} generated descriptions, and they are what the cleaned rows add up to`,
    sized,
    async () => {
      const property = fc.asyncProperty(descriptions, async (described) => {
        const world = await worldOf(described, database, join(folder, "data.csv"));
        const figures = figuresOf(described, world.columns);
        expectCube(world, figures);
        expectFindings(world, figures);
        expectMargins(world);
        expectSteps(described, world, figures);
        const expected = snapshotsOf(world.results, world);
        for (const server of servers)
          await onServer(server, world, async (warehouse) => {
            const found = snapshotsOf(await query(world.asked, warehouse, nothing), world);
            expect([...found.keys()]).toEqual([...expected.keys()]);
            for (const [name, bytes] of expected)
              expect(found.get(name)?.equals(bytes), `${name} on ${warehouse.engine}`).toBe(true);
          });
      });
      await fc.assert(property, { numRuns: runs });
    },
  );
});
