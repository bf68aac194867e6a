import { integer } from "../database.ts";
import { ReportError } from "../errors.ts";
import type { QueryResult, Warehouse } from "../load/warehouse.ts";
import type { SqlFile } from "./front-matter.ts";

/** Texts and comments, which hold no part of the statement. */
const inner = /'(?:[^']|'')*'|--.*|\/\*[\s\S]*?\*\//g;

/** A statement with everything but its outermost level blanked, letter by letter. */
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
 * The same statement with the number of customers of each row as one column more; undefined where
 * it has no FROM to put it before.
 */
export function withCustomers(sql: string): string | undefined {
  const blanked = outermost(sql);
  const from = /\bFROM\b/i.exec(blanked);
  if (!from) return undefined;
  const [source = ""] = blanked
    .slice(from.index)
    .split(/\b(?:WHERE|GROUP|HAVING|WINDOW|UNION|ORDER|LIMIT)\b/i);
  // A customer is one row of that table; of anything else the rows may be others.
  const alone = !/\bWITH\b/i.test(blanked) && /^FROM\s+customer(\s+(AS\s+)?\w+)?\s*$/i.test(source);
  return `${sql.slice(0, from.index)}, COUNT(${alone ? "*" : "DISTINCT customer_id"}) AS customers_of_row\n${sql.slice(from.index)}`;
}

/**
 * How many customers each row of a file's result rests on, where none of its columns tells: asks
 * the same statement with a count beside
 * it, so that its WHERE and its LIMIT hold for both.
 * @throws ReportError where that cannot be counted, with the column to add
 */
export async function countedCustomers(
  file: SqlFile,
  result: QueryResult,
  warehouse: Warehouse,
): Promise<readonly number[]> {
  const sql = withCustomers(file.sql);
  // Where the database fails it says so itself; a statement that bears no count is the file's.
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
      `${file.path}: on how many customers each row rests is not told by any column, so small groups could not be left out.`,
      {
        hint: "Add a column of the type count that holds COUNT(*) (README: Column types), or build with --min-group 1.",
      },
    );
  return counts.map(integer);
}
