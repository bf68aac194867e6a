import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import { sqlFiles } from "../../etl/query/files.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { temporaryFolder } from "../support/folders.ts";
import { payloads, textColumns, writePayloadSql, writePayloads } from "../support/payloads.ts";
import { run, withCustomers } from "../support/runs.ts";
import { engines } from "./engines.ts";
import { asRoot, tables } from "./steps.ts";

/** A CSV and a folder of SQL that are all attacks. */
function attack() {
  const folder = temporaryFolder();
  const [csv, sql] = [join(folder, "customers.csv"), join(folder, "sql")];
  writePayloads(csv);
  writePayloadSql(sql);
  return { csv, sql };
}

/** Every Arrow file of a folder, by name. */
const arrows = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".arrow"))
      .map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );

test("the embedded engine has every payload as it was written, of rows and of front matter", async () => {
  const { csv, sql } = attack();
  await withCustomers(csv, async (database) => {
    for (const column of textColumns)
      expect(
        new Set(
          (await database.rows(`SELECT DISTINCT ${column} AS value FROM customer`)).map(
            ({ value }) => value,
          ),
        ),
        column,
      ).toEqual(new Set(payloads));
  });
  expect(
    (await sqlFiles(sql, "question")).find(({ name }) => name === "hostile")?.question?.note,
  ).toBe(payloads.join(" "));
});

describe.each(engines)("payloads in every column, through %s", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await privateServer(kind);
    await asRoot(server, (connection) => connection.query("CREATE TABLE bystander (id INT)"));
  }, 1_200_000);
  afterAll(() => server.stop());

  test("are stored as they are, harm no table, and give the bytes of the embedded engine, loaded or found there", async () => {
    const { csv, sql } = attack();
    const mysql = parseAddress(server.url, {});
    const embedded = await run(csv, { sql });
    const loaded = await run(csv, { sql, mysql });
    expect(await tables(server)).toEqual({ bystander: 0, customer: 4 * payloads.length });
    for (const column of textColumns) {
      const [found] = await asRoot(server, (connection) =>
        connection.query({
          sql: `SELECT DISTINCT ${column} FROM customer ORDER BY ${column}`,
          rowsAsArray: true,
        }),
      );
      expect(new Set((found as unknown as string[][]).flat()), column).toEqual(new Set(payloads));
    }
    expect(Object.keys(arrows(embedded.folder)).length).toBeGreaterThan(30);
    expect(arrows(loaded.folder)).toEqual(arrows(embedded.folder));
    const asked = arrows((await run(undefined, { sql, mysql })).folder);
    const answers = Object.keys(asked).filter((name) => !/^(profile|cleaning)-/.test(name));
    expect(answers).toContain("hostile.arrow");
    expect(Object.fromEntries(answers.map((name) => [name, asked[name]]))).toEqual(
      Object.fromEntries(answers.map((name) => [name, arrows(embedded.folder)[name]])),
    );
    expect(await tables(server)).toEqual({ bystander: 0, customer: 4 * payloads.length });
  });
});
