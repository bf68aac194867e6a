import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StageName } from "../../etl/progress.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { csvFile, csvOf, someCustomers } from "../support/customers.ts";
import { fingerprints, temporaryFolder } from "../support/folders.ts";
import { failure } from "../support/runs.ts";
import { runOn, tables } from "./steps.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await privateServer("mysql");
}, 1_200_000);
afterAll(() => server.stop());

const moments: readonly (readonly [StageName, number])[] = [
  ["load", 1],
  ["load", 2],
  ["load", 4],
  ["load", 6],
  ["load", 9],
  ["query", 1],
  ["query", 3],
  ["query", 6],
  ["query", 9],
  ["query", 11],
];

test("a server that is killed at any of ten moments loses no table and no snapshot, and the next run succeeds", async () => {
  const snapshots = join(temporaryFolder(), "snapshots");
  const [old, fresh] = [csvFile(csvOf(someCustomers(500))), csvFile(csvOf(someCustomers(20_000)))];
  await runOn(server.url, { csv: old, snapshots });
  const before = fingerprints(snapshots);
  for (const [stage, step] of moments) {
    let killed = false;
    const broken = runOn(server.url, { csv: fresh, snapshots }, (at, count) => {
      if (killed || at !== stage || count !== step) return;
      killed = true;
      void server.kill();
    });
    expect(await failure(broken), `${stage} ${step}`).toMatchObject({ exitCode: 6 });
    expect(killed).toBe(true);
    expect(fingerprints(snapshots)).toEqual(before);
    await server.restart();
    // The old table until the new one has taken its place, then the new: never a part of it.
    expect(stage === "load" ? [500] : [20_000]).toContain((await tables(server))["customer"]);
    if (stage === "query") await runOn(server.url, { csv: old, snapshots });
  }
  await runOn(server.url, { csv: fresh, snapshots });
  expect((await tables(server))["customer"]).toBe(20_000);
  expect(fingerprints(snapshots)).not.toEqual(before);
}, 1_200_000);
