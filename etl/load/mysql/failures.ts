import { ReportError, codeOf, messageOf } from "../../errors.ts";
import { nameOf, type Address } from "./address.ts";

/** Failures that pass by themselves: a server that is starting, restarting or was gone for a moment. */
const passing = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT", "PROTOCOL_CONNECTION_LOST", "ER_SERVER_SHUTDOWN", "ER_CON_COUNT_ERROR", "ER_NEW_ABORTING_CONNECTION"]);

/** Whether trying again may help. */
export const isPassing = (error: unknown) => passing.has(codeOf(error) ?? "");

/** Whether the fault is in the SQL that was sent (SQLSTATE classes 21, 22 and 42), not in the server or the way to it. */
export function isSqlMistake(error: unknown): boolean {
  return error instanceof Error && "sqlState" in error && /^(21|22|42)/.test(String(error.sqlState));
}

const hints: Readonly<Record<string, (address: Address) => string>> = {
  ECONNREFUSED: () => "Start the server, or mend the host and port in the database URL.",
  ENOENT: () => "No server listens at this socket; mend ?socket= in the database URL.",
  ENOTFOUND: () => "The host name is unknown; mend it in the database URL.",
  EAI_AGAIN: () => "The host name could not be looked up; check the network.",
  ETIMEDOUT: () => "The server did not answer in time; check the host, the port and the firewall.",
  PROTOCOL_CONNECTION_LOST: () => "The server closed the connection, as it does when it is stopped or killed; its log says why. Run again when it is up.",
  ECONNRESET: () => "The server closed the connection, as it does when it is stopped or killed; its log says why. Run again when it is up.",
  EPIPE: () => "The server closed the connection, as it does when it is stopped or killed; its log says why. Run again when it is up.",
  ER_SERVER_SHUTDOWN: () => "The server is shutting down; run again when it is up.",
  ER_ACCESS_DENIED_ERROR: ({ user }) => `The password or the user "${user}" is wrong. Give the password in the URL, in MYSQL_PWD, or at the prompt.`,
  ER_BAD_DB_ERROR: ({ database }) => `Create it: CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4;`,
  ER_DBACCESS_DENIED_ERROR: ({ user, database }) => `Grant it: GRANT ALL ON \`${database}\`.* TO '${user}'@'%';`,
  ER_TABLEACCESS_DENIED_ERROR: ({ user, database }) => `Grant it: GRANT SELECT, INSERT, CREATE, ALTER, DROP ON \`${database}\`.* TO '${user}'@'%';`,
  ER_SPECIFIC_ACCESS_DENIED_ERROR: () => "The user lacks a privilege that the message names; have it granted.",
  ER_NO_SUCH_TABLE: ({ database }) => `The database ${database} has no table or view "customer".`,
  ER_RECORD_FILE_FULL: () => "The server's disk is full; free space there and run again.",
  ER_DISK_FULL: () => "The server's disk is full; free space there and run again.",
  ER_ERROR_ON_WRITE: () => "The server could not write; check the space and the state of its disk.",
  HANDSHAKE_NO_SSL_SUPPORT: () => "The server offers no TLS; turn it on there, or use ?ssl-mode=PREFERRED.",
  HANDSHAKE_SSL_ERROR: () => "The TLS connection failed; check ?ssl-mode= and ?ssl-ca= in the database URL.",
  PROTOCOL_SEQUENCE_TIMEOUT: () => "The server took longer than ten minutes for one query; run that file by hand to see why.",
};

/**
 * A driver's error as a sentence that names the server, what it was asked to do, and the mend. Passwords are in none of its parts.
 * @param doing what failed, as in "while loading the customers"
 */
export function databaseError(error: unknown, address: Address, doing: string): ReportError {
  if (error instanceof ReportError) return error;
  const code = codeOf(error);
  const hint = code === undefined ? undefined : hints[code]?.(address);
  return new ReportError("database", `${nameOf(address)}, ${doing}: ${messageOf(error) || (code ?? "unknown error")}`, { ...(hint === undefined ? {} : { hint }), cause: error });
}
