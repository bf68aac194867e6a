import { createConnection, type Connection } from "mysql2/promise";
import { ReportError, codeOf } from "../../errors.ts";
import { sslOptions, type Address } from "./address.ts";
import { databaseError, isPassing } from "./failures.ts";

/** What kind of server answers; `other` speaks the protocol and is neither (TiDB, StarRocks, Vitess and the like). */
export type Flavour = "MySQL" | "MariaDB" | "other";

/** A server that answers, and what it is. */
export interface Server {
  readonly connection: Connection;
  readonly flavour: Flavour;
  /** Its name as readers know it. */
  readonly name: string;
  readonly version: string;
}

const connectTimeout = 10_000;
const waits = [250, 500, 1000, 2000, 4000] as const;

/** Text comparisons, quoting and refusals are the same whatever the server's own configuration says. */
const session = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO', time_zone = '+00:00'";

/**
 * Connects, trying again with growing pauses while the failure is one that passes.
 * @param sleep waits so many milliseconds
 * @throws ReportError naming the server and the mend, for a failure that stays
 */
export async function connect(address: Address, sleep: (milliseconds: number) => Promise<void>): Promise<Server> {
  for (const wait of [...waits, undefined]) {
    try {
      const connection = await open(address);
      await connection.query(session);
      return { connection, ...(await identify(connection)) };
    } catch (error) {
      if (wait === undefined || !isPassing(error)) throw databaseError(error, address, "connecting");
      await sleep(wait);
    }
  }
  throw new ReportError("database", "No connection was tried.");
}

async function open(address: Address): Promise<Connection> {
  const ssl = sslOptions(address);
  const options = {
    ...(address.socketPath === undefined ? { host: address.host, port: address.port } : { socketPath: address.socketPath }),
    user: address.user,
    ...(address.password === undefined ? {} : { password: address.password }),
    database: address.database,
    charset: "utf8mb4",
    connectTimeout,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    enableKeepAlive: true,
  };
  try {
    return await createConnection({ ...options, ...(ssl ? { ssl } : {}) });
  } catch (error) {
    if (address.sslMode === "PREFERRED" && codeOf(error) === "HANDSHAKE_NO_SSL_SUPPORT") return createConnection(options);
    throw error;
  }
}

async function identify(connection: Connection): Promise<Omit<Server, "connection">> {
  const [rows] = await connection.query({ sql: "SELECT VERSION()", rowsAsArray: true });
  const text = String((rows as unknown as string[][])[0]?.[0]);
  const version = /^\d+(\.\d+)*/.exec(text)?.[0] ?? text;
  if (/mariadb/i.test(text)) return { flavour: "MariaDB", name: "MariaDB", version };
  const other = /(tidb|starrocks|vitess|oceanbase|singlestore)/i.exec(text)?.[1];
  return other ? { flavour: "other", name: other, version: text } : { flavour: "MySQL", name: "MySQL", version };
}

const oldest = { MySQL: [8, 0], MariaDB: [10, 6] } as const;

/** Refuses servers that lack window functions or the collation. @throws ReportError naming the oldest version that will do */
export function checkVersion({ flavour, name, version }: Pick<Server, "flavour" | "name" | "version">): void {
  if (flavour === "other") return;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldest[flavour];
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new ReportError("database", `The server is ${name} ${version}, which is too old: it lacks window functions or the binary collation that the report needs.`, {
    hint: `Use ${name} ${oldestMajor}.${oldestMinor} or newer, or the embedded engine (--engine duckdb).`,
  });
}
