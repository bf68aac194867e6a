import type { Columns, Value } from "../../format/columns.ts";
import type { Field } from "../../format/fields.ts";
import { ReportError, messageOf } from "../errors.ts";
import type { QueryResult, Warehouse } from "../load/warehouse.ts";
import type { Report } from "../report/report.ts";
import type { ResultTable } from "../result-table.ts";
import { countedCustomers } from "./counted.ts";
import { withoutProducts } from "./coarser.ts";
import { decode } from "./decode.ts";
import { sqlFiles } from "./files.ts";
import type { SqlFile } from "./front-matter.ts";

/** Looks a result up by its statement and fields; undefined where the warehouse has to be asked. */
export type CachedResult = (sql: string, fields: readonly Field[]) => Columns | undefined;

/** The results of all files, and how many of the files needed no query. */
export interface QueryResults {
  readonly tables: readonly ResultTable[];
  readonly files: number;
  readonly cached: number;
}

/**
 * Runs every file of `sql/` on the warehouse.
 * @param folder of SQL files
 * @param counting whether the number of customers of every published row is needed
 * @param cached what need not be queried again
 * @throws ReportError with the file, for SQL that fails or returns other columns than its front
 * matter declares; or with the database, where that failed
 */
export async function query(
  report: Pick<Report, "table" | "key">,
  folder: string,
  warehouse: Warehouse,
  advance: (share: number) => void,
  counting = false,
  cached: CachedResult = () => undefined,
): Promise<QueryResults> {
  const [questions, cubes, findings, drivers] = await Promise.all([
    sqlFiles(folder, "question", report.key?.name),
    sqlFiles(folder, "cube"),
    sqlFiles(folder, "finding"),
    sqlFiles(folder, "driver"),
  ]);
  refuseUnknownClaims(questions, findings);
  const total = questions.length + cubes.length + findings.length + drivers.length;
  let done = 0;
  let reused = 0;
  // Claims often need the same sums: a statement runs once.
  const results = new Map<string, Promise<QueryResult>>();
  const asked = (file: SqlFile): Promise<QueryResult> => {
    const result = results.get(file.sql) ?? run(file, warehouse);
    results.set(file.sql, result);
    return result;
  };
  const answer = async (file: SqlFile): Promise<Pick<ResultTable, "columns" | "customers">> => {
    const result = await asked(file);
    const columns = typed(result, file);
    const uncounted =
      counting && file.published && !file.fields.some(({ type }) => type === "count");
    return {
      columns,
      ...(uncounted ? { customers: await countedCustomers(file, result, warehouse, report) } : {}),
    };
  };
  const answered = async (file: SqlFile): Promise<ResultTable> => {
    const known = cached(file.sql, file.fields);
    if (known) reused++;
    const { columns, ...customers } = known ? { columns: known } : await answer(file);
    advance(++done / total);
    const { name, kind, published, sql, digest, question, finding, driver } = file;
    return {
      name,
      kind,
      published,
      sql,
      digest,
      columns,
      ...customers,
      ...(question ? { question } : {}),
      ...(finding ? { finding } : {}),
      ...(driver ? { driver } : {}),
    };
  };
  // Cubes take longest, so they start first.
  const ofCubes = cubes.map(answered);
  const ofDrivers = drivers.map(answered);
  const ofQuestions = questions.map(answered);
  const tables = await Promise.all([
    ...ofQuestions,
    ...findings.map(answered),
    ...ofDrivers,
    ...ofCubes,
  ]);
  const finest = tables.find(({ name }) => name === "cube-products");
  return {
    tables: finest ? [...tables, withoutProducts(finest)] : tables,
    files: total,
    cached: reused,
  };
}

function refuseUnknownClaims(questions: readonly SqlFile[], findings: readonly SqlFile[]): void {
  for (const { path, question } of questions)
    if (
      question?.claim !== undefined &&
      !findings.some(({ name }) => name === `finding-${question.claim ?? ""}`)
    )
      throw new ReportError(
        "question",
        `${path}: the claim "${question.claim}" is not a file in sql/findings/.`,
        { hint: "Write the file name without .sql, or remove the line." },
      );
}

async function run(file: SqlFile, warehouse: Warehouse): Promise<QueryResult> {
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

function typed(result: QueryResult, file: SqlFile): Columns {
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
