import type { Column } from "../../etl/contract/columns.ts";
import { integer, type Database } from "../../etl/database.ts";
import type { Planning } from "../../etl/plan/index.ts";
import type { Asked } from "../../etl/query/index.ts";
import type { Report } from "../../etl/report/report.ts";
import { availableAnalysis, type Analysis } from "../../etl/report/analysis.ts";
import { cleanedColumns } from "../../etl/report/cleaned.ts";
import { report as ownReport } from "./report.ts";
import { sqlFolder } from "./runs.ts";

/**
 * What a report asks of its cleaned rows, as a run asks it.
 * @param database which holds the rows
 * @param columns those of the cleaned table
 */
export async function askedOf(
  database: Database,
  columns: readonly Column[],
  folder = sqlFolder,
  report: Report = ownReport,
): Promise<Asked> {
  const { table, row, cleaning } = report;
  const { analysis } = availableAnalysis(report.analysis, new Set(columns.map(({ name }) => name)));
  return {
    report,
    analysis,
    table,
    columns: new Map(columns.map((column) => [column.name, column])),
    cleaning,
    row,
    sizes: {
      ...(await counted(database, table, columns)),
      within: withinOf(analysis),
    },
    folder,
    counting: false,
  };
}

async function counted(
  database: Database,
  table: string,
  columns: readonly Column[],
): Promise<Pick<Asked["sizes"], "rows" | "values">> {
  const texts = columns.filter(({ type }) => type === "text").map(({ name }) => name);
  const counts = texts.map((name) => `count(DISTINCT ${name}) AS ${name}`);
  const [row = {}] = await database.rows(
    `SELECT ${["count(*) AS n", ...counts].join(", ")} FROM ${table}`,
  );
  return {
    rows: integer(row["n"]),
    values: new Map(texts.map((name) => [name, integer(row[name])])),
  };
}

/**
 * What a report asks of a table that has all its columns, whose texts have so many values each.
 * @param values by column; four unless given
 */
export function planningOf(
  report: Report,
  values: Readonly<Record<string, number>> = {},
  rows = 1_000_000,
): Planning {
  const columns = cleanedColumns(report);
  const texts = columns.filter(({ type }) => type === "text");
  return {
    analysis: report.analysis,
    table: report.table,
    columns: new Map(columns.map((column) => [column.name, column])),
    cleaning: report.cleaning,
    row: report.row,
    sizes: {
      rows,
      values: new Map(texts.map(({ name }) => [name, values[name] ?? 4])),
      within: withinOf(report.analysis),
    },
  };
}

const withinOf = ({ dashboard }: Analysis): ReadonlyMap<string, string> =>
  new Map(
    dashboard.dimensions.flatMap(({ name, within }) =>
      within === undefined ? [] : [[name, within] as const],
    ),
  );
