import { afterAll, beforeAll, expect, test } from "vitest";
import { textOf } from "../../etl/database.ts";
import { query } from "../../etl/query/index.ts";
import { testServer, type TestServer } from "../../tools/servers/choose.ts";
import { engines as kinds } from "./engines.ts";
import { openEngines, type Engines } from "./warehouses.ts";

const nothing = () => undefined;
let servers: readonly TestServer[];
let engines: Engines;

beforeAll(async () => {
  servers = await Promise.all(kinds.map((kind) => testServer(kind)));
  engines = await openEngines(servers.map(({ url }) => url));
  await engines.take("data/customers.csv");
}, 1_200_000);
afterAll(async () => {
  await engines.close();
  await Promise.all(servers.map((server) => server.stop()));
});

/** At a million rows, each access of the table takes about a second. */
const most = 24;

test(`a whole report accesses its table at most ${most} times, as EXPLAIN has it`, async () => {
  for (const server of engines.servers) {
    await server.load(engines.columns(), nothing);
    const asked = new Set<string>();
    const listening = {
      ...server,
      query: (sql: string) => {
        asked.add(sql);
        return server.query(sql);
      },
    };
    await query(engines.asked(), listening, nothing);
    let accesses = 0;
    for (const sql of asked) {
      const { names, columns } = await server.query(`EXPLAIN FORMAT=TRADITIONAL ${sql}`);
      const tables = columns[names.indexOf("table")] ?? [];
      const own = tables.filter((table) => table !== null && !textOf(table).startsWith("<"));
      expect(own.length, sql).toBeGreaterThan(0);
      accesses += own.length;
    }
    expect(accesses, server.engine).toBeLessThanOrEqual(most);
  }
});
