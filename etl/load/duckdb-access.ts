import { textOf, type Database } from "../database.ts";
import { literal } from "../contract/sql.ts";

const rule = "SQL files cannot read or write files";

/** Table functions that make rows of nothing but their arguments. */
const harmless: ReadonlySet<string> = new Set(["generate_series", "range", "unnest"]);

/** Scalar functions that tell of the machine or leave something behind. */
const refusedFunctions: ReadonlySet<string> = new Set([
  "current_setting",
  "getenv",
  "getvariable",
  "write_log",
]);

/** What DuckDB takes for the name of a file where no table has it. */
const path = /[./\\:*?]/;

/**
 * Checks a statement of a SQL file before the embedded engine runs it. A sealed database refuses
 * files by itself; but some functions change its state, and its own messages name no rule.
 * @throws Error for anything but one SELECT that reads tables only
 */
export async function refuseFileAccess(
  database: Pick<Database, "answer">,
  sql: string,
): Promise<void> {
  const read = await database.answer(`SELECT json_serialize_sql(${literal(sql)})`);
  const tree = JSON.parse(textOf(read().columns[0]?.[0])) as Tree;
  if (tree.error === true) {
    // The statement itself gives the better message, with the line.
    if (tree.error_type === "parser") return;
    throw new Error(`${rule} or change anything. Each holds one SELECT statement.`);
  }
  if (Array.isArray(tree.statements) && tree.statements.length !== 1)
    throw new Error(
      `Each SQL file holds one SELECT statement; this one holds ${tree.statements.length}.`,
    );
  for (const node of nodesOf(tree)) {
    const name = refusedName(node);
    if (name !== undefined) throw new Error(`${rule}: "${name}" cannot be used.`);
  }
}

/** A part of a statement as `json_serialize_sql` writes it. */
type Tree = Readonly<Record<string, unknown>>;

function* nodesOf(value: unknown): Iterable<Tree> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Tree;
  for (const part of Object.values(value)) yield* nodesOf(part);
}

const nameIn = (node: unknown, key: string) => {
  const name = typeof node === "object" && node !== null ? (node as Tree)[key] : undefined;
  return typeof name === "string" ? name : "";
};

function refusedName(node: Tree): string | undefined {
  if (node["type"] === "TABLE_FUNCTION") {
    const name = nameIn(node["function"], "function_name");
    return harmless.has(name.toLowerCase()) ? undefined : name;
  }
  if (node["type"] === "BASE_TABLE") {
    const name = nameIn(node, "table_name");
    return path.test(name) ? name : undefined;
  }
  const name = nameIn(node, "function_name");
  return refusedFunctions.has(name.toLowerCase()) ? name : undefined;
}
