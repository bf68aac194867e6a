import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { literal } from "../../../etl/contract/sql.ts";
import { openDatabase } from "../../../etl/database.ts";
import { fingerprints, temporaryFolder } from "../../support/folders.ts";
import { failure, run } from "../../support/runs.ts";

const sample = join(import.meta.dirname, "../../../data/customers.csv");

/** A query's rows as a Parquet file. @returns its path */
async function parquetOf(query: string): Promise<string> {
  const path = join(temporaryFolder(), "customers.parquet");
  const database = await openDatabase();
  await database.run(`COPY (${query}) TO ${literal(path)} (FORMAT parquet)`);
  await database.close();
  return path;
}

/** The snapshots of tables, which know nothing of the file's name and size. */
const tablesOf = (folder: string) =>
  Object.entries(fingerprints(folder)).filter(([name]) => name.endsWith(".arrow"));

test.each([
  ["texts", "all_varchar = true"],
  ["numbers and booleans as such", ""],
])("a Parquet file of %s gives the tables that its CSV gives", async (_, options) => {
  const path = await parquetOf(
    `FROM read_csv(${[literal(sample), options].filter(Boolean).join(", ")})`,
  );
  const [fromCsv, fromParquet] = [await run(sample), await run(path)];
  expect(fromParquet.manifest.source).toMatchObject({ format: "parquet", rows: 3900 });
  expect(fromCsv.manifest.source).not.toHaveProperty("format");
  const tables = tablesOf(fromParquet.folder);
  expect(tables.length).toBeGreaterThan(20);
  expect(tables).toEqual(tablesOf(fromCsv.folder));
});

test("texts with quotes, separators and line ends are read as they are", async () => {
  const strange = `'a,"b"' || chr(10) || ';c'`;
  const path = await parquetOf(
    `SELECT * REPLACE (CASE Category WHEN 'Clothing' THEN ${strange} ELSE Category END AS Category)
     FROM read_csv(${literal(sample)})`,
  );
  const { rows } = await run(path);
  const categories = rows("cube-main").map(({ category }) => category);
  expect(new Set(categories)).toEqual(
    new Set(["Accessories", "Footwear", "Outerwear", 'a,"b"\n;c']),
  );
});

test("one that is cut off is refused", async () => {
  const path = await parquetOf(`FROM read_csv(${literal(sample)})`);
  writeFileSync(path, readFileSync(path).subarray(0, 9000));
  expect(await failure(run(path))).toMatchObject({
    message: expect.stringMatching(
      /is a Parquet file that cannot be read: No magic bytes/,
    ) as string,
    hint: "It may be cut off, damaged or encrypted; export it again.",
  });
});
