import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { ensureBrowser, launchArguments } from "../tools/browser.ts";
import { folder, sample } from "./files.ts";
import { startHost, type Host } from "./readers-host.ts";
import { measureViews, type View } from "./readers-view.ts";
import { table, whole } from "./report.ts";

const run = promisify(execFile);
const requests = 1_000_000;
const connections = 64;
const aDay = 86_400;
/** The busiest hour of a day has a tenth of its readers. */
const peakShare = 0.1;

async function site(): Promise<string> {
  const [csv, out] = [await sample(3_900), join(folder, "readers", "dist")];
  await run(process.execPath, [
    "bin/build.ts",
    "--csv",
    csv,
    "--snapshots",
    join(folder, "readers", "snapshots"),
    "--out",
    out,
    "--base-path",
    "/",
  ]);
  return out;
}

/**
 * Asks for some paths in turn until so many answers are in; counts those that are not a success.
 */
const script = (paths: readonly string[]) => `
local paths = { ${paths.map((path) => JSON.stringify(path)).join(", ")} }
local formatted, at, answered, limit = {}, 0, 0, ${requests}
init = function()
  for index, path in ipairs(paths) do formatted[index] = wrk.format("GET", path, { ["Accept-Encoding"] = "gzip" }) end
end
request = function()
  at = at % #formatted + 1
  return formatted[at]
end
response = function()
  answered = answered + 1
  if answered == limit then
    io.write("enough\\n")
    io.flush()
    wrk.thread:stop()
  end
end
done = function(summary)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"bytes":%d,"microseconds":%d,"failed":%d}\\n', summary.requests, summary.bytes, summary.duration, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
`;

interface Load {
  readonly requests: number;
  readonly bytes: number;
  readonly microseconds: number;
  readonly failed: number;
}

async function load(host: Host, paths: readonly string[]): Promise<Load> {
  const work = await mkdtemp(join(tmpdir(), "trends-wrk-"));
  try {
    await writeFile(join(work, "views.lua"), script(paths));
    const printed = await host.wrk([
      "-t",
      "1",
      "-c",
      String(connections),
      "-d",
      "1h",
      "-s",
      join(work, "views.lua"),
      `${host.origin}/`,
    ]);
    return JSON.parse(printed.split("\n").find((line) => line.startsWith("{")) ?? "") as Load;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const bytesOf = (views: readonly View[]) =>
  views.flatMap((view) => view.requests).reduce((sum, { bytes }) => sum + bytes, 0);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

function arithmetic(first: View, filter: View): string {
  const rows = [
    ["who save data and do not filter", [first]] as const,
    ["all others", [first, filter]] as const,
  ].map(([who, views]) => {
    const [bytes, count] = [
      bytesOf(views),
      views.reduce((sum, view) => sum + view.requests.length, 0),
    ];
    const readers = 1_000_000;
    const hour = (readers * peakShare) / 3600;
    return [
      who,
      `${((bytes * readers) / 1e9).toFixed(1)} GB`,
      whole((count * readers) / aDay),
      whole(count * hour),
      `${((bytes * hour * 8) / 1e6).toFixed(1)} Mbit/s`,
      whole(100e9 / bytes / 30),
    ];
  });
  return table(
    [
      "a million new readers a day",
      "bytes a day",
      "requests/s",
      "in the busiest hour",
      "its traffic",
      "readers a day for 100 GB a month",
    ],
    rows,
  );
}

/**
 * What readers cost a host: bytes and requests of a view in Chromium, and 1,000,000 requests to
 * nginx on this machine.
 */
export async function benchReaders(print: (text: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const host = await startHost(await site(), print);
  const browser = await chromium.launch({
    executablePath: ensureBrowser(print),
    args: [...launchArguments],
  });
  try {
    const views = await measureViews(browser, `${host.origin}/`);
    print(
      `\nWhat one reader fetches, Chromium ${browser.version()}, ${host.version}, bytes on the line, heads included:\n`,
    );
    print(
      table(
        ["", "requests", "bytes"],
        views.map((view) => [view.what, String(view.requests.length), kilobytes(bytesOf([view]))]),
      ),
    );
    const [first, filter] = views;
    if (!first || !filter) throw new Error("There is no first view.");
    print(`\n${arithmetic(first, filter)}`);
    print("\nThe busiest hour is taken to have a tenth of the day's readers.");
    await browser.close();
    const before = loadavg()[0] ?? 0;
    const done = await load(
      host,
      [...first.requests, ...filter.requests].map(({ path }) => path),
    );
    const seconds = done.microseconds / 1e6;
    print(
      `\n${whole(done.requests)} requests of such views over ${connections} connections, by wrk beside one worker of nginx: ${whole(done.requests / seconds)} requests/s, ${whole((done.bytes * 8) / seconds / 1e6)} Mbit/s, ${seconds.toFixed(1)} s, ${whole(done.failed)} failed.`,
    );
    print(
      `Other work on the machine blurs this: its load was ${before.toFixed(2)} before and ` +
        `${(loadavg()[0] ?? 0).toFixed(2)} after, on ${availableParallelism()} processors.`,
    );
    if (done.failed > 0) throw new Error(`${done.failed} requests failed.`);
  } finally {
    await browser.close();
    await host.close();
  }
}
