import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { orUndefined } from "./run.ts";

/**
 * Below the range that the system takes for outgoing connections, which could be on a port between
 * two starts of a server.
 */
const range = [10_240, 32_000] as const;

/** A loopback port that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...range);
    const server = createServer().listen(port, "127.0.0.1");
    const free = await orUndefined(once(server, "listening"));
    if (!free) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
