import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ensureBrowser } from "../../tools/browser.ts";
import { show, stopAll } from "./processes.ts";
import { serve, type Served } from "../../tools/static-server.ts";
import { buildSite, siteNames, type SiteName } from "./sites.ts";
import { environment, type SiteUnderTest } from "./support/sites.ts";

const help = `The browser tests: finds or installs Chromium, builds the sites that the tests look at, runs Playwright and then Lighthouse.

  npm run test:e2e                        everything
  npm run test:e2e -- --lighthouse        Lighthouse alone
  npm run test:e2e -- keyboard -g skip    Playwright alone, with its own options

CHROMIUM names the browser to use.
`;

const say = (text: string) => void process.stdout.write(`${text}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    stopAll();
    process.exit(130);
  });

async function sites(
  names: readonly SiteName[],
): Promise<{ sites: Record<string, SiteUnderTest>; close: () => void }> {
  const entries: [string, SiteUnderTest][] = [];
  const servers: Served[] = [];
  for (const name of names) {
    // One after another: the builds share Astro's and Vite's caches.
    const built = await buildSite(name);
    const server = await serve(built.dist, built.base);
    servers.push(server);
    entries.push([name, { ...built, name, origin: server.origin }]);
  }
  const close = () => {
    for (const server of servers) server.close();
  };
  return { sites: Object.fromEntries(entries), close };
}

async function main(args: readonly string[]): Promise<boolean> {
  if (args.includes("--help")) {
    process.stdout.write(help);
    return true;
  }
  const audit = args.length === 0 || args.includes("--lighthouse");
  const tests = args.length === 0 || !audit;
  const chromium = ensureBrowser(say);
  const names = tests ? siteNames : (["sample"] as const);
  say(
    `Browser: ${chromium}\nBuilding ${names.length === 1 ? "the site" : `${names.length} sites`} to test in .cache/e2e/ ...`,
  );
  const { sites: built, close } = await sites(names);
  const env = environment(chromium, built);
  const cli = join(
    dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")),
    "cli.js",
  );
  const passed = tests ? await show(process.execPath, [cli, "test", ...args], env) : true;
  const audited = audit
    ? await show(process.execPath, [join(import.meta.dirname, "lighthouse.ts")], env)
    : true;
  close();
  return passed && audited;
}

try {
  if (!(await main(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
