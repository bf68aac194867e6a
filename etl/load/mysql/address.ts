import { readFileSync } from "node:fs";
import type { SslOptions } from "mysql2";
import { ReportError, messageOf } from "../../errors.ts";

const sslModes = ["DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"] as const;
type SslMode = (typeof sslModes)[number];

/** Where a database is and as whom to ask it. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly socketPath: string | undefined;
  readonly user: string;
  /**
   * Undefined where neither the URL nor the environment has one: then it is asked for, or none is
   * sent.
   */
  readonly password: string | undefined;
  readonly database: string;
  readonly sslMode: SslMode;
  readonly sslCa: string | undefined;
  /** The file of the server's RSA public key, with which a password can be sent without TLS. */
  readonly serverPublicKey: string | undefined;
}

const example = "mysql://user@host:3306/database";

/**
 * Reads a database URL:
 * `mysql://user:password@host:3306/database?ssl-mode=VERIFY_IDENTITY&ssl-ca=FILE&socket=FILE`. A
 * password may stand in the environment (`MYSQL_PWD`) instead.
 * @throws ReportError for a URL that cannot be used; no message repeats it, because it may hold the
 * password
 */
export function parseAddress(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["mysql:", "mariadb:"].includes(url.protocol))
    throw new ReportError("usage", "The database URL is not one of MySQL.", {
      hint: `It reads ${example}; give it as --database-url or in DATABASE_URL.`,
    });
  const database = decoded(url.pathname.slice(1), "database");
  if (database === "" || database.includes("/"))
    throw new ReportError("usage", "The database URL names no database.", {
      hint: `The database is the path of the URL: ${example}`,
    });
  if (url.username === "")
    throw new ReportError("usage", "The database URL names no user.", {
      hint: `The user stands before the host: ${example}`,
    });
  const mode = (url.searchParams.get("ssl-mode") ?? url.searchParams.get("sslmode") ?? "PREFERRED")
    .toUpperCase()
    .replaceAll("-", "_");
  const sslMode = sslModes.find((known) => known === mode);
  if (!sslMode)
    throw new ReportError("usage", `The database URL's ssl-mode "${mode}" is unknown.`, {
      hint: `Known: ${sslModes.join(", ")}.`,
    });
  return {
    host: url.hostname === "" ? "localhost" : url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? 3306 : Number(url.port),
    socketPath: url.searchParams.get("socket") ?? undefined,
    user: decoded(url.username, "user"),
    password: url.password === "" ? env["MYSQL_PWD"] : decoded(url.password, "password"),
    database,
    sslMode,
    sslCa: url.searchParams.get("ssl-ca") ?? undefined,
    serverPublicKey: url.searchParams.get("server-public-key") ?? undefined,
  };
}

function decoded(part: string, what: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ReportError(
      "usage",
      `The ${what} in the database URL holds a % that is not the beginning of a code.`,
      { hint: "There a % itself is written %25. In MYSQL_PWD, a password stands as it is." },
    );
  }
}

/** An address for people: never with the password. */
export function nameOf({ host, port, socketPath, user, database }: Address): string {
  return `${user}@${socketPath ?? `${host}:${port}`}/${database}`;
}

/** The driver's TLS options that an ssl-mode stands for, as MySQL's own clients understand it. */
export function sslOptions({ sslMode, sslCa }: Address): SslOptions | undefined {
  if (sslMode === "DISABLED") return undefined;
  return {
    ...(sslCa === undefined ? {} : { ca: readNamed("certificate", sslCa) }),
    rejectUnauthorized: sslMode.startsWith("VERIFY"),
    verifyIdentity: sslMode === "VERIFY_IDENTITY",
  };
}

/** @throws ReportError for a file that the database URL names and that cannot be read */
export function readNamed(what: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new ReportError("usage", `The ${what} ${path} cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  }
}
