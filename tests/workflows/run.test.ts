import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { privateServer } from "../../tools/servers/choose.ts";
import type { RunningServer } from "../../tools/servers/server.ts";
import { crawlFolder } from "../support/crawl.ts";
import { cleanClone, imitate } from "./imitate.ts";
import { jobOf } from "./workflow.ts";

const base = "/customer-trends-fork";
const scratch = mkdtempSync(join(tmpdir(), "workflow-test-"));
const clone = join(scratch, "clone");
let mysql: RunningServer;
let host: Server;
const asked: string[] = [];

beforeAll(async () => {
  await cleanClone(clone);
  mysql = await privateServer("mysql");
  // Where the site will be: before the first deployment, this host has nothing.
  host = createServer((request, response) => {
    asked.push(request.url ?? "");
    response
      .writeHead(404, { "content-type": "text/html" })
      .end("<!doctype html><title>There is no site here</title>");
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
}, 1_200_000);

afterAll(async () => {
  host.close();
  await mysql.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const made = ["dist", "snapshots", ".astro", ".cache"].map((name) => join(clone, name));

const origin = () => `http://127.0.0.1:${(host.address() as AddressInfo).port}`;

test(
  "pages.yml, run in a fork with MySQL beside it, makes a site without a broken link under the fork's path",
  { timeout: 1_200_000 },
  async () => {
    const job = jobOf("pages.yml", "build");
    for (const folder of [...made, join(clone, "node_modules")])
      expect(existsSync(folder), folder).toBe(false);
    const { host: address, password } = new URL(mysql.rootUrl);
    const { ran } = await imitate(job, clone, {
      contexts: {
        "inputs.accept-changes": "",
        "steps.pages.outputs.origin": origin(),
        "steps.pages.outputs.base_path": base,
      },
      instead: { DATABASE_URL: `mysql://root@${address}/customer_trends`, MYSQL_PWD: password },
      without: [],
    });
    expect([...ran.keys()]).toEqual(["npm ci", "npm run build"]);
    expect(ran.get("npm run build")).toMatch(/load +3,900 rows in MySQL/);

    const published = String(
      job.steps.find(({ uses }) => uses?.startsWith("actions/upload-pages-artifact@"))?.with?.[
        "path"
      ],
    );
    const dist = join(clone, published);
    const { seen, problems } = await crawlFolder(dist, `${base}/`);
    expect(problems).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);
    expect(readFileSync(join(dist, "index.html"), "utf8")).toContain(
      `<link rel="canonical" href="${origin()}${base}/"`,
    );
    expect(readFileSync(join(dist, "_headers"), "utf8")).toContain(`\n${base}/embed/*\n`);
  },
);

test(
  "a pull request gets the comparison as its summary, also where nothing is deployed",
  { timeout: 1_200_000 },
  async () => {
    const job = jobOf("test.yml", "changes");
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    const { ran, summary } = await imitate(job, clone, {
      contexts: {
        "github.repository_owner": "owner",
        "github.event.repository.name": "repository",
      },
      instead: { PREVIOUS: `${origin()}/repository/` },
      // What the run before has installed.
      without: ["npm ci"],
    });
    expect([...ran.keys()]).toEqual([
      "npm run build",
      'npm run --silent changes >> "$GITHUB_STEP_SUMMARY"',
    ]);
    expect(existsSync(join(clone, "dist/index.html"))).toBe(true);
    expect(summary.trim()).not.toBe("");
    expect(asked, "the site is asked where it would be").toContainEqual(
      expect.stringMatching(/^\/repository\//),
    );
  },
);
