import { ReportError, codeOf, messageOf } from "../../errors.ts";
import { nameOf, type Address } from "./address.ts";

/**
 * Failures that pass by themselves: a server that is starting, restarting or was gone for a moment.
 */
const passing = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "PROTOCOL_CONNECTION_LOST",
  "ER_SERVER_SHUTDOWN",
  "ER_CON_COUNT_ERROR",
  "ER_NEW_ABORTING_CONNECTION",
]);

/** Whether trying again may help. */
export const isPassing = (error: unknown) => passing.has(codeOf(error) ?? "");

/**
 * Whether the fault is in the SQL that was sent (SQLSTATE classes 21, 22 and 42), not in the server
 * or the way to it.
 */
export function isSqlMistake(error: unknown): boolean {
  return (
    error instanceof Error &&
    "sqlState" in error &&
    /^(21|22|42)/.test(String(error.sqlState)) &&
    !/ACCESS_?DENIED/.test(codeOf(error) ?? "")
  );
}

const lostShard =
  "The server lost its connection to a shard, one of several servers that hold the " +
  "rows. The server's log says more. Run again when every shard is up.";

const lost =
  "The connection was cut: the server was stopped or killed (its log says why), or the " +
  "network between failed. Run again when it is up.";
const full =
  "The server's disk is full, or that of its temporary files (tmpdir); free space there and run again.";
const slow =
  "The server took longer for one query than --query-timeout allows; run that file alone to see why, or allow more.";

const hints: Readonly<Record<string, string | ((address: Address) => string)>> = {
  ECONNREFUSED: "Start the server, or correct the host and port in the database URL.",
  ENOENT: "No server listens at this socket; correct ?socket= in the database URL.",
  ENOTFOUND: "The host name is unknown; correct it in the database URL.",
  EAI_AGAIN: "The host name could not be looked up; check the network.",
  ETIMEDOUT: "The server did not answer in time; check the host, the port and the firewall.",
  PROTOCOL_CONNECTION_LOST: lost,
  ECONNRESET: lost,
  EPIPE: lost,
  ER_SERVER_SHUTDOWN: "The server is shutting down; run again when it is up.",
  ER_ACCESS_DENIED_ERROR: ({ user }) =>
    `The password or the user "${user}" is wrong. Give the password in MYSQL_PWD, in DATABASE_URL, or at the prompt.`,
  ER_BAD_DB_ERROR: ({ database }) =>
    `Create it: CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4;`,
  ER_DBACCESS_DENIED_ERROR: ({ user, database }) =>
    `Grant it: GRANT ALL ON \`${database}\`.* TO '${user}'@'%';`,
  ER_TABLEACCESS_DENIED_ERROR: ({ user, database }) =>
    `Grant it: GRANT SELECT, INSERT, CREATE, ALTER, DROP ON \`${database}\`.* TO '${user}'@'%';`,
  ER_SPECIFIC_ACCESS_DENIED_ERROR:
    "The user lacks a privilege that the message names; have it granted.",
  ER_NO_SUCH_TABLE: ({ database }) => `The database ${database} has no table or view of that name.`,
  ER_RECORD_FILE_FULL: full,
  ER_DISK_FULL: full,
  ER_TEMP_FILE_WRITE_FAILURE: full,
  ER_ERROR_ON_WRITE: "The server could not write; check the space and the state of its disk.",
  ER_CONNECT_TO_FOREIGN_DATA_SOURCE:
    "The rows are spread over several servers, and the shard that the message names is " +
    "down or refuses this server. Start it or correct its CREATE SERVER, and run again.",
  ER_NET_READ_ERROR: lostShard,
  ER_NET_READ_INTERRUPTED: lostShard,
  12701: lostShard,
  HANDSHAKE_NO_SSL_SUPPORT:
    "The server offers no TLS; turn it on there, or use ?ssl-mode=PREFERRED.",
  AUTH_SWITCH_PLUGIN_ERROR:
    "Use TLS (?ssl-mode=REQUIRED, or VERIFY_IDENTITY to be sure of the server), a socket " +
    "(?socket=FILE), or give the server's public key (?server-public-key=FILE).",
  HANDSHAKE_SSL_ERROR:
    "The TLS connection failed; check ?ssl-mode= and ?ssl-ca= in the database URL.",
  ER_QUERY_TIMEOUT: slow,
  // MariaDB's ER_STATEMENT_TIMEOUT.
  1969: slow,
  PROTOCOL_SEQUENCE_TIMEOUT:
    "Neither the server nor the network moved for as long as --query-timeout allows; check both, or allow more.",
};

/** The driver's message for a connection that was lost while idle; it has no code. */
const closed = "Can't add new command when connection is in closed state";

/**
 * What operating systems and servers say of a full disk, whatever the code. MariaDB calls a temporary
 * table that found no space corrupted.
 */
const takesNoMore =
  /No space left on device|File too large|Disk (is )?full|\bis full\b|(Index is corrupted|Incorrect key file).*#sql/i;

/**
 * A driver's error as a sentence with the server, what failed, and how to fix it; no part of it
 * holds a password.
 * @param doing what failed, as in "while loading the rows"
 */
export function databaseError(error: unknown, address: Address, doing: string): ReportError {
  if (error instanceof ReportError) return error;
  const said = messageOf(error) === closed ? "The connection was lost." : messageOf(error);
  const hint = hintOf(error, address);
  return new ReportError(
    "database",
    `${nameOf(address)}, ${doing}: ${said || (codeOf(error) ?? "unknown error")}`,
    { ...(hint === undefined ? {} : { hint }), cause: error },
  );
}

/**
 * The hint for an error by its name; by its number where the driver has no name, as for those of
 * MariaDB's sharding engine, Spider.
 */
function hintOf(error: unknown, address: Address): string | undefined {
  if (messageOf(error) === closed) return lost;
  if (takesNoMore.test(messageOf(error))) return full;
  const number = error instanceof Error && "errno" in error ? String(error.errno) : "";
  const hint = hints[codeOf(error) ?? ""] ?? hints[number];
  return typeof hint === "function" ? hint(address) : hint;
}
