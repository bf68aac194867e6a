import { writeFileSync } from "node:fs";
import { clean } from "../../../etl/clean/index.ts";
import type { Column } from "../../../etl/contract/columns.ts";
import { isDecimal, textOf, type Cell, type Database } from "../../../etl/database.ts";
import { duckdbWarehouse } from "../../../etl/load/duckdb.ts";
import { modelOf, storedSums } from "../../../etl/plan/cube.ts";
import { mainCube } from "../../../etl/plan/index.ts";
import { query, type Asked, type QueryResults } from "../../../etl/query/index.ts";
import { read } from "../../../etl/read/index.ts";
import { parseReport } from "../../../etl/report/load.ts";
import type { Report } from "../../../etl/report/report.ts";
import type { ResultTable } from "../../../etl/result-table.ts";
import { displayOrders } from "../../../etl/snapshot/dictionary.ts";
import { toldApart } from "../../../etl/snapshot/told-apart.ts";
import { margins } from "../../../etl/suppress/margins.ts";
import { encodeArrow } from "../../../format/arrow.ts";
import type { Columns } from "../../../format/columns.ts";
import type { Model } from "../../../format/manifest.ts";
import type { Described } from "../descriptions.ts";
import { askedOf } from "../queries.ts";

/** A cleaned row: texts, and numbers in whole units of their column, or null where one is missing. */
export type Row = Readonly<Record<string, string | number | null>>;

/** A described report with its cleaned rows in a database. */
export interface Taken {
  readonly report: Report;
  readonly asked: Asked;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The tables of the cleaning steps. */
  readonly tables: readonly ResultTable[];
}

const nothing = () => undefined;

/**
 * Reads and cleans what is described, as a run does.
 * @param file to write the CSV to
 */
export async function take(
  { yaml, csv }: Described,
  database: Database,
  file: string,
): Promise<Taken> {
  const report = parseReport(yaml, "report.yaml", ".");
  writeFileSync(file, csv);
  const input = await read(report, file, database, nothing);
  const { columns, steps } = await clean(database, input, report);
  return {
    report,
    asked: await askedOf(database, columns, "no-sql", report),
    columns,
    rows: await rowsIn(database, report.table, columns),
    tables: steps.flatMap(({ table }) => table ?? []),
  };
}

async function rowsIn(
  database: Database,
  table: string,
  columns: readonly Column[],
): Promise<Row[]> {
  const found = await database.rows(`SELECT * FROM ${table}`);
  return found.map((row) =>
    Object.fromEntries(columns.map((column) => [column.name, valueOf(row[column.name], column)])),
  );
}

function valueOf(cell: Cell | undefined, { type, decimals = 2 }: Column): string | number | null {
  if (cell === null || cell === undefined) return null;
  if (type === "text") return textOf(cell);
  return isDecimal(cell)
    ? Number(cell.value * 10n ** BigInt(decimals - cell.scale))
    : Number(textOf(cell));
}

/** What is made of the answers, as the bytes of each snapshot, with the margins. */
export const snapshotsOf = ({ tables, groupings }: QueryResults, { asked }: Taken) =>
  new Map(
    [...tables, margins(groupings, storedSums(asked.analysis), 1)].map(({ name, columns }) => [
      name,
      Buffer.from(encodeArrow(columns)),
    ]),
  );

/** A described report as its pages know it, and the rows that they are of. */
export interface World extends Taken {
  readonly model: Model;
  readonly cube: Columns;
  readonly results: QueryResults;
}

/** Asks the embedded engine all that the report asks, as a run does. */
export async function worldOf(
  described: Described,
  database: Database,
  file: string,
): Promise<World> {
  const taken = await take(described, database, file);
  const { report, asked, tables } = taken;
  const results = await query(asked, duckdbWarehouse(database, report.table), nothing);
  const cube = results.tables.find(({ name }) => name === mainCube)?.columns;
  if (!cube) throw new Error("There is no cube.");
  const found = [...results.tables, ...tables];
  const model = modelOf(asked.analysis);
  return {
    ...taken,
    results,
    cube,
    model: {
      row: report.row,
      ...model,
      dimensions: toldApart(model.dimensions, found),
      orders: displayOrders(report, tables, found),
    },
  };
}
