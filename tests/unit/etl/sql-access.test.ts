import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase, textOf } from "../../../etl/database.ts";
import { refuseFileAccess } from "../../../etl/load/duckdb-access.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure, run, sqlFolder } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const rule = "SQL files cannot read or write files";

/** Reads of files, by every way that the engine has; `FILE` is one that exists. */
const reads = [
  "SELECT content AS color, 1 AS customers FROM read_text('FILE')",
  "SELECT hex(content) AS color, 1 AS customers FROM read_blob('FILE')",
  "SELECT file AS color, 1 AS customers FROM glob('FILE*')",
  "SELECT column0 AS color, 1 AS customers FROM 'FILE'",
  'SELECT column0 AS color, 1 AS customers FROM "FILE"',
  "SELECT column0 AS color, 1 AS customers FROM read_csv('FILE')",
  "SELECT column0 AS color, 1 AS customers FROM read_csv_auto(['FILE'])",
  "SELECT json AS color, 1 AS customers FROM read_json_objects('FILE')",
  "SELECT 'x' AS color, 1 AS customers FROM read_parquet('FILE')",
  "SELECT 'x' AS color, 1 AS customers FROM parquet_metadata('FILE')",
  "SELECT Columns AS color, 1 AS customers FROM sniff_csv('FILE')",
  "SELECT (SELECT content FROM main.READ_TEXT('FILE')) AS color, 1 AS customers FROM customer",
  "WITH a AS (FROM read_text('FILE')) SELECT content AS color, 1 AS customers FROM a",
  "SELECT color, 1 AS customers FROM customer WHERE color IN (FROM read_text('FILE'))",
  "SELECT 'x' AS color, 1 AS customers FROM query('FROM read_text(''FILE'')')",
  "SELECT content AS color, 1 AS customers FROM read_text('https://example.org/')",
] as const;

/** Statements that write, or change what the engine allows; `OUT` is a path that does not exist. */
const writes = [
  "COPY customer TO 'OUT'",
  "COPY customer TO 'OUT' (FORMAT parquet)",
  "COPY customer FROM 'FILE'",
  "EXPORT DATABASE 'OUT'",
  "IMPORT DATABASE 'FILE'",
  "ATTACH 'OUT'",
  "INSTALL httpfs",
  "LOAD httpfs",
  "LOAD 'FILE'",
  "SET enable_external_access = true",
  "SET lock_configuration = false",
  "RESET allowed_directories",
  "PRAGMA enable_profiling",
  "PRAGMA profiling_output = 'OUT'",
  "CALL enable_logging(storage = 'file', storage_config = {'path': 'OUT'})",
  "CREATE TABLE other AS SELECT 1",
  "CREATE SECRET (TYPE http)",
  "DROP TABLE customer",
  "UPDATE customer SET color = 'Gray'",
  "SELECT 1; COPY customer TO 'OUT'",
  "EXPLAIN ANALYZE SELECT 1",
  "PREPARE p AS SELECT 1",
  "CHECKPOINT",
] as const;

/** What is a SELECT, reads no file, and still changes the engine or tells of the machine. */
const others = [
  "SELECT 'x' AS color, 1 AS customers FROM enable_logging(storage = 'file', storage_config = {'path': 'OUT'})",
  "SELECT 'x' AS color, 1 AS customers FROM enable_profiling(save_location = 'OUT')",
  "SELECT 'x' AS color, 1 AS customers FROM json_execute_serialized_sql('{}')",
  "SELECT value AS color, 1 AS customers FROM duckdb_settings()",
  "SELECT current_setting('temp_directory') AS color, 1 AS customers FROM customer",
  "SELECT getenv('HOME') AS color, 1 AS customers FROM customer",
  "SELECT write_log('x') AS color, 1 AS customers FROM customer",
] as const;

const matter = `/*
title: Added
question: How many customers of each color are there?
chart: { type: bars, label: color, value: customers }
columns:
  color: { label: Color, type: text }
  customers: { label: Customers, type: integer }
*/
`;

/** A folder with a file to read and a path to write to, and a statement that names them. */
function place(statement: string) {
  const folder = temporaryFolder();
  const file = join(folder, "secret.txt");
  writeFileSync(file, "the secret\n");
  const out = join(folder, "out");
  return { folder, out, sql: statement.replaceAll("FILE", file).replaceAll("OUT", out) };
}

