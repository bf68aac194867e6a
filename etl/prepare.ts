import { clean } from "./clean/index.ts";
import { rowsOf } from "../format/columns.ts";
import type { Column, ColumnsByName } from "./contract/columns.ts";
import type { Sizes } from "./plan/plan.ts";
import type { Database } from "./database.ts";
import { rowsFrom, type Warehouse } from "./load/warehouse.ts";
import { profile } from "./profile/index.ts";
import { profileTable } from "./profile/table.ts";
import type { Stage } from "./progress.ts";
import { publicOf } from "./report/cleaned.ts";
import type { Report } from "./report/report.ts";
import { read } from "./read/index.ts";
import { rejectedFile, type Limit } from "./read/rejects.ts";
import { readTable, refuseChanged } from "./read/table.ts";
import type { ResultTable } from "./result-table.ts";
import type { Facts } from "./suppress/facts.ts";
import { counted } from "./words.ts";

/** Which rows are prepared, and how. */
export interface PrepareOptions {
  readonly report: Report;
  /** The CSV; undefined for the database's table as it is. */
  readonly csv: string | undefined;
  /** The CSV's encoding, as TextDecoder names it; detected by default. */
  readonly encoding?: string | undefined;
  /** The sheet of an Excel workbook; by default the first. */
  readonly sheet?: string | undefined;
  readonly snapshots: string;
  /** How many lines that cannot be used may be left out; without it the first one stops the run. */
  readonly maxRejected?: Limit | undefined;
}

/** Rows in a warehouse that can be queried, and what is known of them. */
export interface Prepared extends Facts {
  /** The columns that the file has; none of a table in a database. */
  readonly raw: readonly Column[];
  /** The columns of the cleaned table. */
  readonly columns: ColumnsByName;
  /** How many more rows than persons there are. */
  readonly repeated: number;
  /** How many values its dimensions have. */
  readonly sizes: Sizes;
  /** Columns of the report that the cleaned table lacks. */
  readonly dropped: readonly string[];
  /** The tables of cleaning and profile. */
  readonly tables: readonly ResultTable[];
  /** To be called after the last query. @throws ReportError where the data changed meanwhile */
  readonly verify: () => Promise<void>;
}

/**
 * Reads, cleans and profiles the rows and loads them into the warehouse; a table that is there
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
    ? prepareTable(options.report, database, warehouse, stage)
    : prepareCsv({ ...options, csv }, database, warehouse, stage);
}

async function prepareCsv(
  { report, csv, snapshots, maxRejected, ...how }: PrepareOptions & { readonly csv: string },
  database: Database,
  warehouse: Warehouse,
  stage: Stage,
): Promise<Prepared> {
  const skipping = maxRejected && { limit: maxRejected, file: rejectedFile(snapshots) };
  const raw = await stage(
    "read",
    (advance) => read(report, csv, database, advance, { skipping, ...how }),
    (found) => `${counted(found.source.rows, "row")}, ${found.source.name}`,
  );
  const { source, notices } = raw;
  const { steps, columns, repeated, dropped } = await stage(
    "clean",
    () => clean(database, raw, report),
    (cleaned) => `${cleaned.steps.length} steps`,
  );
  const { tables, duplicates } = await stage(
    "profile",
    (advance) =>
      profile(database, { ...report, raw: publicOf(raw.columns), columns, steps }, advance),
    (profiled) => `${profiled.tables.length} tables`,
  );
  const loaded = await stage(
    "load",
    (advance) => warehouse.load(columns, advance),
    (rows) => `${counted(rows, "row")} in ${warehouse.engine}`,
  );
  return {
    source: { ...source, rows: loaded, duplicates },
    notices,
    steps,
    raw: raw.columns,
    columns: byName(columns),
    repeated,
    sizes: sizesFrom(tables, report, loaded),
    dropped,
    tables: [...steps.flatMap(({ table }) => table ?? []), ...tables],
    verify: () => Promise.resolve(),
  };
}

/** A table that others cleaned and loaded; nothing is written there. */
async function prepareTable(
  report: Report,
  database: Database,
  warehouse: Warehouse,
  stage: Stage,
): Promise<Prepared> {
  const ask = rowsFrom(warehouse);
  const table = await stage(
    "read",
    () => readTable(ask, report),
    ({ rows }) => `${counted(rows, "row")}, table ${report.table} in ${warehouse.engine}`,
  );
  const { rows, columns, dropped, repeated, notices } = table;
  const tables = await stage(
    "profile",
    (advance) => profileTable(ask, database, { ...report, columns }, advance),
    ({ length }) => `${length} tables`,
  );
  return {
    source: { kind: "table", name: report.table, rows },
    notices,
    steps: [],
    raw: [],
    columns: byName(columns),
    repeated,
    sizes: sizesFrom(tables, report, rows),
    dropped,
    tables,
    verify: () => refuseChanged(ask, report, table),
  };
}

const byName = (columns: readonly Column[]): ColumnsByName =>
  new Map(columns.map((column) => [column.name, column]));

/** How many values each text column has, from its description. */
function sizesFrom(tables: readonly ResultTable[], { analysis }: Report, rowCount: number): Sizes {
  const described = tables.find(({ name }) => name === "profile-text");
  const rows = described ? rowsOf(described.columns) : [];
  return {
    rows: rowCount,
    values: new Map(
      rows
        .filter(({ stage }) => stage === "after")
        .map((row) => [String(row["column_name"]), Number(row["unique_values"])]),
    ),
    within: new Map(
      analysis.dashboard.dimensions.flatMap(({ name, within }) =>
        within === undefined ? [] : [[name, within]],
      ),
    ),
  };
}
