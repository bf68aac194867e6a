import type { CleaningEntry, Source } from "../format/manifest.ts";
import { clean } from "./clean/index.ts";
import { noticeText } from "./notices.ts";
import { counted } from "./words.ts";
import type { Database } from "./database.ts";
import type { ResultTable } from "./result-table.ts";
import { rowsFrom, type Warehouse } from "./load/warehouse.ts";
import { profile } from "./profile/index.ts";
import { profileTable } from "./profile/table.ts";
import { isShown } from "./suppress/cells.ts";
import { shownCleaning } from "./suppress/cleaning.ts";
import type { Stage } from "./progress.ts";
import { read } from "./read/index.ts";
import { rejectedFile, type Limit, type Skipping } from "./read/rejects.ts";
import { readTable, refuseChanged } from "./read/table.ts";

/** Which customers are prepared, and how. */
export interface PrepareOptions {
  /** The CSV; undefined for the database's table `customer` as it is. */
  readonly csv: string | undefined;
  readonly snapshots: string;
  /** How many lines that cannot be used may be left out; without it the first one stops the run. */
  readonly maxRejected?: Limit | undefined;
  readonly minGroup: number;
}

/** Customers that a warehouse is ready to be asked about, and what is known of them. */
export interface Prepared {
  readonly source: Source;
  readonly notices: readonly string[];
  readonly cleaning: readonly CleaningEntry[];
  /** Columns of the contract that `customer` lacks. */
  readonly dropped: readonly string[];
  /** What cleaning and profile found. */
  readonly tables: readonly ResultTable[];
  /** To be called when all is asked. @throws ReportError where what was asked changed meanwhile */
  readonly verify: () => Promise<void>;
}

function imputedOf(log: readonly CleaningEntry[]): string {
  const changed = log.find(({ step }) => step === "impute")?.changed;
  return changed === null ? "some ratings imputed" : `${counted(changed ?? 0, "rating")} imputed`;
}

/**
 * Stages 1 to 4 of a CSV: read, clean, profile, load.
 * @param minGroup what is said of the data hides smaller groups
 * @throws ReportError
 */
async function prepareCsv(
  { csv, skipping }: { readonly csv: string; readonly skipping?: Skipping | undefined },
  database: Database,
  warehouse: Warehouse,
  stage: Stage,
  notice: (text: string) => void,
  minGroup = 1,
): Promise<Prepared> {
  const input = await stage(
    "read",
    (advance) => read(csv, database, advance, skipping),
    ({ source }) => `${counted(source.rows, "row")}, ${source.name}`,
  );
  const cleaned = await stage(
    "clean",
    async () => {
      const { steps, dropped } = await clean(database, input.headers);
      const tables = steps.flatMap(({ table }) => table ?? []);
      return { ...shownCleaning(steps, minGroup), tables, dropped };
    },
    ({ log }) => `${log.length} steps, ${imputedOf(log)}`,
  );
  const shown = (count: number) => (isShown(count, minGroup) ? count : null);
  const notices = [...input.notices, ...cleaned.notices].map((one) => noticeText(one, minGroup));
  notices.forEach(notice);
  if (skipping && input.source.rejected > 0)
    notice(`The lines that were left out are in ${skipping.file}, with their reasons.`);
  const profiled = await stage(
    "profile",
    (advance) => profile(database, cleaned.dropped, advance),
    ({ tables }) => `${tables.length} tables`,
  );
  await stage(
    "load",
    (advance) => warehouse.load(input.source.rows, advance),
    (rows) => `${counted(rows, "row")} in ${warehouse.engine}`,
  );
  return {
    source: {
      ...input.source,
      rejected: shown(input.source.rejected),
      duplicates: { ...profiled.duplicates, apartFromId: shown(profiled.duplicates.apartFromId) },
    },
    notices,
    cleaning: cleaned.log,
    dropped: cleaned.dropped,
    tables: [...cleaned.tables, ...profiled.tables],
    verify: () => Promise.resolve(),
  };
}

/**
 * Stages 1 and 3 of a table that others cleaned and loaded; nothing is written there.
 * @throws ReportError
 */
async function prepareTable(
  database: Database,
  warehouse: Warehouse,
  stage: Stage,
  notice: (text: string) => void,
): Promise<Prepared> {
  const ask = rowsFrom(warehouse);
  const {
    rows,
    dropped,
    notices: found,
    state,
  } = await stage(
    "read",
    () => readTable(ask),
    (table) => `${counted(table.rows, "row")}, table customer in ${warehouse.engine}`,
  );
  const notices = found.map((one) => noticeText(one));
  notices.forEach(notice);
  const tables = await stage(
    "profile",
    (advance) => profileTable(ask, database, dropped, advance),
    ({ length }) => `${length} tables`,
  );
  return {
    source: { kind: "table", name: "customer", rows },
    notices,
    cleaning: [],
    dropped,
    tables,
    verify: () => refuseChanged(ask, state),
  };
}

/**
 * Reads, cleans and profiles the customers and loads them into the warehouse; of a table that is
 * there already, only reads and profiles. Rejected lines are kept beside the snapshots, where
 * nothing is published.
 * @throws ReportError
 */
export function prepare(
  { csv, snapshots, maxRejected, minGroup }: PrepareOptions,
  database: Database,
  warehouse: Warehouse,
  stage: Stage,
  notice: (text: string) => void,
): Promise<Prepared> {
  if (csv === undefined) return prepareTable(database, warehouse, stage, notice);
  const skipping = maxRejected && { limit: maxRejected, file: rejectedFile(snapshots) };
  return prepareCsv({ csv, skipping }, database, warehouse, stage, notice, minGroup);
}
