import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../../tools/servers/choose.ts";
import { customerFile } from "../support/arbitraries.ts";
import { csvOf } from "../support/customers.ts";
import { cases, sized } from "../support/tier.ts";
import { engines as kinds } from "./engines.ts";
import { openEngines, snapshotsOf, type Engines } from "./warehouses.ts";

const realCsv = process.env["REAL_CSV"];
let servers: readonly TestServer[];
let engines: Engines;
let folder: string;

beforeAll(async () => {
  servers = await Promise.all(kinds.map((kind) => testServer(kind)));
  engines = await openEngines(servers.map(({ url }) => url));
  folder = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
}, 1_200_000);
afterAll(async () => {
  await engines.close();
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** Asserts that every snapshot of a CSV has the same bytes on each engine. */
async function expectParity(csv: string): Promise<void> {
  await engines.take(csv);
  const expected = await snapshotsOf(engines.embedded, engines);
  for (const name of ["cube-main", "cube-margins", "driver-customers", "finding-age-purchase"])
    expect(expected.has(name), name).toBe(true);
  expect(expected.size).toBeGreaterThanOrEqual(34);
  for (const server of engines.servers) {
    const found = await snapshotsOf(server, engines);
    expect([...found.keys()]).toEqual([...expected.keys()]);
    for (const [name, bytes] of expected)
      expect(found.get(name)?.equals(bytes), `${name} on ${server.engine}`).toBe(true);
  }
}

describe(`every snapshot has the same bytes on duckdb and ${kinds.join(" and ")}`, () => {
  test("of the sample", () => expectParity("data/customers.csv"));

  test.skipIf(realCsv === undefined)("of the real export (REAL_CSV names it)", () =>
    expectParity(realCsv ?? ""),
  );

  const runs = cases(3, 200);
  test(
    `of ${runs} generated files: any text, cents, ties, empty ratings, single rows, one ` +
      "category, repeated quartile edges",
    sized,
    async () => {
      const path = join(folder, "customers.csv");
      const property = fc.asyncProperty(customerFile, async (rows) => {
        writeFileSync(path, csvOf(rows));
        await expectParity(path);
      });
      await fc.assert(property, { numRuns: runs });
    },
  );
});
