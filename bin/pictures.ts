import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Browser, type Page } from "@playwright/test";
import { ReportError } from "../etl/errors.ts";
import { ensureBrowser, launchArguments } from "../tools/browser.ts";
import { serve } from "../tools/static-server.ts";
import { root, runCommand } from "./command.ts";

import { print } from "./output.ts";

const help = `Builds the sample's and the example's site and takes the screenshots that README shows: docs/pictures/*.png.

  npm run pictures               all of them
  npm run pictures -- findings   only those that are named

Downloads Chromium if there is none; CHROMIUM names another browser.
`;

const run = promisify(execFile);
const folder = join(root, "docs", "pictures");

/** The reports whose sites are shown: their folder and their CSV. */
const reports = {
  sample: { folder: ".", csv: "data/customers.csv" },
  subscriptions: {
    folder: "examples/subscriptions",
    csv: "examples/subscriptions/data/subscribers.csv",
  },
} as const;
type ReportName = keyof typeof reports;

/** One picture: a page, a window size, and what a reader did before it was taken. */
interface Picture {
  /** The report that is shown, unless it is the sample. */
  readonly report?: ReportName;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly scale?: number;
  readonly dark?: boolean;
  readonly act?: (page: Page) => Promise<void>;
}

const pictures: Readonly<Record<string, Picture>> = {
  dashboard: { path: "/", width: 1440, height: 960 },
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
  subscriptions: {
    report: "subscriptions",
    path: "/",
    width: 1440,
    height: 900,
    act: (page) => page.locator(".slicers").evaluate((slicers) => slicers.scrollIntoView()),
  },
};

/** Builds a report's site in a folder of its own, so that the project's site stays. */
async function siteOf(name: ReportName): Promise<string> {
  const report = reports[name];
  const own = join(root, ".cache/pictures", name);
  const [out, snapshots] = [join(own, "dist"), join(own, "snapshots")];
  const settings = [
    "--report",
    join(root, report.folder),
    "--csv",
    join(root, report.csv),
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
  await mkdir(own, { recursive: true });
  await run(process.execPath, [join(root, "bin/build.ts"), ...settings], { cwd: root });
  return out;
}

/** @param names of the pictures to take */
async function take(names: readonly string[]): Promise<void> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser((text) => print(`${text}\n`)),
    args: [...launchArguments],
  });
  try {
    await mkdir(folder, { recursive: true });
    for (const report of Object.keys(reports) as ReportName[]) {
      const wanted = Object.entries(pictures).filter(
        ([name, picture]) => names.includes(name) && (picture.report ?? "sample") === report,
      );
      if (wanted.length === 0) continue;
      const server = await serve(await siteOf(report));
      try {
        for (const [name, picture] of wanted) await takeOne(browser, server.origin, name, picture);
      } finally {
        server.close();
      }
    }
  } finally {
    await browser.close();
  }
}

async function takeOne(
  browser: Browser,
  origin: string,
  name: string,
  { path, width, height, scale = 1, dark = false, act }: Picture,
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  await page.goto(`${origin}${path}`, { waitUntil: "networkidle" });
  await act?.(page);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: "disabled" });
  await page.close();
  print(
    `docs/pictures/${name}.png: ${width} x ${height}, ${Math.round((await stat(file)).size / 1000)} kB\n`,
  );
}

await runCommand(async () => {
  const names = process.argv.slice(2);
  if (names.some((name) => name === "--help" || name === "-h")) {
    print(help);
    return;
  }
  const unknown = names.filter((name) => !Object.hasOwn(pictures, name));
  if (unknown.length > 0)
    throw new ReportError("usage", `There is no picture ${unknown.join(", ")}.`, {
      hint: `The pictures are ${Object.keys(pictures).join(", ")}.`,
    });
  await take(names.length > 0 ? names : Object.keys(pictures));
});
