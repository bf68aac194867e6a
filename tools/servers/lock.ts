import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../../etl/errors.ts";

/**
 * Does work that only one process of this machine may do at a time; others wait for their turn.
 * The lock is a socket name that the kernel frees with the process, so that no crash leaves it
 * locked.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const path = `\0customer-trends-${createHash("sha256").update(name).digest("hex").slice(0, 24)}`;
  const release = await acquire(path);
  try {
    return await work();
  } finally {
    release();
  }
}

async function acquire(path: string): Promise<() => void> {
  for (;;) {
    const waiting = new Set<Socket>();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on("error", () => waiting.delete(socket)).unref();
    });
    try {
      server.listen({ path });
      await once(server, "listening");
      server.unref();
      return () => {
        server.close();
        for (const socket of waiting) socket.destroy();
      };
    } catch (error) {
      if (codeOf(error) !== "EADDRINUSE") throw error;
      await released(path);
    }
  }
}

/** Waits until whoever holds the lock lets go of it. */
async function released(path: string): Promise<void> {
  const socket = connect({ path });
  // An error only means that the holder is gone already; "close" follows it. (`once` of node:events
  // would throw it.)
  socket.on("error", () => undefined).resume();
  await new Promise((resolve) => socket.once("close", resolve));
  await sleep(50);
}
