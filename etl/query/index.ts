import type { Columns, Value } from "../../format/columns.ts";
import { ReportError, messageOf } from "../errors.ts";
import type { QueryResult, Warehouse } from "../load/warehouse.ts";
import type { Draft } from "../draft.ts";
import { countedCustomers } from "./counted.ts";
import { decode } from "./decode.ts";
import { sqlFiles } from "./files.ts";
import type { SqlFile } from "./front-matter.ts";

/**
 * Stage 5: runs every file of `sql/` on the warehouse.
 * @param counting whether it has to be known of every published row on how many customers it rests
 * @throws ReportError naming the file, for SQL that fails or whose columns are not those its front matter declares; or naming
 * the database, where that is what failed
 */
export async function query(folder: string, warehouse: Warehouse, advance: (share: number) => void, counting = false): Promise<Draft[]> {
  const [questions, cubes, findings] = await Promise.all([sqlFiles(folder, "question"), sqlFiles(folder, "cube"), sqlFiles(folder, "finding")]);
  const total = questions.length + cubes.length + findings.length;
  let done = 0;
  const answered = async (file: SqlFile): Promise<Draft> => {
    const result = await run(file, warehouse);
    const columns = typed(result, file);
    const uncounted = counting && file.published && !file.fields.some(({ type }) => type === "count");
    const customers = uncounted ? { customers: await countedCustomers(file, result, warehouse) } : {};
    advance(++done / total);
    const { name, published, sql, question, finding } = file;
    return { name, kind: question ? "question" : finding ? "finding" : "cube", published, sql, columns, ...customers, ...(question ? { question } : {}), ...(finding ? { finding } : {}) };
  };
  // The cubes are the longest; begun last, one connection would wait for the other.
  const ofCubes = cubes.map(answered);
  const ofQuestions = questions.map(answered);
  return Promise.all([...ofQuestions, ...findings.map(answered), ...ofCubes]);
}

async function run(file: SqlFile, warehouse: Warehouse): Promise<QueryResult> {
  try {
    return await warehouse.query("\n".repeat(file.linesBefore) + file.sql);
  } catch (cause) {
    if (cause instanceof ReportError) throw new ReportError("database", `${file.path}: ${cause.message}`, { ...(cause.hint === undefined ? {} : { hint: cause.hint }), cause });
    throw new ReportError("question", `${file.path}: ${warehouse.engine} refuses the query: ${messageOf(cause)}`, { cause });
  }
}

function typed(result: QueryResult, file: SqlFile): Columns {
  const declared = file.fields.map((field) => field.name);
  if (declared.join() !== result.names.join())
    throw new ReportError("question", `${file.path}: the query returns the columns ${result.names.join(", ")}; its front matter declares ${declared.join(", ")}.`, {
      hint: "Make the two lists the same, in the same order.",
    });
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
