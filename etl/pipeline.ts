import { basename } from "node:path";
import { stat } from "node:fs/promises";
import type { Manifest, Source } from "../format/manifest.ts";
import { openDatabase, textOf, type Database } from "./database.ts";
import type { ResultTable } from "./result-table.ts";
import { ReportError } from "./errors.ts";
import { duckdbWarehouse } from "./load/duckdb.ts";
import type { Address } from "./load/mysql/address.ts";
import { mysqlWarehouse } from "./load/mysql/warehouse.ts";
import type { Warehouse } from "./load/warehouse.ts";
import { prepareCsv, prepareTable } from "./prepare.ts";
import type { Effects, Stage } from "./progress.ts";
import { readGuards } from "./history/guards.ts";
import { hashCustomers } from "./history/customers.ts";
import { compare, remembered, type HistoryOptions } from "./history/index.ts";
import { query } from "./query/index.ts";
import { metadataPath, readMetadata, type Metadata } from "./read/metadata.ts";
import { forgetLines, rejectedFile, type Limit } from "./read/rejects.ts";
import { dictionary, displayOrders } from "./snapshot/dictionary.ts";
import { suppress } from "./suppress/index.ts";
import { snapshot, type Beside } from "./snapshot/index.ts";
import { previousRun, type PreviousRun } from "./cache/previous-run.ts";
import { inputsFile, settingsDigest, sha256, sqlDigest } from "./cache/inputs.ts";

/** What the ETL works on; every setting has been checked. */
export interface EtlOptions extends HistoryOptions {
  /** The CSV of customers; undefined where the database's table `customer` is asked as it is. */
  readonly csv: string | undefined;
  /** The data card; undefined for the one beside the CSV. */
  readonly about: string | undefined;
  /** The folder that the snapshots go to. */
  readonly snapshots: string;
  /** How many lines that cannot be used may be left out; without it the first one stops the run. */
  readonly maxRejected?: Limit | undefined;
  /** The folder that holds `questions/` and `cubes/`. */
  readonly sql: string;
  /** The MySQL database that answers the questions; undefined for the embedded engine. */
  readonly mysql: Address | undefined;
  /** How long one query of the database may take, in milliseconds. */
  readonly queryTimeout: number;
  /** Nothing that rests on fewer customers reaches a snapshot; 1 leaves nothing out. */
  readonly minGroup: number;
  /** Seconds since 1970 that stand for the data's date, as SOURCE_DATE_EPOCH says. */
  readonly sourceDateEpoch: number | undefined;
  /**
   * `programDigest()` of the program that runs: then the snapshots say by what they were made, and
   * what did not change since is kept.
   */
  readonly program?: string | undefined;
  /** Nothing is kept of the snapshots that are there. */
  readonly fresh?: boolean | undefined;
}

/**
 * Turns customers into snapshots, in six stages, of which a table in a database needs four; one
 * more leaves out small groups where that is asked for.
 * @throws ReportError, with the last good snapshots untouched
 */
export async function etl(options: EtlOptions, effects: Effects): Promise<Manifest> {
  const start = effects.clock();
  const earlier = await findPreviousRun(options, effects);
  if (!earlier?.unchanged) return work(options, effects, earlier);
  // A mistake in it is told today, not when the next data come.
  await readGuards(options.guards.file, options.guards.named);
  effects.reporter.begin("cached");
  const { source, snapshots } = earlier.manifest;
  if (source.kind === "file" && source.rejected === 0)
    await forgetLines(rejectedFile(options.snapshots));
  effects.reporter.end(
    "cached",
    `nothing changed: ${snapshots.length} files in ${options.snapshots}/ stay as they are`,
    effects.clock() - start,
  );
  return earlier.manifest;
}

/**
 * The run that made the snapshots, where some of it can be kept. What others do with a table of
 * theirs nobody can tell without asking it.
 */
async function findPreviousRun(
  options: EtlOptions,
  effects: Effects,
): Promise<PreviousRun | undefined> {
  const { csv, program, fresh } = options;
  if (csv === undefined || program === undefined || fresh) return undefined;
  return previousRun({ ...options, csv, program }, (source) =>
    described(options, source, {
      ...effects,
      reporter: { ...effects.reporter, notice: () => undefined },
    }),
  );
}

async function work(
  options: EtlOptions,
  effects: Effects,
  earlier: PreviousRun | undefined,
): Promise<Manifest> {
  const database = await openDatabase();
  const stage = stages(effects);
  const { minGroup } = options;
  const notice = (text: string) => effects.reporter.notice(text);
  let warehouse: Warehouse | undefined;
  try {
    // A server that cannot be used is better known before the work than after it.
    warehouse = await openWarehouse(options, database, effects);
    const answering = warehouse;
    const past = await remembered(options, options.snapshots, effects);
    const prepared =
      options.csv === undefined
        ? await prepareTable(database, answering, stage, notice)
        : await prepareCsv(
            customersOf(options, options.csv),
            database,
            answering,
            stage,
            notice,
            minGroup,
          );
    refuseFew(prepared.source.rows, minGroup);
    // The engine does it beside the queries; a failure is told where it is waited for.
    const hashed =
      prepared.source.kind === "file" ? hashCustomers(database, prepared.source.rows) : undefined;
    hashed?.catch(() => undefined);
    const answers = await stage(
      "query",
      (advance) => query(options.sql, answering, advance, minGroup > 1, earlier?.cached),
      ({ files, cached }) =>
        `${files} queries${cached === 0 ? "" : `, ${cached} of them unchanged and not run again`}`,
    );
    await prepared.verify();
    const found = [...answers.tables, ...prepared.tables];
    const all =
      minGroup === 1
        ? found
        : await stage(
            "suppress",
            () => Promise.resolve(suppress(found, minGroup, prepared.source.rows)),
            (tables) =>
              `groups of fewer than ${minGroup}: ${tables.filter(({ suppressed }) => suppressed).length} tables without some rows`,
          );
    const about = {
      ...(await described(options, prepared.source, effects)),
      engine: { name: answering.engine, version: await answering.version() },
      minGroup,
      notices: [...prepared.notices],
      cleaning: [...prepared.cleaning],
      dictionary: dictionary(prepared.dropped),
      orders: displayOrders(ageGroupsOf(prepared.tables, all)),
    };
    const history = compare(
      past,
      { found, shown: all, about, dropped: prepared.dropped, hashed },
      options.acceptChanges,
      notice,
    );
    const beside: Beside = {
      remember: (next) => history(database, options.snapshots, next),
      inputs: made(options, answers.tables),
    };
    const manifest = await stage(
      "snapshot",
      (advance) => snapshot(options.snapshots, all, about, advance, beside),
      ({ snapshots }) => `${snapshots.length} files in ${options.snapshots}/`,
    );
    if (prepared.source.kind === "table" || prepared.source.rejected === 0)
      await forgetLines(rejectedFile(options.snapshots));
    return manifest;
  } finally {
    await warehouse?.close();
    await database.close();
  }
}

