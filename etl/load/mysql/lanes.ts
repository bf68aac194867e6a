import type { Connection } from "mysql2/promise";
import pLimit from "p-limit";
import { disconnect } from "./connect.ts";
import type { Server } from "./server.ts";
import { boundQueries } from "./timeouts.ts";

/** A connection that one query at a time goes through. */
interface Lane {
  readonly connection: Connection;
  readonly within: Awaited<ReturnType<typeof boundQueries>>;
}

/** Connections that queries are spread over. */
export interface Lanes {
  /** Asks something on a connection that nobody else uses meanwhile, as soon as there is one. */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * A server answers each connection with one core, so two answer a report's queries in half the time
 * (measured on two cores); the
 * second is opened when it is first needed.
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
    return { connection: server.connection, within: await boundQueries(server, queryTimeout) };
  };
  return {
    use: (work) =>
      limit(async () => {
        const lane = idle.pop() ?? start();
        try {
          const { connection, within } = await lane;
          return await within(() => work(connection));
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
