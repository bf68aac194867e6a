import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server that fails as networks do. */
export interface Proxy {
  /** The server's URL, by this way. */
  readonly url: string;
  /**
   * Ends every connection: in good order on both sides, or as a router does that has forgotten
   * them.
   */
  cut(how: "close" | "reset"): void;
  /** From now on, nothing comes through and nothing is closed. */
  silence(): void;
  /** Lets new connections through; those that were there before the silence stay as they are. */
  mend(): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free loopback port. */
export async function startProxy(target: string): Promise<Proxy> {
  const url = new URL(target);
  const [host, port] = [url.hostname, Number(url.port)];
  const pairs = new Set<readonly [Socket, Socket]>();
  let silent = false;
  const mute = ([near, far]: readonly [Socket, Socket]) => {
    for (const [from, to] of [[near, far] as const, [far, near] as const]) from.unpipe(to).pause();
  };
  const server = createServer((near) => {
    const far = connect({ host, port, noDelay: true });
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const socket of pair) socket.on("error", () => undefined);
    near.on("close", () => silent || far.destroy());
    far.on("close", () => silent || near.destroy());
    near.pipe(far);
    far.pipe(near);
    if (silent) mute(pair);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut(how) {
      for (const socket of [...pairs].flat())
        if (how === "reset") socket.resetAndDestroy();
        else socket.destroy();
      pairs.clear();
    },
    silence() {
      silent = true;
      pairs.forEach(mute);
    },
    mend() {
      silent = false;
    },
    async close() {
      for (const socket of [...pairs].flat()) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
