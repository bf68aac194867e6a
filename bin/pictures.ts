import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { ensureBrowser, launchArguments } from "../tools/browser.ts";
import { serve } from "../tools/static-server.ts";
import { root, runCommand } from "./command.ts";

import { print } from "./output.ts";

const help = `Builds the sample's site and takes the screenshots that README shows: docs/pictures/*.png.

  npm run pictures

Downloads Chromium if there is none; CHROMIUM names another browser.
`;

const run = promisify(execFile);
const folder = join(root, "docs", "pictures");

/** One picture: a page, a window size, and what a reader did before it was taken. */
interface Picture {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly scale?: number;
  readonly dark?: boolean;
  readonly act?: (page: Page) => Promise<void>;
}

const pictures: Readonly<Record<string, Picture>> = {
  dashboard: { path: "/", width: 1440, height: 1000 },
  "dashboard-phone": { path: "/", width: 360, height: 760, scale: 2, dark: true },
  "dashboard-filtered": {
    path: "/?gender=Female",
    width: 1440,
    height: 1000,
    act: async (page) => {
      await page.locator("[data-dashboard][data-state=live]").waitFor();
      await page.locator(".slicers").evaluate((slicers) => slicers.scrollIntoView());
    },
  },
  question: { path: "/questions/top-rated-products/", width: 1000, height: 900 },
  findings: { path: "/findings/", width: 1000, height: 900 },
};

/** Builds the sample's site in a folder of its own, so that the project's site stays. */
async function sampleSite(): Promise<string> {
  const [out, snapshots] = [
    join(root, ".cache/pictures/dist"),
    join(root, ".cache/pictures/snapshots"),
  ];
  const settings = [
    "--csv",
    join(root, "data/customers.csv"),
    "--snapshots",
    snapshots,
    "--out",
    out,
    "--base-path",
    "/",
    "--engine",
    "duckdb",
    "--source",
    "csv",
    "--min-group",
    "1",
  ];
  await mkdir(join(root, ".cache/pictures"), { recursive: true });
  await run(process.execPath, [join(root, "bin/build.ts"), ...settings], { cwd: root });
  return out;
}

async function take(): Promise<void> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser((text) => print(`${text}\n`)),
    args: [...launchArguments],
  });
  const server = await serve(await sampleSite());
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, { path, width, height, scale = 1, dark = false, act }] of Object.entries(
      pictures,
    )) {
      const page = await browser.newPage({
        viewport: { width, height },
        deviceScaleFactor: scale,
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
      });
      await page.goto(`${server.origin}${path}`, { waitUntil: "networkidle" });
      await act?.(page);
      const file = join(folder, `${name}.png`);
      await page.screenshot({ path: file, animations: "disabled" });
      await page.close();
      print(
        `docs/pictures/${name}.png: ${width} x ${height}, ${Math.round((await stat(file)).size / 1000)} kB\n`,
      );
    }
  } finally {
    server.close();
    await browser.close();
  }
}

await runCommand(async () => {
  if (process.argv.slice(2).some((argument) => argument === "--help" || argument === "-h"))
    print(help);
  else await take();
});
