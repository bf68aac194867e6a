import { connect as connectSocket } from "node:net";
import type { SslOptions } from "mysql2";
import { createConnection, type Connection } from "mysql2/promise";
import { ReportError, codeOf } from "../../errors.ts";
import { sslOptions, type Address } from "./address.ts";
import { passwordPlugins } from "./authentication.ts";
import { databaseError, isPassing } from "./failures.ts";
import { firstRow, unlessSilent, type Server } from "./server.ts";

/** Milliseconds that a server may take to answer a client that comes. */
const connectTimeout = 10_000;
/** Milliseconds that it may take to let go of one that leaves. */
const leaveTimeout = 1_000;
const waits: readonly number[] = [250, 500, 1000, 2000, 4000];

/**
 * Text comparisons, quoting and refusals are the same whatever the server's own configuration says. A
 * backslash in a literal stands for itself, as in standard SQL and on the embedded engine.
 */
const session =
  "SET SESSION sql_mode = " +
  "'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_BACKSLASH_ESCAPES', time_zone = '+00:00'";

/**
 * Connects, trying again with growing pauses while the failure is one that passes.
 * @param sleep waits so many milliseconds
 * @param timeout how long the server may take to answer, in milliseconds
 * @throws ReportError with the server and how to fix a failure that stays
 */
export async function connect(
  address: Address,
  sleep: (milliseconds: number) => Promise<void>,
  timeout = connectTimeout,
): Promise<Server> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await open(address, timeout);
    } catch (error) {
      const wait = waits[attempt];
      if (wait === undefined || !isPassing(error))
        throw databaseError(error, address, "connecting");
      await sleep(wait);
    }
  }
}

/** Ends a connection in good order, or without the server where that does not take part. */
export async function disconnect({ connection, socket }: Server): Promise<void> {
  if (socket.closed) return;
  const closed = new Promise((resolve) => socket.once("close", resolve));
  // Waits behind a statement that is still running, which nobody needs any more.
  void connection.end();
  const timer = setTimeout(() => socket.destroy(), leaveTimeout);
  await closed;
  clearTimeout(timer);
}

async function open(address: Address, timeout: number): Promise<Server> {
  const ssl = sslOptions(address);
  try {
    return await converse(address, timeout, ssl);
  } catch (error) {
    if (address.sslMode === "PREFERRED" && codeOf(error) === "HANDSHAKE_NO_SSL_SUPPORT")
      return converse(address, timeout, undefined);
    throw error;
  }
}

async function converse(address: Address, timeout: number, ssl: SslOptions | undefined) {
  const { host, port, socketPath, user, password, database } = address;
  const socket = connectSocket({
    ...(socketPath === undefined ? { host, port } : { path: socketPath }),
    noDelay: true,
    keepAlive: true,
  });
  try {
    const connection = await createConnection({
      ...{
        stream: () => socket,
        host,
        user,
        database,
        charset: "utf8mb4",
        connectTimeout: timeout,
      },
      ...{ supportBigNumbers: true, bigNumberStrings: true, dateStrings: true },
      ...(password === undefined ? {} : { password }),
      ...(ssl === undefined ? {} : { ssl }),
      authPlugins: passwordPlugins(address, ssl !== undefined),
    });
    // The next statement reports it; an event without a listener would end the process.
    connection.on("error", () => undefined);
    return await unlessSilent(socket, timeout, async () => {
      const found = await identify(connection);
      // Servers that only speak the protocol may not know every mode; theirs is then as it is.
      await connection.query(session).catch((error: unknown) => {
        if (found.flavour !== "other") throw error;
      });
      return { connection, socket, ...found };
    });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function identify(
  connection: Connection,
): Promise<Pick<Server, "flavour" | "name" | "version">> {
  // Some say in VERSION() only which MySQL they are like, and who they are in the comment.
  const [text = "", comment = ""] = await firstRow(
    connection,
    "SELECT VERSION(), @@version_comment",
  );
  const version = /^\d+(\.\d+)*/.exec(text)?.[0] ?? text;
  if (/mariadb/i.test(text)) return { flavour: "MariaDB", name: "MariaDB", version };
  const other = /(tidb|starrocks|vitess|oceanbase|singlestore)/i.exec(`${text} ${comment}`)?.[1];
  return other
    ? { flavour: "other", name: other, version }
    : { flavour: "MySQL", name: "MySQL", version };
}

const oldest = { MySQL: [8, 0], MariaDB: [10, 6] } as const;

/**
 * Refuses servers that lack window functions or the collation.
 * @throws ReportError naming the oldest version that will do
 */
export function checkVersion({
  flavour,
  name,
  version,
}: Pick<Server, "flavour" | "name" | "version">): void {
  if (flavour === "other") return;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldest[flavour];
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new ReportError(
    "database",
    `The server is ${name} ${version}, which is too old: it lacks window functions or the ` +
      "binary collation that the report needs.",
    {
      hint: `Use ${name} ${oldestMajor}.${oldestMinor} or newer, or the embedded engine (--engine duckdb).`,
    },
  );
}
