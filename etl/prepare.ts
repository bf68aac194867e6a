import { clean } from "./clean/index.ts";
import type { Database } from "./database.ts";
import { rowsFrom, type Warehouse } from "./load/warehouse.ts";
import { profile } from "./profile/index.ts";
import { profileTable } from "./profile/table.ts";
import type { Stage } from "./progress.ts";
import { read } from "./read/index.ts";
import { rejectedFile, type Limit } from "./read/rejects.ts";
import { readTable, refuseChanged } from "./read/table.ts";
import type { ResultTable } from "./result-table.ts";
import type { Facts } from "./suppress/facts.ts";
import { counted } from "./words.ts";

/** Which customers are prepared, and how. */
export interface PrepareOptions {
  /** The CSV; undefined for the database's table `customer` as it is. */
  readonly csv: string | undefined;
  /** The CSV's encoding, as TextDecoder names it; detected by default. */
  readonly encoding?: string | undefined;
  readonly snapshots: string;
  /** How many lines that cannot be used may be left out; without it the first one stops the run. */
  readonly maxRejected?: Limit | undefined;
}

/** Customers in a warehouse that can be queried, and what is known of them. */
export interface Prepared extends Facts {
  /** Columns of the contract that `customer` lacks. */
  readonly dropped: readonly string[];
  /** The tables of cleaning and profile. */
  readonly tables: readonly ResultTable[];
  /** To be called after the last query. @throws ReportError where the data changed meanwhile */
  readonly verify: () => Promise<void>;
}

/**
 * Reads, cleans and profiles the customers and loads them into the warehouse; a table that is there
 * already is only read and profiled. Rejected lines are kept beside the snapshots, where nothing is
 * published.
 * @throws ReportError
 */
export function prepare(
  { csv, ...options }: PrepareOptions,
  database: Database,
  warehouse: Warehouse,
  stage: Stage,
): Promise<Prepared> {
  return csv === undefined
    ? prepareTable(database, warehouse, stage)
    : prepareCsv({ ...options, csv }, database, warehouse, stage);
}

async function prepareCsv(
  { csv, encoding, snapshots, maxRejected }: PrepareOptions & { readonly csv: string },
  database: Database,
  warehouse: Warehouse,
  stage: Stage,
): Promise<Prepared> {
  const skipping = maxRejected && { limit: maxRejected, file: rejectedFile(snapshots) };
  const { source, headers, notices } = await stage(
    "read",
    (advance) => read(csv, database, advance, { skipping, encoding }),
    (found) => `${counted(found.source.rows, "row")}, ${found.source.name}`,
  );
  const { steps, dropped } = await stage(
    "clean",
    () => clean(database, headers),
    (cleaned) => `${cleaned.steps.length} steps`,
  );
  const { tables, duplicates } = await stage(
    "profile",
    (advance) => profile(database, dropped, advance),
    (profiled) => `${profiled.tables.length} tables`,
  );
  await stage(
    "load",
    (advance) => warehouse.load(source.rows, advance),
    (rows) => `${counted(rows, "row")} in ${warehouse.engine}`,
  );
  return {
    source: { ...source, duplicates },
    notices,
    steps,
    dropped,
    tables: [...steps.flatMap(({ table }) => table ?? []), ...tables],
    verify: () => Promise.resolve(),
  };
}

/** A table that others cleaned and loaded; nothing is written there. */
async function prepareTable(
  database: Database,
  warehouse: Warehouse,
  stage: Stage,
): Promise<Prepared> {
  const ask = rowsFrom(warehouse);
  const { rows, dropped, notices, state } = await stage(
    "read",
    () => readTable(ask),
    (table) => `${counted(table.rows, "row")}, table customer in ${warehouse.engine}`,
  );
  const tables = await stage(
    "profile",
    (advance) => profileTable(ask, database, dropped, advance),
    ({ length }) => `${length} tables`,
  );
  return {
    source: { kind: "table", name: "customer", rows },
    notices,
    steps: [],
    dropped,
    tables,
    verify: () => refuseChanged(ask, state),
  };
}
