import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Browser } from "@playwright/test";
import { ensureBrowser, launchArguments } from "../tools/browser.ts";
import { serve } from "../tools/static-server.ts";
import { measureBytes, type Bytes } from "./dashboard-bytes.ts";
import { measureClicks, type Measurement } from "./dashboard-clicks.ts";
import { folder, sample } from "./files.ts";
import { median, table, whole } from "./report.ts";

const run = promisify(execFile);
const sizes = [3_900, 1_000_000];
/** A usual window, and one so tall that all charts are on screen. */
const heights = [900, 2600];
/** How many times slower the processor is made, and how long the answer may then take. */
const processors = [
  { slowdown: 1, bar: 16 },
  { slowdown: 4, bar: 70 },
];

/**
 * The same figures measured elsewhere with other tools, as the specification of the dashboard
 * quotes them.
 */
const elsewhere = [
  [
    "Observable Framework, 3,900 raw rows",
    "15.6 ms",
    "282 kB first load, Lighthouse performance 75",
  ],
  ["Observable Framework, a pre-aggregated million", "15.9 ms", "233 kB"],
  ["Observable Framework, a raw million", "297 ms", "16.3 MB"],
  ["Evidence (legacy static), first change", "93 ms", "7.7 MB, Lighthouse performance 44"],
  ["Evidence (legacy static), last change", "611 ms", ""],
];

/**
 * Builds the site of a file of so many rows, apart from the site and the snapshots that the project
 * has.
 */
async function siteOf(rows: number): Promise<string> {
  const [csv, out] = [await sample(rows), join(folder, `dashboard-${rows}`, "dist")];
  await run(process.execPath, [
    "bin/build.ts",
    "--csv",
    csv,
    "--snapshots",
    join(folder, `dashboard-${rows}`, "snapshots"),
    "--out",
    out,
  ]);
  return out;
}

const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
const kilobytes = (value: number) => `${(value / 1000).toFixed(1)} kB`;

function clickRow(
  rows: number,
  height: number,
  slowdown: number,
  bar: number,
  { answers, longestStarting, longestAnswering, interactionToNextPaint }: Measurement,
): string[] {
  const onScreen = answers.map((answer) => answer.onScreen);
  return [
    `${whole(rows)} rows, 1440 x ${height}`,
    `${slowdown} x`,
    milliseconds(median(onScreen)),
    `${bar} ms`,
    milliseconds(Math.max(...onScreen)),
    milliseconds(median(answers.map(({ all }) => all))),
    `${whole(interactionToNextPaint)} ms`,
    `${whole(longestStarting)} ms`,
    `${whole(longestAnswering)} ms`,
  ];
}

function byteRows(rows: number, { first, firstScripts, later, cube }: Bytes): string[][] {
  const row = (what: string, bytes: number, bar: string) => [
    `${whole(rows)} rows: ${what}`,
    kilobytes(bytes),
    bar,
  ];
  return [
    row("first load", first, "30 kB"),
    row("scripts of it", firstScripts, "4 kB"),
    row("all that interaction loads", later, "120 kB"),
    row("cube of it", cube, "30 kB"),
  ];
}

async function measure(
  browser: Browser,
  rows: number,
  print: (text: string) => void,
): Promise<{ clicks: string[][]; bytes: string[][] }> {
  const server = await serve(await siteOf(rows));
  try {
    const address = `${server.origin}/`;
    const bytes = byteRows(rows, await measureBytes(browser, address));
    const clicks: string[][] = [];
    for (const height of heights)
      for (const { slowdown, bar } of processors) {
        clicks.push(
          clickRow(
            rows,
            height,
            slowdown,
            bar,
            await measureClicks(browser, address, { height, slowdown }),
          ),
        );
        print(`measured ${whole(rows)} rows, 1440 x ${height}, processor ${slowdown} x slower`);
      }
    return { clicks, bytes };
  } finally {
    server.close();
  }
}

/**
 * The dashboard in Chromium on built sites of few and of many rows: from a click on a filter to
 * after the paint of the last chart, the
 * longest tasks, and what is loaded, each beside what it may be.
 */
export async function benchDashboard(print: (text: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: ensureBrowser(print),
    args: [...launchArguments],
  });
  try {
    const before = loadavg()[0] ?? 0;
    const results: Awaited<ReturnType<typeof measure>>[] = [];
    for (const rows of sizes) results.push(await measure(browser, rows, print));
    print(
      `\nFrom a click on a filter to after the paint, ${browser.browserType().name()} ${browser.version()}, median of 30 after 14 to warm up:\n`,
    );
    print(
      table(
        ["", "CPU", "on screen", "bar", "worst", "all nine", "INP", "starting", "answering"],
        results.flatMap(({ clicks }) => clicks),
      ),
    );
    print(
      "\nINP is good up to 200 ms. The last two are the longest tasks until the charts answer and while they do; the bar is 100 ms, 0 means none of 50 ms.\n",
    );
    print(
      table(
        ["compressed (gzip -9)", "bytes", "bar"],
        results.flatMap(({ bytes }) => bytes),
      ),
    );
    print(
      "\nMeasured elsewhere, the same figures and filters on the same kind of machine, to compare (not measured here):\n",
    );
    print(table(["", "last paint", ""], elsewhere));
    print(
      `\nOther work on the machine blurs this: its load was ${before.toFixed(2)} before and ${(loadavg()[0] ?? 0).toFixed(2)} after, on ${availableParallelism()} processors.`,
    );
  } finally {
    await browser.close();
  }
}
