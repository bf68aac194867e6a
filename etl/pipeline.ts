import { basename } from "node:path";
import { stat } from "node:fs/promises";
import type { Manifest } from "../format/manifest.ts";
import { clean } from "./clean/index.ts";
import { openDatabase, type Database } from "./database.ts";
import { duckdbWarehouse } from "./load/duckdb.ts";
import type { Address } from "./load/mysql/address.ts";
import { mysqlWarehouse } from "./load/mysql/warehouse.ts";
import type { Warehouse } from "./load/warehouse.ts";
import { profile } from "./profile/index.ts";
import type { Effects, StageName } from "./progress.ts";
import { query } from "./query/index.ts";
import { readCard, type DataCard } from "./read/card.ts";
import { read } from "./read/index.ts";
import { dictionary, displayOrders } from "./snapshot/dictionary.ts";
import { snapshot } from "./snapshot/index.ts";

/** What the ETL works on; every setting has been checked. */
export interface EtlOptions {
  /** The CSV of customers. */
  readonly csv: string;
  /** The folder that the snapshots go to. */
  readonly snapshots: string;
  /** The folder that holds `questions/` and `cubes/`. */
  readonly sql: string;
  /** The MySQL database that answers the questions; undefined for the embedded engine. */
  readonly mysql: Address | undefined;
  /** Seconds since 1970 that stand for the data's date, as SOURCE_DATE_EPOCH says. */
  readonly sourceDateEpoch: number | undefined;
}

const integers = new Intl.NumberFormat("en-US");
const rows = (count: number) => `${integers.format(count)} ${count === 1 ? "row" : "rows"}`;

/** Turns a CSV into snapshots, in six stages. @throws ReportError, with the last good snapshots untouched */
export async function etl(options: EtlOptions, effects: Effects): Promise<Manifest> {
  const database = await openDatabase();
  const stage = stages(effects);
  let warehouse: Warehouse | undefined;
  try {
    // A server that cannot be used is better known before the work than after it.
    warehouse = await openWarehouse(options, database, effects);
    const answering = warehouse;
    const input = await stage("read", (advance) => read(options.csv, database, advance), ({ source }) => `${rows(source.rows)}, ${source.name}`);
    const cleaned = await stage("clean", () => clean(database, input.headers), ({ log }) => `${log.length} steps, ${integers.format(log.find((entry) => entry.step === "impute")?.changed ?? 0)} ratings imputed`);
    for (const notice of [...input.notices, ...cleaned.notices]) effects.reporter.notice(notice);
    const profiled = await stage("profile", (advance) => profile(database, cleaned.dropped, advance), ({ drafts }) => `${drafts.length} tables`);
    await stage("load", (advance) => answering.load(input.source.rows, advance), (count) => `${rows(count)} in ${answering.engine}`);
    const answers = await stage("query", (advance) => query(options.sql, answering, advance), (drafts) => `${drafts.length} queries`);
    const card = await readCard(options.csv, input.source.sha256, (text) => effects.reporter.notice(text));
    const about = {
      title: card.title ?? titleOf(options.csv),
      ...(await dataDate(options, card)),
      synthetic: card.synthetic,
      ...(card.note === undefined ? {} : { note: card.note }),
      source: input.source,
      engine: { name: answering.engine, version: await answering.version() },
      duplicates: profiled.duplicates,
      notices: [...input.notices, ...cleaned.notices],
      cleaning: [...cleaned.log],
      dictionary: dictionary(cleaned.dropped),
      orders: displayOrders(ageGroupsOf(cleaned)),
    };
    const drafts = [...answers, ...cleaned.drafts, ...profiled.drafts];
    return await stage("snapshot", (advance) => snapshot(options.snapshots, drafts, about, advance), ({ snapshots }) => `${snapshots.length} files in ${options.snapshots}/`);
  } finally {
    await warehouse?.close();
    database.close();
  }
}

/** How long a query may take before it is given up, in milliseconds. */
const queryTimeout = 600_000;

function openWarehouse({ mysql }: EtlOptions, database: Database, { sleep, reporter, askPassword }: Effects): Promise<Warehouse> | Warehouse {
  return mysql ? mysqlWarehouse(mysql, database, { sleep, askPassword, notice: (text) => reporter.notice(text), queryTimeout }) : duckdbWarehouse(database);
}

function stages({ clock, reporter }: Effects) {
  return async <T>(name: StageName, work: (advance: (share: number) => void) => Promise<T>, detail: (result: T) => string): Promise<T> => {
    const start = clock();
    reporter.begin(name);
    const result = await work((share) => reporter.advance(Math.min(1, share)));
    reporter.end(name, detail(result), clock() - start);
    return result;
  };
}

function ageGroupsOf({ drafts }: Awaited<ReturnType<typeof clean>>): string[] {
  const groups = drafts.find(({ name }) => name === "cleaning-age-groups")?.columns.values["age_group"] ?? [];
  return groups.map(String);
}

const titleOf = (csv: string) =>
  basename(csv)
    .replace(/\.[^.]+$/, "")
    .replaceAll(/[-_]+/g, " ")
    .replace(/^./, (letter) => letter.toUpperCase());

/** The data's date: the data card's, else SOURCE_DATE_EPOCH, else the day the file was last changed (UTC). */
async function dataDate({ csv, sourceDateEpoch }: EtlOptions, card: DataCard): Promise<Pick<Manifest, "date" | "dateOrigin">> {
  const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
  if (card.date !== undefined) return { date: card.date, dateOrigin: "data card" };
  if (sourceDateEpoch !== undefined) return { date: day(sourceDateEpoch * 1000), dateOrigin: "SOURCE_DATE_EPOCH" };
  return { date: day((await stat(csv)).mtimeMs), dateOrigin: "file date" };
}
