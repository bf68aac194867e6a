import type { Socket } from "node:net";
import type { Server } from "./server.ts";

/** How long a server that has itself ended a query may take to say so, in milliseconds. */
const grace = 2_000;

/**
 * Waits for work on a connection, as long as anything moves there: where no byte comes or goes for
 * so long, the connection is ended,
 * and with it whatever waits for it, now and later.
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

/**
 * Bounds the queries of a connection. The server ends them itself, so that none goes on there, and
 * holds this build's lock, when
 * nobody waits for it any more; and it lets go of a client that the network has lost.
 * @returns asks within those bounds, whatever the server or the network does
 */
export async function boundQueries(
  { connection, flavour, socket }: Server,
  milliseconds: number,
): Promise<<T>(work: () => Promise<T>) => Promise<T>> {
  const idle = `wait_timeout = ${Math.ceil(milliseconds / 1000) + 60}`;
  const bounds = {
    MySQL: `${idle}, max_execution_time = ${milliseconds}`,
    MariaDB: `${idle}, max_statement_time = ${milliseconds / 1000}`,
    other: undefined,
  }[flavour];
  const within = <T>(work: () => Promise<T>) => unlessSilent(socket, milliseconds + grace, work);
  if (bounds !== undefined) await within(() => connection.query(`SET SESSION ${bounds}`));
  return within;
}
