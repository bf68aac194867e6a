import type { Socket } from "node:net";
import type { Connection } from "mysql2/promise";

/**
 * What kind of server answers; `other` speaks the protocol and is neither (TiDB, StarRocks, Vitess
 * and the like).
 */
export type Flavour = "MySQL" | "MariaDB" | "other";

/** A server that answers, and what it is. */
export interface Server {
  readonly connection: Connection;
  /** What the connection goes through: to be destroyed where the driver would wait. */
  readonly socket: Socket;
  readonly flavour: Flavour;
  /** Its name as readers know it. */
  readonly name: string;
  readonly version: string;
}

/** The first row that a statement returns, as texts. */
export async function firstRow(connection: Connection, sql: string): Promise<string[]> {
  const [rows] = await connection.query({ sql, rowsAsArray: true });
  return ((rows as unknown as unknown[][])[0] ?? []).map(String);
}

/**
 * Waits for work on a connection, as long as anything moves there: where no byte comes or goes for
 * so long, the connection is ended, and with it whatever waits for it, now and later.
 */
export async function unlessSilent<T>(
  socket: Socket,
  milliseconds: number,
  work: () => Promise<T>,
): Promise<T> {
  const giveUp = () =>
    socket.destroy(
      Object.assign(new Error("No answer came in time."), { code: "PROTOCOL_SEQUENCE_TIMEOUT" }),
    );
  socket.setTimeout(milliseconds, giveUp);
  try {
    return await work();
  } finally {
    socket.setTimeout(0, giveUp);
  }
}
