import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareData, tail } from "./data.ts";
import {
  userOptions,
  fetchedInstallation,
  type Engine,
  type Installation,
  type ServerKind,
} from "./engine.ts";
import { readGreeting } from "./greeting.ts";
import { mariadb } from "./mariadb.ts";
import { mysql } from "./mysql.ts";
import { fetchPackages, type Notice } from "./packages.ts";
import { freePort } from "./ports.ts";
import { startGuarded, type GuardedProcess } from "./process.ts";
import { orUndefined } from "./run.ts";
import { printable } from "../../etl/printable.ts";

/** How long a server may take to answer. */
const patience = 60_000;

/** The databases by name. */
export const engines: Readonly<Record<ServerKind, Engine>> = { mysql, mariadb };

/** How a server is to be started. */
export interface ServerOptions {
  /** Whether it takes LOAD DATA LOCAL (yes, unless said otherwise). */
  readonly localInfile?: boolean;
  /** Plugins to load, as INSTALL SONAME names them: `ha_spider`. */
  readonly plugins?: readonly string[];
  /** More options of the server program. */
  readonly extra?: readonly string[];
  /** A command that becomes the command after it: what the server is started by. */
  readonly launcher?: readonly string[];
  /** A data folder that outlives the server; without it, a temporary one. */
  readonly dataFolder?: string;
  /** The server program; without it, the fetched one. */
  readonly installation?: Installation;
  /** Says what takes a while; without it, on stderr. */
  readonly notice?: Notice;
}

/** A private server, which ends with this process. */
export interface RunningServer {
  readonly owned: true;
  readonly kind: ServerKind;
  /**
   * As the user `trends`, who owns every database whose name begins with `customer_trends`; that of
   * this name is there.
   */
  readonly url: string;
  /** As root. */
  readonly rootUrl: string;
  readonly socket: string;
  readonly port: number;
  readonly pid: number;
  /** As the server says it in its greeting: `9.7.4-2`, `10.11.18-MariaDB-0+deb12u1`. */
  readonly version: string;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Settles when the present process of the server has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Kills it as a crash would (SIGKILL). */
  kill(): Promise<void>;
  /**
   * Starts it again with the same data, port and passwords: after a kill, or by an orderly
   * shutdown.
   */
  restart(): Promise<void>;
  /** Ends it and removes what was temporary. */
  stop(): Promise<void>;
}

/** The server program fetched from Debian, unless it is in the cache already. */
export async function fetchInstallation(kind: ServerKind, notice: Notice): Promise<Installation> {
  const { packages, programs } = engines[kind];
  return fetchedInstallation(
    await fetchPackages(packages, notice),
    `usr/sbin/${programs[0] ?? kind}`,
    packages.packages[0] ?? kind,
  );
}

/** Starts a private server on a free loopback port and waits until it can be used. */
export async function startServer(
  kind: ServerKind,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const engine = engines[kind];
  const notice = options.notice ?? ((line) => process.stderr.write(`${printable(line)}\n`));
  const installation = options.installation ?? (await fetchInstallation(kind, notice));
  const folder = await mkdtemp(join(tmpdir(), "trends-"));
  const dataFolder = options.dataFolder ?? join(folder, "data");
  const [socket, logFile, setup] = [
    join(folder, "socket"),
    join(folder, "log"),
    join(folder, "setup.sql"),
  ];
  const port = await freePort();
  const password = randomBytes(12).toString("base64url");
  const command = [
    ...[
      ...(options.launcher ?? []),
      ...installation.command,
      ...userOptions,
      ...engine.options,
      `--datadir=${dataFolder}`,
      `--socket=${socket}`,
      `--pid-file=${join(folder, "pid")}`,
    ],
    // A server that starts removes temporary tables from the folder for such, also those of
    // another.
    ...[
      `--tmpdir=${folder}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      "--skip-log-bin",
      "--secure-file-priv=",
      `--local-infile=${options.localInfile === false ? "OFF" : "ON"}`,
    ],
    ...(options.plugins ?? []).map((plugin) => `--plugin-load-add=${plugin}`),
    ...(options.extra ?? []),
  ];
  // Data that is kept deserves an orderly end.
  const last = options.dataFolder === undefined ? "KILL" : "TERM";
  const start = (more: readonly string[] = []): GuardedProcess =>
    startGuarded({ command: [...command, ...more], folder, log: logFile, last });
  const removed = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });

  // Until the server has a guard of its own, a guard that has no server to end removes the folder.
  const keeper = startGuarded({ command: ["/bin/true"], folder, log: logFile });
  let server: GuardedProcess | undefined;
  try {
    await prepareData(engine, installation, dataFolder);
    await writeFile(setup, setupSql(password), { mode: 0o600 });
    server = start([`--init-file=${setup}`]);
    keeper.dismissGuard();
    const version = await answer(engine, server, port, logFile);
    let current = server;
    const url = (user: string) => `mysql://${user}:${password}@127.0.0.1:${port}/customer_trends`;
    return {
      ...{
        owned: true,
        kind,
        url: url("trends"),
        rootUrl: url("root"),
        socket,
        port,
        version,
        dataFolder,
        logFile,
      },
      get pid() {
        return current.pid;
      },
      get ended() {
        return current.ended;
      },
      kill: () => current.end("SIGKILL"),
      restart: async () => {
        await current.end("SIGTERM");
        const previous = current;
        current = start();
        // Only now, so that at no moment nobody would clean up after this process.
        previous.dismissGuard();
        await answer(engine, current, port, logFile);
      },
      stop: async () => {
        await current.end(`SIG${last}`);
        await removed();
        current.dismissGuard();
      },
    };
  } catch (error) {
    await server?.end("SIGKILL");
    await removed();
    (server ?? keeper).dismissGuard();
    throw error;
  }
}

/** One statement a line: servers read this file line by line. */
function setupSql(password: string): string {
  const statements = [
    "CREATE DATABASE IF NOT EXISTS customer_trends",
    `CREATE USER IF NOT EXISTS 'trends'@'%' IDENTIFIED BY '${password}'`,
    `ALTER USER 'trends'@'%' IDENTIFIED BY '${password}'`,
    "GRANT ALL ON `customer\\_trends%`.* TO 'trends'@'%'",
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}'`,
    // MariaDB's scripts make these without a password.
    "DROP USER IF EXISTS 'root'@'127.0.0.1', 'root'@'::1'",
  ];
  return `${statements.join(";\n")};\n`;
}

/** Waits for the server's greeting, which comes when its set-up is done. */
async function answer(
  engine: Engine,
  server: GuardedProcess,
  port: number,
  logFile: string,
): Promise<string> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline && !server.hasEnded()) {
    const version = await orUndefined(readGreeting({ host: "127.0.0.1", port }));
    // A stranger may answer where the server found its port taken and gave up.
    if (version !== undefined && !server.hasEnded()) return version;
    await sleep(20);
  }
  const log = (await orUndefined(readFile(logFile, "utf8"))) ?? "";
  throw new Error(
    `${engine.label} ${server.hasEnded() ? "ended as it was started" : `did not answer within ${patience / 1000} s`}. The end of its log:${tail(log)}`,
  );
}