/** The file that says by what the snapshots were made, for the next run. */
function made(
  { program, ...options }: EtlOptions,
  answers: readonly ResultTable[],
): Beside["inputs"] {
  const sql = sqlDigest(answers.flatMap(({ digest }) => digest ?? []));
  return (manifest, history) =>
    program === undefined || options.csv === undefined
      ? {}
      : {
          [inputsFile]: `${JSON.stringify({ format: 1, program, settings: settingsDigest(options), sql, manifest: sha256(manifest), history: sha256(history) }, null, 2)}\n`,
        };
}

/**
 * The CSV to read, and what becomes of lines that cannot be used: those are kept beside the
 * snapshots, where nothing is published.
 */
function customersOf(
  { snapshots, maxRejected }: EtlOptions,
  csv: string,
): Parameters<typeof prepareCsv>[0] {
  return { csv, skipping: maxRejected && { limit: maxRejected, file: rejectedFile(snapshots) } };
}

function openWarehouse(
  { mysql, queryTimeout }: EtlOptions,
  database: Database,
  { sleep, reporter, askPassword }: Effects,
): Promise<Warehouse> | Warehouse {
  return mysql
    ? mysqlWarehouse(mysql, database, {
        sleep,
        askPassword,
        notice: (text) => reporter.notice(text),
        queryTimeout,
      })
    : duckdbWarehouse(database);
}

function stages({ clock, reporter }: Effects): Stage {
  return async (name, work, detail) => {
    const start = clock();
    reporter.begin(name);
    const result = await work((share) => reporter.advance(Math.min(1, share)));
    reporter.end(name, detail(result), clock() - start);
    return result;
  };
}

/** Title, date and origin of the data, from its card where it has one. */
async function described(
  options: EtlOptions,
  source: Source,
  { reporter, now }: Effects,
): Promise<Pick<Manifest, "title" | "date" | "dateOrigin" | "synthetic" | "note" | "source">> {
  const path = options.about ?? (options.csv === undefined ? undefined : metadataPath(options.csv));
  const sha256 = source.kind === "file" ? source.sha256 : undefined;
  const card: Metadata =
    path === undefined
      ? { synthetic: false }
      : await readMetadata(path, options.about !== undefined, sha256, (text) =>
          reporter.notice(text),
        );
  return {
    title: card.title ?? (options.csv === undefined ? "Customers" : titleOf(options.csv)),
    ...(await dataDate(options, card, now)),
    synthetic: card.synthetic,
    ...(card.note === undefined ? {} : { note: card.note }),
    source,
  };
}

/** The age groups from the youngest to the oldest, those that some table to be published names. */
function ageGroupsOf(tables: readonly ResultTable[], shown: readonly ResultTable[]): string[] {
  const groups =
    tables.find(({ name }) => name === "profile-ages")?.columns.values["age_group"] ?? [];
  const named = new Set(
    shown
      .filter(({ published }) => published)
      .flatMap(({ columns }) => Object.values(columns.values).flat()),
  );
  return [...new Set(groups.map((group) => textOf(group)))].filter((group) => named.has(group));
}

/** @throws ReportError where all customers together are fewer than may be told of */
function refuseFew(customers: number, least: number): void {
  if (customers >= least) return;
  throw new ReportError(
    "input",
    `There are ${customers} customers in all, and nothing may be told of fewer than ${least} (--min-group), so there is nothing to publish.`,
    {
      hint: "Give a file of more customers, or a smaller --min-group where these are no real people; the last good report is untouched.",
    },
  );
}

const titleOf = (csv: string) =>
  basename(csv)
    .replace(/\.[^.]+$/, "")
    .replaceAll(/[-_]+/g, " ")
    .replace(/^./, (letter) => letter.toUpperCase());

/**
 * The data's date: the card's, else SOURCE_DATE_EPOCH, else the day the file was last changed or a
 * table was asked (UTC).
 */
async function dataDate(
  { csv, sourceDateEpoch }: EtlOptions,
  card: Metadata,
  now: () => number,
): Promise<Pick<Manifest, "date" | "dateOrigin">> {
  const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
  if (card.date !== undefined) return { date: card.date, dateOrigin: "metadata" };
  if (sourceDateEpoch !== undefined)
    return { date: day(sourceDateEpoch * 1000), dateOrigin: "SOURCE_DATE_EPOCH" };
  return csv === undefined
    ? { date: day(now()), dateOrigin: "build date" }
    : { date: day((await stat(csv)).mtimeMs), dateOrigin: "file date" };
}
