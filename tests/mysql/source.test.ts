import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection, type Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAddress } from "../../etl/load/mysql/address.ts";
import type { StageName } from "../../etl/progress.ts";
import { etl } from "../../etl/pipeline.ts";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { recordingEffects } from "../support/effects.ts";
import { temporaryFolder } from "../support/folders.ts";
import { failure, run, sqlFolder, type Run } from "../support/runs.ts";
import { engines } from "./engines.ts";
import { report } from "../support/report.ts";

describe.each(engines)("a table that is in %s already", (kind) => {
  let server: RunningServer;
  let connection: Connection;
  let fromCsv: Run;
  let url: string;
  let folder: string;

  const restore = async () => {
    await connection.query(
      "DROP VIEW IF EXISTS customer; DROP TABLE IF EXISTS customer; CREATE TABLE customer " +
        "LIKE kept; INSERT INTO customer SELECT * FROM kept",
    );
  };
  const asked = (options: Partial<Parameters<typeof run>[1]> = {}) =>
    run(undefined, { mysql: parseAddress(url, {}), ...options });

  beforeAll(async () => {
    server = await privateServer(kind);
    connection = await createConnection({ uri: server.rootUrl, multipleStatements: true });
    folder = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
    fromCsv = await run("data/customers.csv", {
      mysql: parseAddress(server.url, {}),
      snapshots: join(folder, "snapshots"),
    });
    await connection.query(
      "RENAME TABLE customer TO kept; CREATE USER visitor_71 IDENTIFIED BY 'peephole-53'; " +
        "GRANT SELECT ON customer_trends.* TO visitor_71",
    );
    await restore();
    url = `mysql://visitor_71:peephole-53@127.0.0.1:${server.port}/customer_trends`;
  }, 1_200_000);
  afterAll(async () => {
    await connection.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("gives the same bytes as its CSV with no more than SELECT, and nothing of where it is", async () => {
    const found = await asked();
    expect(found.recorded.ended).toEqual(["read", "profile", "query", "snapshot"]);
    const same = found.manifest.snapshots.filter(
      ({ name }) => !["profile-numeric", "profile-text", "profile-correlations"].includes(name),
    );
    expect(same.length).toBeGreaterThanOrEqual(15);
    for (const { name, sha256 } of same)
      expect(sha256, name).toBe(
        fromCsv.manifest.snapshots.find((entry) => entry.name === name)?.sha256,
      );
    expect(found.manifest.source).toEqual({ kind: "table", name: "customer", rows: 3900 });
    for (const secret of ["visitor_71", "peephole-53", "127.0.0.1", String(server.port)])
      expect(JSON.stringify(found.manifest)).not.toContain(secret);
  });

  test("is described as cleaning left it: figures, texts and correlations, ids apart", async () => {
    const found = await asked();
    const clean = (name: string) =>
      fromCsv
        .rows(name)
        .filter((row) => row["stage"] === "after" && row["column_name"] !== "customer_id");
    for (const name of ["profile-numeric", "profile-text"])
      expect(found.rows(name)).toEqual(clean(name));
    const pairs = fromCsv
      .rows("profile-correlations")
      .filter(
        (row) =>
          row["method"] !== "Pearson, before imputation" &&
          row["y"] !== "customer_id" &&
          row["x"] !== "customer_id",
      );
    expect(found.rows("profile-correlations")).toEqual(pairs);
  });

  test("may be a view, with a column to spare and the promo code dropped or not", async () => {
    await connection.query(
      "DROP TABLE customer; CREATE VIEW customer AS SELECT k.*, discount_applied AS " +
        "promo_code_used, 1 AS spare FROM kept AS k",
    );
    const found = await asked();
    await restore();
    expect(found.manifest.dictionary.find(({ name }) => name === "promo_code_used")?.origin).toBe(
      "input",
    );
    expect(found.rows("revenue-by-gender")).toEqual(fromCsv.rows("revenue-by-gender"));
  });

  test.each([
    ["DROP TABLE customer", 6, /no table or view customer/, /Grant it SELECT/],
    [
      "ALTER TABLE customer DROP COLUMN category, RENAME COLUMN age_group TO agegroup",
      3,
      /lacks the columns category, age_group \(is it agegroup\?\)/,
      /sql\/schema\.sql/,
    ],
    [
      "ALTER TABLE customer MODIFY review_rating DOUBLE",
      3,
      /review_rating as floating-point/,
      /MODIFY review_rating DECIMAL\(4,2\)/,
    ],
    ["DELETE FROM customer", 3, /has no rows/, /last good report is untouched/],
    [
      "ALTER TABLE customer MODIFY review_rating DECIMAL(4,2) NULL; UPDATE customer SET " +
        "review_rating = NULL WHERE customer_id < 4",
      3,
      /review_rating: 3 of 3900 rows do not hold a number from 1 to 5, with at most two decimals$/,
      /WHERE review_rating IS NULL OR/,
    ],
    [
      "UPDATE customer SET subscription_status = 'yes' WHERE customer_id = 1; UPDATE " +
        "customer SET age = 0 WHERE customer_id = 2",
      3,
      /age: 1 of[^]*subscription_status: 1 of/,
      /FROM customer WHERE age IS NULL/,
    ],
    [
      "ALTER TABLE customer MODIFY purchase_amount DECIMAL(12,3); UPDATE customer SET " +
        "purchase_amount = 19.999 WHERE customer_id = 1",
      3,
      /purchase_amount: 1 of/,
      /ROUND\(purchase_amount, 2\)/,
    ],
    [
      "ALTER TABLE customer DROP PRIMARY KEY; UPDATE customer SET customer_id = 1 WHERE customer_id = 2",
      3,
      /3900 rows and 3899 different customer_id/,
      /HAVING COUNT/,
    ],
  ])("is refused with the fix after %s", async (sql, exitCode, message, hint) => {
    await connection.query(sql);
    const error = await failure(asked());
    await restore();
    expect(error).toMatchObject({
      exitCode,
      message: expect.stringMatching(message) as string,
      hint: expect.stringMatching(hint) as string,
    });
  });

  test("that the user may not read is named", async () => {
    await connection.query(
      "CREATE USER stranger IDENTIFIED BY 'peephole-53'; GRANT SELECT ON customer_trends.kept TO stranger",
    );
    const error = await failure(
      asked({ mysql: parseAddress(url.replace("visitor_71", "stranger"), {}) }),
    );
    expect(error).toMatchObject({
      exitCode: 6,
      message: expect.stringContaining(
        "no table or view customer that this user may read",
      ) as string,
    });
  });

  test("that changes while it is asked gives no report", async () => {
    const effects = recordingEffects();
    const begin = async (stage: StageName) =>
      stage === "query"
        ? connection.query(
            "UPDATE customer SET purchase_amount = purchase_amount + 1 WHERE customer_id = 1",
          )
        : undefined;
    let changing: Promise<unknown> = Promise.resolve();
    const reporter = {
      ...effects.reporter,
      advance: () => undefined,
      begin: (stage: StageName) => void (changing = begin(stage)),
    };
    const options = {
      csv: undefined,
      report,
      about: undefined,
      sql: sqlFolder,
      snapshots: `${temporaryFolder()}/snapshots`,
      mysql: parseAddress(url, {}),
      queryTimeout: 120_000,
      minGroup: 1,
      sourceDateEpoch: 0,
      previous: undefined,
      acceptChanges: false,
    };
    const error = await failure(etl(options, { ...effects, reporter }));
    await changing;
    await restore();
    expect(error).toMatchObject({
      exitCode: 6,
      message: expect.stringContaining("changed while it was queried") as string,
    });
  });

  test("that compares texts loosely is told of", async () => {
    await connection.query(
      "ALTER TABLE customer CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
    );
    const { manifest } = await asked();
    await restore();
    expect(manifest.notices.join()).toMatch(/by utf8mb4_general_ci, not byte by byte/);
  });
});
