import { integer, type ColumnResult } from "../database.ts";
import { ReportError } from "../errors.ts";
import type { Warehouse } from "../load/warehouse.ts";
import type { Report } from "../report/report.ts";
import type { SqlFile } from "./front-matter.ts";

/** String literals and comments. */
const inner = /'(?:[^']|'')*'|--.*|\/\*[\s\S]*?\*\//g;

/** A statement in which everything within parentheses, strings and comments is blank. */
function outermost(sql: string): string {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, " ");
  let depth = 0;
  return Array.from(sql.replaceAll(inner, blank), (letter) => {
    if (letter === ")") depth--;
    const kept = depth === 0 ? letter : blank(letter);
    if (letter === "(") depth++;
    return kept;
  }).join("");
}

/**
 * The statement with one more column: the number of customers of each row. Undefined where it has no
 * FROM to put the column before.
 */
export function withCustomers(
  sql: string,
  { table, key }: Pick<Report, "table" | "key">,
): string | undefined {
  const blanked = outermost(sql);
  const from = /\bFROM\b/i.exec(blanked);
  if (!from) return undefined;
  const [source = ""] = blanked
    .slice(from.index)
    .split(/\b(?:WHERE|GROUP|HAVING|WINDOW|UNION|ORDER|LIMIT)\b/i);
  // Of the report's table a row is a customer; of any other source it may not be.
  const alone =
    !/\bWITH\b/i.test(blanked) &&
    new RegExp(`^FROM\\s+${table}(\\s+(AS\\s+)?\\w+)?\\s*$`, "i").test(source);
  if (!alone && !key) return undefined;
  const count = `COUNT(${alone ? "*" : `DISTINCT ${key?.name ?? ""}`}) AS customers_of_row`;
  return `${sql.slice(0, from.index)}, ${count}\n${sql.slice(from.index)}`;
}

/**
 * The number of customers of each row of a result without a count column, from the same statement
 * with a count added, so that WHERE and LIMIT hold for both.
 * @throws ReportError where they cannot be counted
 */
export async function countedCustomers(
  file: SqlFile,
  result: ColumnResult,
  warehouse: Warehouse,
  report: Pick<Report, "table" | "key">,
): Promise<readonly number[]> {
  const sql = withCustomers(file.sql, report);
  // A failure of the database is reported as such; a statement that cannot be counted is not.
  const refused = (cause: unknown) => {
    if (cause instanceof ReportError) throw cause;
  };
  const counted = sql === undefined ? undefined : await warehouse.query(sql).catch(refused);
  if (counted && (result.columns[0]?.length ?? 0) === 0 && (counted.columns[0]?.length ?? 0) === 0)
    return [];
  const [counts, columns] = [counted?.columns.at(-1), counted?.columns.slice(0, -1)];
  const text = (value: unknown) =>
    JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
  if (!counts || text(columns) !== text(result.columns))
    throw new ReportError(
      "question",
      `${file.path}: no column says how many customers a row has, so small groups cannot be suppressed.`,
      {
        hint: "Add a column of type count that holds COUNT(*), or build with --min-group 1.",
      },
    );
  return counts.map(integer);
}
