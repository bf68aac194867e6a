import { mkdir, stat } from "node:fs/promises";
import { createReadStream, createWriteStream } from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createConnection } from "mysql2/promise";
import { clean } from "../etl/clean/index.ts";
import { openDatabase } from "../etl/database.ts";
import { lineStream, loadedColumns } from "../etl/load/mysql/lines.ts";
import { createTable } from "../etl/load/mysql/schema.ts";
import { read } from "../etl/read/index.ts";
import { readReport } from "../etl/report/load.ts";
import type { Column } from "../etl/contract/columns.ts";
import { testServer } from "../tools/servers/choose.ts";
import { folder, sample } from "./files.ts";
import { measured, type Measured } from "./process.ts";
import { median, seconds, table, whole } from "./report.ts";

const report = await readReport(".");
const rows = 1_000_000;
const repeats = 3;

/** The cleaned rows as a ready file that LOAD DATA reads, and their columns. */
async function readyFile(csv: string): Promise<{ path: string; columns: readonly Column[] }> {
  const path = resolve(join(folder, `customers-${rows}.tsv`));
  const database = await openDatabase();
  try {
    const raw = await read(report, csv, database, () => undefined);
    const { columns } = await clean(database, raw, report);
    const loaded = await loadedColumns(database, report.table);
    if (!(await stat(path).catch(() => undefined)))
      await pipeline(
        lineStream(database, report.table, loaded, () => undefined),
        createWriteStream(path),
      );
    return { path, columns };
  } finally {
    await database.close();
  }
}

/**
 * Milliseconds of a plain LOAD DATA of a ready file into a fresh table: what any load is measured
 * against.
 */
async function plainLoad(
  url: string,
  { path, columns }: Awaited<ReturnType<typeof readyFile>>,
): Promise<number> {
  const connection = await createConnection({ uri: url });
  try {
    await connection.query("DROP TABLE IF EXISTS bench_plain");
    await connection.query(createTable("bench_plain", columns, report.key, "MySQL"));
    const start = performance.now();
    await connection.query({
      sql: `LOAD DATA LOCAL INFILE 'ready' INTO TABLE bench_plain CHARACTER SET utf8mb4`,
      infileStreamFactory: () => createReadStream(path, { highWaterMark: 1 << 20 }),
    });
    return performance.now() - start;
  } finally {
    await connection.query("DROP TABLE IF EXISTS bench_plain");
    await connection.end();
  }
}

/**
 * A million customers from CSV to snapshots with MySQL as the engine, beside a plain LOAD DATA of a
 * ready file into the same
 * server in the same run.
 */
export async function benchMysql(print: (text: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const csv = await sample(rows);
  const ready = await readyFile(csv);
  const server = await testServer("mysql");
  try {
    const plain: number[] = [];
    const runs: Measured[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      plain.push(await plainLoad(server.url, ready));
      runs.push(
        await measured("run-etl.ts", csv, join(folder, "snapshots-mysql"), "fresh", server.url),
      );
    }
    const reference = median(plain);
    const stage = (name: string) => median(runs.map(({ stages }) => stages[name] ?? 0));
    const line = (name: string, milliseconds: number, ratio = "") => [
      name,
      seconds(milliseconds),
      whole(rows / (milliseconds / 1000)),
      ratio,
    ];
    print(
      table(
        [`MySQL ${server.version}, ${whole(rows)} rows`, "median", "rows/s", "to plain load"],
        [
          line("plain LOAD DATA of a ready file", reference, "1 x"),
          line("load", stage("load"), `${(stage("load") / reference).toFixed(2)} x`),
          line("query", stage("query")),
          line("CSV to snapshots", median(runs.map(({ milliseconds }) => milliseconds))),
        ],
      ),
    );
    print(
      `\nPeak memory of the build: ${(Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(0)} MB`,
    );
  } finally {
    await server.stop();
  }
}
