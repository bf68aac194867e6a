import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { clean } from "../../etl/clean/index.ts";
import { report } from "./report.ts";
import type { Column } from "../../etl/contract/columns.ts";
import { literal } from "../../etl/contract/sql.ts";
import { integer, openDatabase, type Database } from "../../etl/database.ts";
import { ReportError } from "../../etl/errors.ts";
import { read } from "../../etl/read/index.ts";
import { mutatedFile } from "./mutations.ts";

/** What every row must be, whatever was done to the file. */
const soundOf = (columns: readonly Column[]) =>
  columns.flatMap(({ name, range, allowed, nullable, type }) => [
    ...(nullable ? [] : [`${name} IS NOT NULL`]),
    ...(range ? [`(${name} IS NULL OR ${name} BETWEEN ${range[0]} AND ${range[1]})`] : []),
    ...(allowed
      ? [`${name} IN (${allowed.map(literal).join(", ")})`]
      : type === "text"
        ? [
            `trim(${name}) <> ''`,
            `trim(${name}) = ${name}`,
            `length(${name}) <= 255`,
            `strpos(${name}, chr(0)) = 0`,
          ]
        : []),
  ]);

const largest = 1_000_000_000;

/** How many mutated files ended in what. */
export interface Outcomes {
  figures: number;
  refused: number;
}

/**
 * Reads and cleans one file, which must end in rows that are sound, or in a sentence.
 * @throws Error otherwise
 */
async function judge(
  path: string,
  database: Database,
  skipping: boolean,
  outcomes: Outcomes,
): Promise<void> {
  try {
    const input = await read(
      report,
      path,
      database,
      () => undefined,
      skipping ? { skipping: { limit: { share: 1 }, file: `${path}.rejected.csv` } } : {},
    );
    const { source } = input;
    // Cleaning takes longer than reading, and what it is given is sound.
    if (outcomes.figures % 8 === 0) await clean(database, input, report);
    const [row] = await database.rows(
      `SELECT count(*) AS n, count(DISTINCT customer_id) AS ids, bool_and(${soundOf(input.columns).join(" AND ")}) AS sound FROM raw`,
    );
    if (row?.["sound"] !== true || integer(row["n"]) !== source.rows || row["ids"] !== row["n"])
      throw new Error(`The rows are not sound: ${integer(row?.["n"])} of ${source.rows}`);
    if (!skipping && source.rejected > 0)
      throw new Error("Lines were left out that should have stopped the run.");
    outcomes.figures++;
  } catch (error) {
    if (
      !(error instanceof ReportError) ||
      error.exitCode !== 3 ||
      !/^.{10,}[.:]$/mu.test(error.message.split("\n")[0] ?? "") ||
      /undefined|NaN\b.*NaN|\[object/.test(error.message)
    )
      throw error;
    outcomes.refused++;
  }
}

/**
 * Reads so many mutated files, one after another, in one database. Each must end, within a gigabyte
 * of memory.
 * @param offset is added to the seed, so that several tests share one
 */
export async function fuzz(runs: number, offset: number): Promise<Outcomes> {
  const database = await openDatabase();
  const folder = mkdtempSync(join(tmpdir(), "customer-trends-fuzz-"));
  const path = join(folder, "customers.csv");
  const outcomes: Outcomes = { figures: 0, refused: 0 };
  try {
    // So little data are read sooner by one thread than shared among several.
    await database.run("SET threads = 1");
    const property = fc.asyncProperty(mutatedFile, fc.boolean(), async (bytes, skipping) => {
      writeFileSync(path, bytes);
      try {
        await judge(path, database, skipping, outcomes);
        const { rss } = process.memoryUsage();
        if (rss > largest) throw new Error(`The process holds ${rss} bytes.`);
      } catch (cause) {
        throw new Error(
          `${skipping ? "Skipping, t" : "T"}his file ends in neither figures nor a sentence (base64):\n${bytes.toString("base64")}\n${String(cause)}`,
          { cause },
        );
      }
    });
    const { seed = 0 } = fc.readConfigureGlobal();
    await fc.assert(property, {
      numRuns: runs,
      seed: seed + offset,
      includeErrorInReport: true,
    });
    return outcomes;
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
