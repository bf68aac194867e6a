import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Another site, which has no policy: it shows whatever it is given. */
export interface Elsewhere {
  /** The address at which a content is shown from now on. */
  show(type: string, body: string): string;
  close(): void;
}

/** Starts another site on a free port of this machine. */
export async function elsewhere(): Promise<Elsewhere> {
  const shown = new Map<string, { readonly type: string; readonly body: string }>();
  const server = createServer((request, response) => {
    const content = shown.get(request.url ?? "");
    // A picture opened by itself names no icon, so the browser looks for the host's.
    response
      .writeHead(content ? 200 : 204, {
        "content-type": `${content?.type ?? "text/plain"}; charset=utf-8`,
      })
      .end(content?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    show(type, body) {
      const path = `/${String(shown.size)}`;
      shown.set(path, { type, body });
      return `http://127.0.0.1:${String(port)}${path}`;
    },
    close() {
      server.close().closeAllConnections();
    },
  };
}
