import type { Connection } from "mysql2/promise";
import pLimit from "p-limit";
import { disconnect } from "./connect.ts";
import { unlessSilent, type Server } from "./server.ts";

/** How long a server that has itself ended a query may take to say so, in milliseconds. */
const grace = 2_000;

/** Asks something on a connection. */
type Lane = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

/** Connections that queries are spread over. */
interface Lanes {
  /** Asks on a connection that nobody else uses meanwhile, as soon as there is one. */
  readonly use: Lane;
  close(): Promise<void>;
}

/**
 * A server answers each connection with one core, so two answer a report's queries in half the time
 * (measured on two cores); the second is opened when it is first needed.
 */
export function openLanes(first: Server, open: () => Promise<Server>, queryTimeout: number): Lanes {
  const servers = [Promise.resolve(first)];
  const unused = [...servers];
  const idle: Promise<Lane>[] = [];
  const limit = pLimit(2);
  const start = async (): Promise<Lane> => {
    let opening = unused.pop();
    if (!opening) servers.push((opening = open()));
    const server = await opening;
    return boundLane(server, queryTimeout);
  };
  return {
    use: (work) =>
      limit(async () => {
        const lane = idle.pop() ?? start();
        try {
          return await (
            await lane
          )(work);
        } finally {
          idle.push(lane);
        }
      }),
    async close() {
      limit.clearQueue();
      // One that is still being opened would otherwise stay open.
      const opened = await Promise.allSettled(servers);
      await Promise.all(
        opened.flatMap((server) =>
          server.status === "fulfilled" ? [disconnect(server.value)] : [],
        ),
      );
    },
  };
}

/**
 * Bounds the queries of a connection. The server ends them itself, so that none goes on there, and
 * holds this build's lock, when nobody waits for it any more; and it lets go of a client that the
 * network has lost.
 * @returns asks within those bounds, whatever the server or the network does
 */
async function boundLane(
  { connection, flavour, socket }: Server,
  milliseconds: number,
): Promise<Lane> {
  const idle = `wait_timeout = ${Math.ceil(milliseconds / 1000) + 60}`;
  const bounds = {
    MySQL: `${idle}, max_execution_time = ${milliseconds}`,
    MariaDB: `${idle}, max_statement_time = ${milliseconds / 1000}`,
    other: undefined,
  }[flavour];
  const lane: Lane = (work) => unlessSilent(socket, milliseconds + grace, () => work(connection));
  if (bounds !== undefined) await lane(() => connection.query(`SET SESSION ${bounds}`));
  return lane;
}
