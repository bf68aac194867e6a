import type { Connection } from "mysql2/promise";
import { ReportError } from "../../errors.ts";
import { nameOf, type Address } from "./address.ts";

const name = "CONCAT('customer-trends.', DATABASE())";
/** Seconds within which a server notices that a build was cut off, mostly. */
const moment = 1;

/**
 * Takes the turn to load: one build at a time. The turn is the connection's, so that a killed build
 * leaves none.
 * @throws ReportError where another has it
 */
export async function takeTurn(connection: Connection, address: Address): Promise<void> {
  if ((await value(connection, `GET_LOCK(${name}, ${moment})`)) === "1") return;
  // A server does not notice at once that a client is gone: not while a query runs, and not where
  // the network lost it.
  const holder = await value(connection, `IS_USED_LOCK(${name})`).catch(() => "null");
  const how =
    holder === "null"
      ? ""
      : ` If none is running any more, the server has not noticed; this tells it: KILL ${holder}`;
  throw new ReportError("database", `Another build is loading into ${nameOf(address)}.`, {
    hint: `Run again when it has finished.${how}`,
  });
}

async function value(connection: Connection, expression: string): Promise<string> {
  const [rows] = await connection.query({ sql: `SELECT ${expression}`, rowsAsArray: true });
  return String((rows as unknown as unknown[][])[0]?.[0]);
}