describe.each([...reads, ...writes, ...others])("%s", (statement) => {
  test("is refused by name before it runs", async () => {
    const { folder, out, sql } = place(statement);
    const database = await openDatabase();
    await database.run("CREATE TABLE customer AS SELECT 'Gray' AS color, 1 AS customer_id");
    await database.seal();
    try {
      await expect(refuseFileAccess(database, sql)).rejects.toThrow(
        /^(SQL files cannot read or write files|Each SQL file holds one SELECT statement)/,
      );
    } finally {
      await database.close();
    }
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder)).toEqual(["secret.txt"]);
  });
});

// Some of these leave the engine unable to run anything more, so each has its own.
const reachesFiles = [...reads, ...writes].filter((text) =>
  /FILE|^(?!CALL).*OUT|https|INSTALL|^(RE)?SET/.test(text),
);
test.each(reachesFiles)("a sealed database by itself does not do it: %s", async (statement) => {
  const { folder, out, sql } = place(statement);
  const database = await openDatabase();
  await database.run("CREATE TABLE customer AS SELECT 'Gray' AS color, 1 AS customer_id");
  await database.seal();
  await expect(database.run(sql)).rejects.toThrow();
  await expect(database.run("SET enable_external_access = true")).rejects.toThrow();
  await database.close();
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder)).toEqual(["secret.txt"]);
});

describe("a whole run", () => {
  const csv = csvOf(someCustomers(8));
  const withSql = (text: string, kind = "questions") => {
    const folder = join(temporaryFolder(), "sql");
    cpSync(sqlFolder, folder, { recursive: true });
    mkdirSync(join(folder, kind), { recursive: true });
    writeFileSync(join(folder, kind, "added.sql"), `${matter}${text}\n`);
    return folder;
  };

  test.each([reads[0], reads[3], writes[0], writes[9], others[0]])(
    "ends with the file's name, the rule and the exit code of a question: %s",
    async (statement) => {
      const { out, sql } = place(statement);
      const error = await failure(run(csvFile(csv), { sql: withSql(sql) }));
      expect(error.message).toContain("questions/added.sql: DuckDB refuses the query: ");
      expect(error.message).toContain(rule);
      expect(error.message).not.toContain("the secret");
      expect(error.exitCode).toBe(4);
      expect(existsSync(out)).toBe(false);
    },
  );

  test("still answers SELECTs with CTEs, VALUES, ranges and subqueries", fullTier, async () => {
    const sql = `WITH colors AS (SELECT color FROM customer WHERE customer_id IN (SELECT * FROM range(9)))
      SELECT color, COUNT(*) AS customers FROM colors, (VALUES (1)) AS one(i) GROUP BY color ORDER BY color;`;
    const { rows } = await run(csvFile(csv), { sql: withSql(sql) });
    expect(rows("added")).toEqual([{ color: "Gray", customers: 8 }]);
  });

  test("a mistake in the SQL keeps the engine's own message, with the line", async () => {
    const error = await failure(run(csvFile(csv), { sql: withSql("SELECT color,\nFROM FROM") }));
    expect(error.message).toContain("DuckDB refuses the query: Parser Error");
    expect(error.message).toContain("LINE ");
  });
});

test("a sealed database still spills to its own folder, and removes it", async () => {
  const database = await openDatabase();
  await database.run("SET memory_limit = '40MB'; SET threads = 1");
  await database.seal();
  const [setting] = await database.rows("SELECT current_setting('temp_directory') AS folder");
  const folder = textOf(setting?.["folder"]);
  let spilled = false;
  const timer = setInterval(() => (spilled ||= existsSync(folder)), 5);
  const [row] = await database.rows(
    `SELECT max(n) AS n FROM (SELECT row_number() OVER (ORDER BY md5(CAST(i AS VARCHAR))) AS n
     FROM range(800000) AS a(i))`,
  );
  clearInterval(timer);
  await database.close();
  expect(row).toEqual({ n: 800_000n });
  expect(spilled).toBe(true);
  expect(existsSync(folder)).toBe(false);
});
