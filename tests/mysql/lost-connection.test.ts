import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { StageName } from "../../etl/progress.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { csvFile, csvOf, someCustomers } from "../support/customers.ts";
import { fingerprints, temporaryFolder } from "../support/folders.ts";
import { startProxy, type Proxy } from "../support/proxy.ts";
import { failure } from "../support/runs.ts";
import { engines } from "./engines.ts";
import { runOn, tables } from "./steps.ts";

/** When and how: also while nothing is asked, which must not go unnoticed. */
const moments: readonly (readonly [StageName, number, "close" | "reset"])[] = [
  ["profile", 0, "close"],
  ["profile", 0, "reset"],
  ["load", 0, "close"],
  ["load", 1, "reset"],
  ["load", 3, "close"],
  ["query", 0, "reset"],
  ["query", 1, "close"],
  ["query", 9, "reset"],
];

// MySQL is asked through TLS, MariaDB without.
describe.each(engines)("a lost connection to %s", (kind) => {
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

  test("ends the run, with the old table and snapshots whole; the next one succeeds", async () => {
    const snapshots = join(temporaryFolder(), "snapshots");
    const [old, fresh] = [csvFile(csvOf(someCustomers(500))), csvFile(csvOf(someCustomers(8_000)))];
    for (const [stage, step, how] of moments) {
      const moment = `${stage} ${step}, ${how}`;
      await runOn(proxy.url, { csv: old, snapshots });
      const before = fingerprints(snapshots);
      const error = await failure(
        runOn(
          proxy.url,
          { csv: fresh, snapshots },
          (at, count) => at === stage && count === step && proxy.cut(how),
        ),
      );
      expect(error, moment).toMatchObject({
        exitCode: 6,
        hint: expect.stringContaining("The connection was cut") as string,
      });
      // The report's own statements, which are asked first, are in no file.
      expect(error.message, moment).toMatch(
        stage === "query"
          ? /^(\S+\.sql: )?trends@\S+, querying: /
          : /^trends@.*, loading the rows: /,
      );
      expect(fingerprints(snapshots), moment).toEqual(before);
      const { customer } = await tables(server);
      expect(customer, moment).toBe(stage === "query" ? 8_000 : 500);
    }
    await runOn(proxy.url, { csv: fresh, snapshots });
    expect(await tables(server)).toEqual({ customer: 8_000 });
  });

  test("is no matter once everything has been asked", async () => {
    const snapshots = join(temporaryFolder(), "snapshots");
    await runOn(
      proxy.url,
      { csv: csvFile(csvOf(someCustomers(500))), snapshots },
      (stage) => stage === "snapshot" && proxy.cut("reset"),
    );
    expect(fingerprints(snapshots)["manifest.json"]).toBeDefined();
  });
});
