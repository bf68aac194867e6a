import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { etl } from "../../etl/pipeline.ts";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import type { StageName } from "../../etl/progress.ts";
import { privateServer } from "../servers/choose.ts";
import type { RunningServer } from "../servers/server.ts";
import { csvFile, csvOf, someCustomers } from "../support/customers.ts";
import { recordingEffects } from "../support/effects.ts";
import { temporaryFolder } from "../support/folders.ts";
import { failure, sqlFolder } from "../support/runs.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await privateServer("mysql");
}, 300_000);
afterAll(() => server.stop());

/** A run of the whole ETL on the server; `advanced` is told of every step of progress. */
function run(csv: string, snapshots: string, advanced: (stage: StageName, step: number) => void = () => undefined) {
  const effects = recordingEffects();
  let stage: StageName = "read";
  let step = 0;
  const reporter = {
    ...effects.reporter,
    begin(name: StageName) {
      [stage, step] = [name, 0];
    },
    advance: () => advanced(stage, ++step),
  };
  return etl({ csv, snapshots, sql: sqlFolder, mysql: parseAddress(server.url, {}), sourceDateEpoch: 0 }, { ...effects, reporter });
}

async function customers(): Promise<number> {
  const connection = await createConnection({ uri: server.rootUrl });
  try {
    const [rows] = await connection.query({ sql: "SELECT COUNT(*) FROM customer", rowsAsArray: true });
    return Number((rows as unknown as unknown[][])[0]?.[0]);
  } finally {
    await connection.end();
  }
}

const contents = (folder: string) => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "base64")]);

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
  await run(old, snapshots);
  const before = contents(snapshots);
  for (const [stage, step] of moments) {
    let killed = false;
    const broken = run(fresh, snapshots, (at, count) => {
      if (killed || at !== stage || count !== step) return;
      killed = true;
      void server.kill();
    });
    expect(await failure(broken), `${stage} ${step}`).toMatchObject({ exitCode: 6 });
    expect(killed).toBe(true);
    expect(contents(snapshots)).toEqual(before);
    await server.restart();
    // The old table until the new one has taken its place, then the new: never a part of it.
    expect(stage === "load" ? [500] : [20_000]).toContain(await customers());
    if (stage === "query") await run(old, snapshots);
  }
  await run(fresh, snapshots);
  expect(await customers()).toBe(20_000);
  expect(contents(snapshots)).not.toEqual(before);
}, 300_000);
