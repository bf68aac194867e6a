import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { clean } from "../../etl/clean/index.ts";
import type { CleaningStep } from "../../etl/clean/step.ts";
import type { Column } from "../../etl/contract/columns.ts";
import { openDatabase, type Database } from "../../etl/database.ts";
import { ReportError } from "../../etl/errors.ts";
import { noticeText } from "../../etl/notices.ts";
import { etl, type EtlOptions } from "../../etl/pipeline.ts";
import { read, type ReadResult } from "../../etl/read/index.ts";
import type { ResultTable } from "../../etl/result-table.ts";
import { shownCleaning } from "../../etl/suppress/facts.ts";
import { decodeArrow } from "../../format/arrow.ts";
import { rowsOf, type Value } from "../../format/columns.ts";
import type { CleaningEntry, Manifest } from "../../format/manifest.ts";
import { recordingEffects, type Recorded } from "./effects.ts";
import { temporaryFolder } from "./folders.ts";
import { report } from "./report.ts";

/** The repository's own SQL: questions, and the claim that report.yaml cannot describe. */
export const sqlFolder = join(import.meta.dirname, "../../sql");

/** A finished run of the whole ETL. */
export interface Run {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly recorded: Recorded;
  /** The rows of a snapshot, as its file holds them. */
  rows(name: string): Record<string, Value>[];
}

/** Runs the whole ETL on a CSV, or on the database's own table, into a temporary folder. */
export async function run(
  csv: string | undefined,
  options: Partial<EtlOptions> = {},
): Promise<Run> {
  const effects = recordingEffects();
  const folder = options.snapshots ?? join(temporaryFolder(), "snapshots");
  const manifest = await etl(
    {
      report,
      csv,
      about: undefined,
      sql: sqlFolder,
      mysql: undefined,
      queryTimeout: 120_000,
      minGroup: 1,
      sourceDateEpoch: 0,
      previous: undefined,
      acceptChanges: false,
      ...options,
      snapshots: folder,
    },
    effects,
  );
  const rows = (name: string) => rowsOf(decodeArrow(readFileSync(join(folder, `${name}.arrow`))));
  return { folder, manifest, recorded: effects.recorded, rows };
}

/** What was read, with its notices in words. */
type Input = Omit<ReadResult, "notices"> & { readonly notices: readonly string[] };

/** What cleaning did: its log, notices in words, tables, and the columns it dropped. */
interface Cleaned {
  readonly log: readonly CleaningEntry[];
  readonly notices: readonly string[];
  readonly tables: readonly ResultTable[];
  readonly dropped: readonly string[];
  readonly steps: readonly CleaningStep[];
  readonly columns: readonly Column[];
}

/** The tables `raw` and `customer` of a CSV, read and cleaned. */
export async function withCustomers<T>(
  csv: string,
  work: (database: Database, input: Input, cleaned: Cleaned) => Promise<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    const input = await read(report, csv, database, () => undefined);
    const { steps, dropped, columns } = await clean(database, input, report);
    const { log, notices } = shownCleaning(steps, 1);
    return await work(
      database,
      { ...input, notices: input.notices.map((notice) => noticeText(notice)) },
      {
        log,
        notices: notices.map((notice) => noticeText(notice)),
        tables: steps.flatMap(({ table }) => table ?? []),
        dropped,
        steps,
        columns,
      },
    );
  } finally {
    await database.close();
  }
}

/**
 * The failure that `work` must end in: one that a person can mend, never a fault of the program.
 */
export async function failure(work: Promise<unknown>): Promise<ReportError> {
  const outcome = await work.then(
    () => "no failure",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(ReportError);
  return outcome as ReportError;
}
