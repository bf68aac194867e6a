import { readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { headersFor, parseRules, type Rule } from "./host-headers.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".csv": "text/csv; charset=utf-8",
  ".arrow": "application/vnd.apache.arrow.file",
  ".woff2": "font/woff2",
};
const packed = new Set([".png", ".woff2"]);

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A running server of one folder. */
export interface Served {
  readonly origin: string;
  close(): void;
}

const kindOf = (path: string) => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? "file" : stats?.isDirectory() ? "folder" : undefined;
};

function fileReply(path: string, status: number): Reply {
  const extension = extname(path);
  const headers = {
    "content-type": types[extension] ?? "application/octet-stream",
    "cache-control": "max-age=600",
  };
  const content = readFileSync(path);
  return packed.has(extension)
    ? { status, headers, body: content }
    : {
        status,
        headers: { ...headers, "content-encoding": "gzip", vary: "accept-encoding" },
        body: gzipSync(content, { level: 9 }),
      };
}

const plain = (status: number, text: string, headers = {}): Reply => ({
  status,
  headers: { "content-type": "text/plain", ...headers },
  body: Buffer.from(text),
});

/** What a static host (GitHub Pages is the model) answers to a path. */
function replyTo(folder: string, base: string, path: string): Reply {
  if (!path.startsWith(base)) return plain(404, "There is nothing outside the base path.");
  const file = join(folder, normalize(`/${decodeURIComponent(path.slice(base.length))}`));
  if (kindOf(file) === "folder" && !path.endsWith("/"))
    return plain(301, "", { location: `${path}/` });
  const target = path.endsWith("/") ? join(file, "index.html") : file;
  return kindOf(target) === "file"
    ? fileReply(target, 200)
    : fileReply(join(folder, "404.html"), 404);
}

/** The rules by which a host that reads `_headers` serves a folder; it does not serve that file. */
const rulesOf = (folder: string): Rule[] =>
  parseRules(readFileSync(join(folder, "_headers"), "utf8"));

/**
 * Serves a folder on a free port of this machine, compressed, under a base path.
 * @param base with a slash at both ends
 * @param options.readsHeaders as a host does that reads `_headers`
 */
export async function serve(
  folder: string,
  base = "/",
  { readsHeaders = false } = {},
): Promise<Served> {
  const known = new Map<string, Reply>();
  const rules = readsHeaders ? rulesOf(folder) : [];
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    let reply = known.get(pathname);
    try {
      reply ??=
        readsHeaders && pathname === `${base}_headers`
          ? plain(404, "")
          : replyTo(folder, base, pathname);
      known.set(pathname, reply);
    } catch (error) {
      reply = plain(500, String(error));
    }
    response.writeHead(reply.status, {
      ...reply.headers,
      ...headersFor(rules, pathname),
      "content-length": reply.body.length,
    });
    response.end(request.method === "HEAD" ? undefined : reply.body);
  });
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(0, "127.0.0.1", resolve),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close() {
      server.close().closeAllConnections();
    },
  };
}
