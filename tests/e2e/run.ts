import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ensureBrowser } from "../../tools/browser.ts";
import { show, stopAll } from "./processes.ts";
import { serve, type Served } from "../../tools/static-server.ts";
import { buildSite, siteNames, type SiteName } from "./sites.ts";
import { environment, type SiteUnderTest } from "./support/sites.ts";

const help = `The browser tests: finds or installs Chromium, builds the sites to test, and runs Playwright or Lighthouse.

  npm run test:smoke                        every page and the dashboard's main paths, on the sample's site
  npm run test:browser                      every other spec, on all sites
  npm run test:browser -- keyboard -g Tab   some of them, with Playwright's own options
  npm run test:lighthouse                   Lighthouse on every page of the sample's site

CHROMIUM names the browser to use.
`;

const say = (text: string) => void process.stdout.write(`${text}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    stopAll();
    process.exit(130);
  });

/** Builds sites, two at a time, and serves them. */
async function sites(
  names: readonly SiteName[],
): Promise<{ sites: Record<string, SiteUnderTest>; close: () => void }> {
  const sites: Record<string, SiteUnderTest> = {};
  const servers: Served[] = [];
  const waiting = [...names];
  const buildNext = async (): Promise<void> => {
    const name = waiting.shift();
    if (name === undefined) return;
    const built = await buildSite(name);
    const server = await serve(built.dist, built.base);
    servers.push(server);
    sites[name] = { ...built, name, origin: server.origin };
    await buildNext();
  };
  await Promise.all([buildNext(), buildNext()]);
  const close = () => {
    for (const server of servers) server.close();
  };
  return { sites, close };
}

async function main(args: readonly string[]): Promise<boolean> {
  if (args.includes("--help")) {
    process.stdout.write(help);
    return true;
  }
  const lighthouse = args.includes("--lighthouse");
  const chromium = ensureBrowser(say);
  const names = lighthouse || args.includes("--project=smoke") ? (["sample"] as const) : siteNames;
  say(`Browser: ${chromium}\nBuilding in .cache/e2e/: ${names.join(", ")}`);
  const { sites: built, close } = await sites(names);
  const cli = join(
    dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")),
    "cli.js",
  );
  const command = lighthouse
    ? [join(import.meta.dirname, "lighthouse.ts")]
    : [cli, "test", ...args];
  const passed = await show(process.execPath, command, environment(chromium, built));
  close();
  return passed;
}

try {
  if (!(await main(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
