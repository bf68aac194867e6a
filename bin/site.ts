import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { build } from "astro";
import { ReportError, messageOf } from "../etl/errors.ts";
import type { ParsedSettings } from "../etl/options.ts";
import { replaceFolder } from "../etl/snapshot/publish.ts";

/** Hands the settings to astro.config.mjs and the pages, which read them from the environment. */
export function exportSettings(settings: ParsedSettings): void {
  Object.assign(process.env, { SITE: settings.text("site"), BASE_PATH: settings.text("base-path"), SNAPSHOTS: settings.text("snapshots") });
}

/** What was built: pages and files, and their size in bytes. */
export interface SiteSize {
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
}

/** The second half: snapshots to site. A failed build leaves the site that was there. @throws ReportError */
export async function buildSite(settings: ParsedSettings): Promise<SiteSize> {
  exportSettings(settings);
  const out = settings.text("out").replace(/\/+$/, "");
  return replaceFolder(out, "index.html", async (next) => {
    try {
      await build({ root: ".", outDir: next, logLevel: "error" });
    } catch (cause) {
      throw new ReportError("output", `The pages could not be built: ${messageOf(cause)}`, { hint: "The last good site is untouched.", cause });
    }
    return sizeOf(next);
  });
}

async function sizeOf(folder: string): Promise<SiteSize> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return { pages: files.filter((file) => file.name.endsWith(".html")).length, files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
