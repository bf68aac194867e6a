import { randomBytes } from "node:crypto";
import { createConnection, type Connection, type ResultSetHeader } from "mysql2/promise";
import type { Database } from "../../etl/database.ts";
import { lineStream, loadedColumns } from "../../etl/load/mysql/lines.ts";
import { createTable } from "../../etl/load/mysql/schema.ts";
import { startServer, type RunningServer } from "../../tools/servers/server.ts";
import { cleanedColumns } from "../../etl/report/cleaned.ts";
import type { Column } from "../../etl/contract/columns.ts";
import type { Report } from "../../etl/report/report.ts";
import { report } from "../support/report.ts";

/** A table of cleaned rows in an embedded database. */
export interface Spread extends Pick<Report, "table" | "key"> {
  readonly columns: readonly Column[];
}

/**
 * Three servers that hold a part of the rows each, and a head whose table is those parts together.
 */
export interface Cluster {
  readonly head: RunningServer;
  readonly shards: readonly RunningServer[];
  /** The head, as a user who may read that database and do nothing else. */
  readonly readerUrl: string;
  /**
   * Puts an embedded database's rows in place of those that are there, all sent to the head.
   * @param of by default the report's own customers
   * @returns how many it took, and with how many warnings
   */
  fill(
    database: Database,
    of?: Spread,
  ): Promise<{ readonly rows: number; readonly warnings: number }>;
  stop(): Promise<void>;
}

const shardNames = ["north", "south", "west"] as const;

/**
 * Spider's own settings try a shard that is down for two seconds and repeat its error for one more:
 * right for users, slow for tests.
 */
const impatient = [
  "--spider-connect-retry-count=0",
  "--spider-connect-error-interval=0",
  "--spider-table-init-error-interval=0",
];

/**
 * Starts the four servers. They are the fetched ones: MariaDB as a machine has it may have no
 * Spider.
 */
export async function startCluster(): Promise<Cluster> {
  const [head, ...shards] = await Promise.all([
    startServer("mariadb", { plugins: ["ha_spider"], extra: impatient }),
    ...shardNames.map(() => startServer("mariadb")),
  ]);
  await asRoot(head, async (connection) => {
    for (const [index, name] of shardNames.entries())
      await connection.query(...serverSql(name, shards[index]));
  });
  return {
    head,
    shards,
    readerUrl: await createReader(head),
    fill: (database, of = { ...report, columns: cleanedColumns(report) }) =>
      fill(head, shards, database, of),
    stop: async () => {
      await Promise.all([head, ...shards].map((server) => server.stop()));
    },
  };
}

/** Does something as root of a server. */
export async function asRoot<T>(
  server: RunningServer,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await createConnection({ uri: server.rootUrl });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/** The rows of a query, as text. */
export async function texts(connection: Connection, sql: string): Promise<string[][]> {
  const [rows] = await connection.query({ sql, rowsAsArray: true });
  return (rows as unknown as unknown[][]).map((row) => row.map(String));
}

/** What tells the head where a shard is and as whom to ask it. */
function serverSql(name: string, shard: RunningServer | undefined): [string, unknown[]] {
  const { hostname, port, username, password, pathname } = new URL(shard?.url ?? "");
  const sql = `CREATE SERVER ${name} FOREIGN DATA WRAPPER mysql OPTIONS (HOST ?, PORT ?, USER ?, PASSWORD ?, DATABASE ?)`;
  return [sql, [hostname, Number(port), username, password, pathname.slice(1)]];
}

async function createReader(head: RunningServer): Promise<string> {
  const url = new URL(head.url);
  [url.username, url.password] = ["reader", randomBytes(12).toString("base64url")];
  await asRoot(head, async (connection) => {
    await connection.query("CREATE USER ? IDENTIFIED BY ?", [url.username, url.password]);
    await connection.query("GRANT SELECT ON `customer\\_trends`.* TO ?", [url.username]);
  });
  return url.href;
}

async function fill(
  head: RunningServer,
  shards: readonly RunningServer[],
  database: Database,
  { table, key, columns: all }: Spread,
): Promise<{ rows: number; warnings: number }> {
  const columns = await loadedColumns(database, table);
  const names = columns.map(({ name }) => name);
  const known = new Map(all.map((column) => [column.name, column]));
  const own = names.flatMap((name) => known.get(name) ?? []);
  const part = createTable(table, own, key, "MariaDB");
  for (const shard of shards)
    await asRoot(shard, async (connection) => {
      await connection.query(`DROP TABLE IF EXISTS ${table}`);
      await connection.query(part);
    });
  return asRoot(head, async (connection) => {
    await connection.query(`DROP TABLE IF EXISTS ${table}`);
    await connection.query(`${part} ${spread(table, key?.name ?? names[0] ?? "")}`);
    const [taken] = await connection.query<ResultSetHeader>({
      sql: `LOAD DATA LOCAL INFILE 'customers' INTO TABLE ${table} CHARACTER SET utf8mb4 (${names.join(", ")})`,
      infileStreamFactory: () => lineStream(database, table, columns, () => undefined),
    });
    return { rows: taken.affectedRows, warnings: taken.warningStatus };
  });
}

/**
 * A row's shard follows from one column alone. The head's table has the collation of the parts, so
 * that both group and sort byte by byte.
 */
const spread = (
  table: string,
  column: string,
) => `ENGINE=SPIDER COMMENT='wrapper "mysql", table "${table}"'
PARTITION BY KEY (${column}) (${shardNames.map((name) => `PARTITION ${name} COMMENT='srv "${name}"'`).join(", ")})`;
