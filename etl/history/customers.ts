import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Moved } from "../../format/history.ts";
import { contract } from "../contract/columns.ts";
import { identifier, literal } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";

/**
 * Which customers there are, and a hash of each row: kept with the snapshots on the building
 * machine, never published.
 */
export const customersFile = "customers.parquet";

/**
 * Of more rows than these only the ids are remembered: to hash a million rows takes a tenth of all
 * the work on them.
 */
export const hashedRows = 250_000;

/**
 * Takes a hash of each row of the table `raw`; to be begun while there is else to do.
 * @param rows how many it has
 */
export async function hashCustomers(database: Database, rows: number): Promise<void> {
  const columns = contract.map(({ name }) => identifier(name)).join(", ");
  await database.answer(
    `CREATE TABLE row_hashes AS SELECT customer_id, ${rows > hashedRows ? "CAST(NULL AS UBIGINT)" : `hash(${columns})`} AS row_hash FROM raw`,
  );
}

/** Writes down which customers there are, with the hashes of their rows. */
export async function rememberCustomers(database: Database, folder: string): Promise<void> {
  const version = literal(await database.version());
  await database.run(
    `COPY (FROM row_hashes ORDER BY customer_id) TO ${literal(join(folder, customersFile))} (FORMAT parquet, KV_METADATA {engine: ${version}})`,
  );
}

/**
 * Which customers came, went or changed between two folders of snapshots; undefined where one of
 * them does not say.
 * Hashes of another version of the engine, or none, tell nothing of who changed.
 */
export async function movedCustomers(
  database: Database,
  before: string,
  now: string,
): Promise<Moved | undefined> {
  const [then, since] = [join(before, customersFile), join(now, customersFile)];
  if (!(await exists(since))) return undefined;
  // What an earlier run left may be missing or damaged: then nobody knows, and no build fails for
  // it.
  const versions = await database
    .rows(
      `SELECT count(DISTINCT value) AS n FROM parquet_kv_metadata([${literal(then)}, ${literal(since)}])`,
    )
    .catch(() => undefined);
  if (!versions) return undefined;
  const [row] = await database.rows(`SELECT
    count(*) FILTER (WHERE then_.customer_id IS NULL) AS added,
    count(*) FILTER (WHERE since.customer_id IS NULL) AS gone,
    count(*) FILTER (WHERE then_.row_hash <> since.row_hash) AS changed,
    count(*) FILTER (WHERE then_.customer_id IS NOT NULL AND since.customer_id IS NOT NULL AND (then_.row_hash IS NULL OR since.row_hash IS NULL)) AS unknown
    FROM ${literal(then)} AS then_ FULL JOIN ${literal(since)} AS since USING (customer_id)`);
  return {
    added: integer(row?.["added"]),
    gone: integer(row?.["gone"]),
    changed:
      integer(versions[0]?.["n"]) === 1 && integer(row?.["unknown"]) === 0
        ? integer(row?.["changed"])
        : null,
  };
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
