import { execFile } from "node:child_process";
import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { stageNames } from "../etl/progress.ts";
import { folder, sample } from "./files.ts";
import { measured, type Measured } from "./process.ts";
import { median, seconds, table, whole } from "./report.ts";

const run = promisify(execFile);
const sizes = [3_900, 100_000, 1_000_000];
const repeats = 5;

async function siteBytes(csv: string, rows: number): Promise<number> {
  const out = join(folder, `dist-${rows}`);
  await run(process.execPath, [
    "bin/build.ts",
    "--csv",
    csv,
    "--snapshots",
    join(folder, `snapshots-${rows}`),
    "--out",
    out,
  ]);
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const sizesOf = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizesOf.reduce((sum, size) => sum + size, 0);
}

/**
 * The ETL beside DuckDB's bare scan-and-store of the same file, in alternation, each in a process
 * of its own: medians, and
 * the ratio that does not depend on the machine. Then the size of the site at every number of rows.
 */
export async function benchEtl(print: (text: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows: string[][] = [];
  const again: string[][] = [];
  const sites: { rows: number; bytes: number }[] = [];
  for (const count of sizes) {
    const csv = await sample(count);
    const scans: Measured[] = [];
    const runs: Measured[] = [];
    const unchanged: Measured[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      scans.push(await measured("run-scan.ts", csv));
      runs.push(await measured("run-etl.ts", csv, join(folder, `snapshots-${count}`)));
      unchanged.push(
        await measured("run-etl.ts", csv, join(folder, `snapshots-${count}`), "again"),
      );
    }
    if (unchanged.some(({ stages }) => Object.keys(stages).join() !== "kept"))
      throw new Error("A run of which nothing had changed did something.");
    const scan = median(scans.map(({ milliseconds }) => milliseconds));
    const perSecond = (milliseconds: number) => whole(count / (Math.max(milliseconds, 0.1) / 1000));
    const stage = (name: string) => median(runs.map(({ stages }) => stages[name] ?? 0));
    const total = median(runs.map(({ milliseconds }) => milliseconds));
    const peak = Math.max(...runs.map(({ peakBytes }) => peakBytes));
    for (const name of stageNames.filter((each) => runs.some(({ stages }) => each in stages)))
      rows.push([name, whole(count), seconds(stage(name)), perSecond(stage(name)), "", ""]);
    rows.push([
      "ETL in all",
      whole(count),
      seconds(total),
      perSecond(total),
      `${(total / scan).toFixed(2)} x`,
      `${(peak / 1e6).toFixed(0)} MB`,
    ]);
    const kept = median(unchanged.map(({ milliseconds }) => milliseconds));
    again.push([
      whole(count),
      seconds(total),
      seconds(kept),
      `${((100 * kept) / total).toFixed(1)}%`,
      "10%",
    ]);
    rows.push([
      "bare scan",
      whole(count),
      seconds(scan),
      perSecond(scan),
      "1 x",
      `${(Math.max(...scans.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(0)} MB`,
    ]);
    sites.push({ rows: count, bytes: await siteBytes(csv, count) });
    print(`measured ${whole(count)} rows`);
  }
  print(`\n${table(["stage", "rows", "median", "rows/s", "to bare scan", "peak memory"], rows)}`);
  print(`\n${table(["rows", "full run", "nothing changed", "to full", "bar"], again)}`);
  const smallest = sites[0]?.bytes ?? 1;
  print(
    `\n${table(
      ["site", "rows", "bytes", "to smallest"],
      sites.map((site) => [
        "dist/",
        whole(site.rows),
        whole(site.bytes),
        `${((100 * site.bytes) / smallest).toFixed(1)}%`,
      ]),
    )}`,
  );
}
