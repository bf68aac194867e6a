import type { Columns, Value } from "../../format/columns.ts";
import type { Field } from "../../format/fields.ts";
import type { ColumnResult } from "../database.ts";
import { ReportError, messageOf } from "../errors.ts";
import { ownQuery, type Warehouse } from "../load/warehouse.ts";
import {
  derived,
  mainCube,
  planOf,
  withAsked,
  type Derived,
  type Planning,
} from "../plan/index.ts";
import type { Report } from "../report/report.ts";
import type { ResultTable } from "../result-table.ts";
import { countedCustomers } from "./counted.ts";
import { decode } from "./decode.ts";
import { sqlFiles } from "./files.ts";
import type { SqlFile } from "./front-matter.ts";

/** A statement that several tables were rolled up from. */
export interface Statement {
  readonly name: string;
  readonly sql: string;
}

/** Results that need not be asked for again; undefined where the warehouse has to be. */
export interface CachedResults {
  /** Of a SQL file. */
  readonly ofFile: (sql: string, fields: readonly Field[]) => Columns | undefined;
  /** What was rolled up from exactly these statements. */
  readonly derived: (statements: readonly Statement[]) => readonly ResultTable[] | undefined;
}

/** What is asked: the report's own statements, and the SQL files in a folder. */
export interface Asked extends Planning {
  readonly report: Pick<Report, "table" | "key" | "analysis">;
  readonly folder: string;
  /** Whether the number of rows behind every published row is needed. */
  readonly counting: boolean;
}

/** The results of everything, and how many statements needed no query. */
export interface QueryResults extends Derived {
  readonly statements: readonly Statement[];
  readonly queries: number;
  readonly cached: number;
}

/**
 * Runs the statements that the report plans and every file of `sql/` on the warehouse.
 * @param known what need not be queried again
 * @throws ReportError with the file, for SQL that fails or returns other columns than its front
 * matter declares; or with the database, where that failed
 */
export async function query(
  asked: Asked,
  warehouse: Warehouse,
  advance: (share: number) => void,
  known?: CachedResults,
): Promise<QueryResults> {
  const { report, folder, counting, row } = asked;
  const [questions, claims] = await Promise.all([
    sqlFiles(folder, "question", report.key?.name),
    sqlFiles(folder, "finding"),
  ]);
  refuseClaims(questions, claims, report);
  const plan = planOf(asked);
  const statements = plan.bases.map(({ name, sql }) => ({ name, sql }));
  const total = questions.length + claims.length + statements.length;
  let done = 0;
  let reused = 0;
  const finished = () => advance(++done / total);
  const answered = async (file: SqlFile): Promise<ResultTable> => {
    const found = known?.ofFile(file.sql, file.fields);
    if (found) reused++;
    const { columns, ...customers } = found
      ? { columns: found }
      : await answer(file, warehouse, report, counting);
    finished();
    const { path, linesBefore, fields, finding, ...table } = file;
    return {
      ...table,
      columns,
      ...customers,
      ...(finding ? { finding: { ...finding, noun: finding.noun ?? row } } : {}),
    };
  };
  const kept = known?.derived(statements);
  if (kept) reused += statements.length;
  // The statements of the report take longest, so they start first. All are awaited together, so that
  // no failure goes unhandled after another one.
  const [bases, files] = await Promise.all([
    Promise.all(
      (kept ? [] : plan.bases).map(async ({ name, sql }) => {
        const result = await ownQuery(warehouse, sql);
        finished();
        return [name, result] as const;
      }),
    ),
    Promise.all([...questions, ...claims].map(answered)),
  ]);
  const found: Derived = kept
    ? { tables: withAsked(plan, kept), groupings: [], unfiltered: unfilteredOf(asked, kept) }
    : derived(plan, new Map(bases));
  return {
    ...found,
    tables: [...files, ...found.tables],
    statements,
    queries: total,
    cached: reused,
  };
}

/** The dashboard's dimensions that a cube of an earlier run does not have. */
function unfilteredOf({ analysis }: Planning, tables: readonly ResultTable[]): string[] {
  const cube = tables.find(({ name }) => name === mainCube);
  return analysis.dashboard.dimensions
    .map(({ name }) => name)
    .filter((name) => !cube?.columns.values[name]);
}

/** @throws ReportError for a claim that is there twice, or that a question names in vain */
function refuseClaims(
  questions: readonly SqlFile[],
  files: readonly SqlFile[],
  { analysis }: Pick<Report, "analysis">,
): void {
  // Those too that this table cannot answer because it lacks an optional column.
  const described = new Set(analysis.claims.map(({ id }) => `finding-${id}`));
  const known = new Set([...described, ...files.map(({ name }) => name)]);
  const twice = files.find(({ name }) => described.has(name));
  if (twice)
    throw new ReportError("question", `${twice.path}: report.yaml has a claim of this name.`, {
      hint: "Rename the file, or the claim's id.",
    });
  for (const { path, question } of questions)
    if (question?.claim !== undefined && !known.has(`finding-${question.claim}`))
      throw new ReportError(
        "question",
        `${path}: there is no claim "${question.claim}" in report.yaml or sql/claims/.`,
        { hint: "Write the claim's id or its file name without .sql, or remove the line." },
      );
}

async function answer(
  file: SqlFile,
  warehouse: Warehouse,
  report: Pick<Report, "table" | "key">,
  counting: boolean,
): Promise<Pick<ResultTable, "columns" | "customers">> {
  const result = await run(file, warehouse);
  const columns = typed(result, file);
  const uncounted = counting && file.published && !file.fields.some(({ type }) => type === "count");
  return {
    columns,
    ...(uncounted ? { customers: await countedCustomers(file, result, warehouse, report) } : {}),
  };
}

async function run(file: SqlFile, warehouse: Warehouse): Promise<ColumnResult> {
  try {
    return await warehouse.query("\n".repeat(file.linesBefore) + file.sql);
  } catch (cause) {
    if (cause instanceof ReportError)
      throw new ReportError("database", `${file.path}: ${cause.message}`, {
        ...(cause.hint === undefined ? {} : { hint: cause.hint }),
        cause,
      });
    throw new ReportError(
      "question",
      `${file.path}: ${warehouse.engine} refuses the query: ${messageOf(cause)}`,
      { cause },
    );
  }
}

function typed(result: ColumnResult, file: SqlFile): Columns {
  const declared = file.fields.map((field) => field.name);
  if (declared.join() !== result.names.join())
    throw new ReportError(
      "question",
      `${file.path}: the query returns the columns ${result.names.join(", ")}; ` +
        `its front matter declares ${declared.join(", ")}.`,
      {
        hint: "Make the two lists the same, in the same order.",
      },
    );
  const values: Record<string, Value[]> = {};
  file.fields.forEach((field, index) => {
    try {
      values[field.name] = (result.columns[index] ?? []).map((value) => decode(value, field));
    } catch (cause) {
      throw new ReportError("question", `${file.path}: ${messageOf(cause)}.`, { cause });
    }
  });
  return { fields: file.fields, length: result.columns[0]?.length ?? 0, values };
}
