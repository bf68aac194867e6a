import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative, resolve, sep } from "node:path";
import { build, preview } from "astro";
import { ReportError, messageOf } from "../etl/errors.ts";
import type { ParsedSettings } from "../etl/options.ts";
import { replaceFolder } from "../etl/snapshot/publish.ts";
import { headersFile } from "../src/site/headers.ts";
import { licences } from "../src/site/licences.ts";
import { packagesOf } from "./packages.ts";
import { root } from "./command.ts";
import { invocation } from "./invocation.ts";
import { print } from "./output.ts";

/** Hands the settings to astro.config.mjs and the pages, which read them from the environment. */
export function exportSettings(settings: ParsedSettings): void {
  // Astro would take the base path from there instead.
  delete process.env["BASE_URL"];
  Object.assign(process.env, {
    SITE: settings.text("site"),
    BASE_PATH: settings.text("base-path"),
    SNAPSHOTS: resolve(settings.text("snapshots")),
    BUILD_COMMAND: invocation(
      "build",
      settings.text("source") === "database" ? "--source database" : "",
    ),
  });
}

/** What was built: pages and files, and their size in bytes. */
export interface SiteSize {
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * The second half: snapshots to site. A failed build leaves the site that was there.
 * @throws ReportError
 */
export async function buildSite(settings: ParsedSettings): Promise<SiteSize> {
  exportSettings(settings);
  const out = resolve(settings.text("out"));
  return replaceFolder(out, async (next) => {
    try {
      await inReachOfPackages(next, (outDir) =>
        build({ root, outDir, logLevel: "error", vite: { plugins: [licences(packagesOf)] } }),
      );
    } catch (cause) {
      throw new ReportError("output", `The pages could not be built: ${messageOf(cause)}`, {
        hint: "The last good site is unchanged.",
        cause,
      });
    }
    await writeFile(
      join(next, "_headers"),
      headersFile(await filesOf(next), settings.text("base-path")),
    );
    return sizeOf(next);
  });
}

/**
 * Runs `work` with the folder to build into. Astro renders pages by modules that it writes there, or
 * into the current folder where that is elsewhere. If packages are not found from either, the pages
 * are built beside the program and then copied.
 */
async function inReachOfPackages(
  folder: string,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const here = process.cwd();
  if (folder.startsWith(`${here}${sep}`) && isInReach(folder)) return work(folder);
  await mkdir(join(root, ".cache"), { recursive: true });
  const near = await mkdtemp(join(root, ".cache/site-"));
  try {
    process.chdir(root);
    await work(near);
    await cp(near, folder, { recursive: true });
  } finally {
    process.chdir(here);
    await rm(near, { recursive: true, force: true });
  }
}

function isInReach(folder: string): boolean {
  try {
    return createRequire(join(folder, "x")).resolve("astro/package.json") !== "";
  } catch {
    return false;
  }
}

/** Serves the site that was built, until it is stopped, and prints its address. */
export async function serve(settings: ParsedSettings): Promise<void> {
  exportSettings(settings);
  const server = await preview({
    root,
    outDir: resolve(settings.text("out")),
    server: { port: Number(settings.text("port")) },
    logLevel: "error",
  });
  const base = settings.text("base-path").replace(/^\/*/, "/").replace(/\/*$/, "/");
  print(`\nOpen http://localhost:${server.port}${base} (Ctrl+C stops it)\n`);
}

/** Every file of a folder, by its path inside. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

async function sizeOf(folder: string): Promise<SiteSize> {
  const files = await filesOf(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return {
    pages: files.filter((file) => file.endsWith(".html")).length,
    files: files.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}
