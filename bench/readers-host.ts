import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { debianRelease } from "../tools/servers/apt.ts";
import { ownLoader } from "../tools/servers/engine.ts";
import { fetchPackages } from "../tools/servers/packages.ts";
import { freePort } from "../tools/servers/ports.ts";
import { startGuarded } from "../tools/servers/process.ts";

const run = promisify(execFile);

/** Debian's nginx and wrk, unpacked into the cache and not installed. */
async function unpacked(print: (text: string) => void): Promise<string> {
  const set = {
    name: "readers",
    suites: async () => [(await debianRelease()) ?? "stable"],
    packages: ["nginx", "wrk"],
    alone: [],
    leaveOut: /perl|^iproute2|^debconf|^gcc-/,
  };
  return fetchPackages(set, print);
}

/** As GitHub Pages and others do: compressed files, an entity tag, names with a hash for ever. */
const configuration = (work: string, root: string, port: number) => `
daemon off;
worker_processes 1;
pid ${work}/pid;
error_log ${work}/error.log;
events { worker_connections 1024; }
http {
  types { text/html html; text/javascript js; image/svg+xml svg; image/png png; application/json json; text/csv csv; application/vnd.apache.arrow.file arrow; }
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  gzip_static on;
  client_body_temp_path ${work}/body; proxy_temp_path ${work}/proxy; fastcgi_temp_path ${work}/fastcgi; uwsgi_temp_path ${work}/uwsgi; scgi_temp_path ${work}/scgi;
  server {
    listen 127.0.0.1:${port};
    root ${root};
    error_page 404 /404.html;
    add_header Cache-Control "public, max-age=300, must-revalidate";
    location /_astro/ { add_header Cache-Control "public, max-age=31536000, immutable"; }
  }
}
`;

/** A site on nginx, and the program that asks it. */
export interface Host {
  readonly origin: string;
  readonly version: string;
  /** Runs wrk with some arguments until its script prints "enough"; returns what it prints. */
  wrk(args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/** Serves a folder by nginx, with one worker and a compressed copy of each file beside it. */
export async function startHost(dist: string, print: (text: string) => void): Promise<Host> {
  const packages = await unpacked(print);
  const loader = await ownLoader(packages);
  const work = await mkdtemp(join(tmpdir(), "trends-readers-"));
  const root = join(work, "site");
  await cp(resolve(dist), root, { recursive: true });
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.endsWith(".png"))
      await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }));
  }
  const port = await freePort();
  const conf = join(work, "nginx.conf");
  await writeFile(
    conf,
    `${process.getuid?.() === 0 ? "user root;" : ""}${configuration(work, root, port)}`,
  );
  const nginx = join(packages, "usr/sbin/nginx");
  const { stderr: version } = await run(loader[0], [...loader.slice(1), nginx, "-v"]);
  const server = startGuarded({
    command: [...loader, nginx, "-p", work, "-e", join(work, "error.log"), "-c", conf],
    folder: work,
    log: join(work, "log"),
    last: "TERM",
  });
  const origin = `http://127.0.0.1:${port}`;
  for (
    let tries = 0;
    !(await fetch(origin).then(
      ({ ok }) => ok,
      () => false,
    ));
    tries++
  ) {
    if (server.hasEnded() || tries > 100)
      throw new Error(`nginx did not start: ${await readFile(join(work, "log"), "utf8")}`);
    await sleep(100);
  }
  return {
    origin,
    version: version.trim().replace(/^.*nginx\//, "nginx "),
    async wrk(args) {
      const child = spawn(loader[0], [...loader.slice(1), join(packages, "usr/bin/wrk"), ...args], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let printed = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        // A script can end its thread, not the time that the program was given.
        if (printed.includes("enough\n")) child.kill("SIGINT");
      });
      await once(child, "close");
      return printed;
    },
    async close() {
      await server.end("SIGTERM");
      server.dismissGuard();
      await rm(work, { recursive: true, force: true });
    },
  };
}
