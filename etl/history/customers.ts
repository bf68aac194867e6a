import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Moved } from "../../format/history.ts";
import type { Column } from "../contract/columns.ts";
import { identifier, literal } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import { withTemporaryFolder } from "../read/temporary.ts";

/**
 * Which rows there are, by their keys, and a hash of each: kept with the snapshots on the building
 * machine, never published.
 */
export const customersFile = "customers.parquet";

/** Above this many rows only the keys are kept: hashing a million rows takes a tenth of a run. */
export const hashedRows = 250_000;

/** The rows of a run, for the next run to compare its own with. */
export interface CustomerRecord {
  /** The content of `customersFile`. */
  readonly parquet: Uint8Array;
  /** Who was added, gone or changed since the snapshots before; undefined where unknown. */
  readonly moved: Moved | undefined;
}

/**
 * Records the rows of the table `raw` by their keys, and compares them with those of the snapshots
 * before. Done before the SQL files run, which may not read or write files.
 * @param columns of the file
 * @param rows how many there are
 * @param snapshots the folder that holds the snapshots before
 */
export async function recordCustomers(
  database: Database,
  key: Column,
  columns: readonly Column[],
  rows: number,
  snapshots: string,
): Promise<CustomerRecord> {
  const names = columns.map(({ name }) => identifier(name)).join(", ");
  const hash = rows > hashedRows ? "CAST(NULL AS UBIGINT)" : `hash(${names})`;
  await database.run(
    `CREATE TABLE row_hashes AS SELECT ${keySql(key)} AS row_key, ${hash} AS row_hash FROM raw`,
  );
  const version = await database.version();
  const parquet = await withTemporaryFolder(async (folder) => {
    const file = join(folder, customersFile);
    await database.run(
      `COPY (FROM row_hashes ORDER BY row_key) TO ${literal(file)}
       (FORMAT parquet, KV_METADATA {engine: ${literal(version)}})`,
    );
    return readFile(file);
  });
  const moved = await movedSince(database, join(snapshots, customersFile), version);
  await database.run("DROP TABLE row_hashes");
  return { parquet, moved };
}

/** Of a private column only hashes are kept. */
const keySql = ({ name, private: isPrivate }: Column) =>
  isPrivate ? `sha256(CAST(${identifier(name)} AS VARCHAR))` : identifier(name);

/** Hashes of another version of the engine, or none, do not show who changed. */
async function movedSince(database: Database, before: string, version: string) {
  // What an earlier run left may be missing or damaged, which must not make this one fail.
  const engines = await database
    .rows(
      `SELECT CAST(value AS VARCHAR) AS engine FROM parquet_kv_metadata(${literal(before)})
       WHERE CAST(key AS VARCHAR) = 'engine'`,
    )
    .catch(() => undefined);
  if (!engines) return undefined;
  const rows = await database
    .rows(
      `SELECT
        count(*) FILTER (WHERE then_.row_key IS NULL) AS added,
        count(*) FILTER (WHERE since.row_key IS NULL) AS gone,
        count(*) FILTER (WHERE then_.row_hash <> since.row_hash) AS changed,
        count(*) FILTER (WHERE then_.row_key IS NOT NULL AND since.row_key IS NOT NULL
          AND (then_.row_hash IS NULL OR since.row_hash IS NULL)) AS unknown
      FROM ${literal(before)} AS then_ FULL JOIN row_hashes AS since USING (row_key)`,
    )
    .catch(() => undefined);
  if (!rows) return undefined;
  const [row] = rows;
  const isComparable = engines[0]?.["engine"] === version && integer(row?.["unknown"]) === 0;
  return {
    added: integer(row?.["added"]),
    gone: integer(row?.["gone"]),
    changed: isComparable ? integer(row?.["changed"]) : null,
  };
}
