import { createConnection, type RowDataPacket } from "mysql2/promise";
import { expect, test } from "vitest";
import { columnName } from "../../etl/contract/names.ts";
import { openDatabase, textOf } from "../../etl/database.ts";
import { testServer } from "../../tools/servers/choose.ts";
import { engines } from "./engines.ts";

const isRefused = (word: string) => !columnName.safeParse(word).success;

test("no word that DuckDB or MySQL reserves can name a column", async () => {
  const database = await openDatabase();
  const words = await database.rows(
    "SELECT keyword_name AS word FROM duckdb_keywords() WHERE keyword_category = 'reserved'",
  );
  await database.close();
  const reserved = words.map(({ word }) => textOf(word ?? ""));
  if (engines.includes("mysql")) {
    const server = await testServer("mysql");
    const connection = await createConnection({ uri: server.url });
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT word FROM information_schema.keywords WHERE reserved = 1",
    );
    reserved.push(...rows.map((row) => String(row["WORD"] ?? row["word"]).toLowerCase()));
    await connection.end();
    await server.stop();
  }
  expect(reserved.length).toBeGreaterThan(70);
  expect(reserved.filter((word) => !isRefused(word))).toEqual([]);
});
