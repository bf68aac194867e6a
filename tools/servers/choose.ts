import { ReportError, messageOf } from "../../etl/errors.ts";
import { cacheFolder } from "./cache.ts";
import type { Installation, ServerKind } from "./engine.ts";
import { readGreeting, type Address } from "./greeting.ts";
import { installedServer, isRecent } from "./installed.ts";
import { withoutSecrets } from "./run.ts";
import {
  engines,
  fetchInstallation,
  startServer,
  type RunningServer,
  type ServerOptions,
} from "./server.ts";
import { printable } from "../../etl/printable.ts";

/**
 * A server that somebody else runs, named by the environment: tests may use it and neither kill nor
 * restart it.
 */
export interface GivenServer {
  readonly owned: false;
  readonly kind: ServerKind;
  readonly url: string;
  readonly version: string;
  /** Does nothing: it is not ours. */
  stop(): Promise<void>;
}

/** A server to test against. */
export type TestServer = RunningServer | GivenServer;

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that names a server to use. */
export const variables: Readonly<Record<ServerKind, string>> = {
  mysql: "TEST_MYSQL_URL",
  mariadb: "TEST_MARIADB_URL",
};

/**
 * A server to test against: the one that `TEST_MYSQL_URL` or `TEST_MARIADB_URL` names, or a private
 * one.
 * @param options count for a private one only
 */
export async function testServer(
  kind: ServerKind,
  options: ServerOptions = {},
  env: Environment = process.env,
): Promise<TestServer> {
  const url = env[variables[kind]];
  return url ? givenServer(kind, url) : privateServer(kind, options, env);
}

/**
 * A private server: by the server program of this machine, if it has one that works, else by one
 * that is fetched from Debian.
 * For tests that need a server to themselves, to kill it or to set it up otherwise.
 */
export async function privateServer(
  kind: ServerKind,
  options: ServerOptions = {},
  env: Environment = process.env,
): Promise<RunningServer> {
  const { label, programs, least } = engines[kind];
  const installed = await installedServer(engines[kind], env);
  const failures: string[] = [];
  if (installed) {
    try {
      return await startServer(kind, { ...options, installation: installed });
    } catch (error) {
      if (error instanceof ReportError) throw error;
      failures.push(
        `${installed.command[0]} does not work (${messageOf(error).replaceAll(/\s+/g, " ")})`,
      );
    }
  } else
    failures.push(`there is no ${programs.join(" or ")} (${least.join(".")} or later) on the PATH`);

  let fetched: Installation;
  try {
    fetched = await fetchInstallation(
      kind,
      options.notice ?? ((line) => process.stderr.write(`${printable(line)}\n`)),
    );
  } catch (cause) {
    const message = `No ${label} to test with: ${variables[kind]} is not set, ${failures.join(", ")}, and none could be fetched from Debian into ${cacheFolder()} (${messageOf(cause)}).`;
    throw new ReportError("database", `${message} ${remedy(kind)}`, { cause });
  }
  try {
    return await startServer(kind, { ...options, installation: fetched });
  } catch (cause) {
    if (cause instanceof ReportError) throw cause;
    throw new ReportError(
      "database",
      `No ${label} to test with: ${messageOf(cause)}\n${remedy(kind)}`,
      { cause },
    );
  }
}

function remedy(kind: ServerKind): string {
  const { label, programs } = engines[kind];
  return (
    `Set ${variables[kind]} (mysql://user:password@host:3306/database) to a server that tests ` +
    `may use, or put ${label}'s ${programs[0] ?? kind} on the PATH, or set SERVER_CACHE to a ` +
    "folder that can be written."
  );
}

async function givenServer(kind: ServerKind, text: string): Promise<GivenServer> {
  const engine = engines[kind];
  const shown = withoutSecrets(text);
  const url = URL.parse(text);
  if (url === null)
    throw new ReportError(
      "database",
      `${variables[kind]} is not an address such as mysql://user:password@host:3306/database.`,
    );
  const socket = url.searchParams.get("socket") ?? url.searchParams.get("socketPath");
  const address: Address =
    socket === null
      ? { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 3306) }
      : { path: socket };
  let version: string;
  try {
    version = await readGreeting(address);
  } catch (cause) {
    throw new ReportError(
      "database",
      `${variables[kind]} names ${shown}, where no server answers: ${messageOf(cause)}.`,
      { cause },
    );
  }
  const right = version.includes("MariaDB") === (kind === "mariadb") && isRecent(engine, version);
  if (!right)
    throw new ReportError(
      "database",
      `${variables[kind]} names ${shown}, which is ${version} and not ${engine.label} ` +
        `${engine.least.join(".")} or later.`,
    );
  return { owned: false, kind, url: text, version, stop: () => Promise.resolve() };
}
