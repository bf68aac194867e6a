import { contract } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import { columnsOf, field, type Draft } from "../snapshot/draft.ts";

/** Empty values of every input column, before and after cleaning; a dropped column has no "after". */
export async function missing(database: Database, dropped: readonly string[]): Promise<Draft> {
  const names = contract.map(({ name }) => name);
  const kept = names.filter((name) => !dropped.includes(name));
  const count = (columns: readonly string[], table: string) =>
    database.rows(`SELECT count(*) AS all_rows, ${columns.map((name) => `count(*) - count(${identifier(name)}) AS ${identifier(name)}`).join(", ")} FROM ${table}`);
  const [[before = {}], [after = {}]] = [await count(names, "raw"), await count(kept, "customer")];
  return {
    name: "profile-missing",
    kind: "profile",
    published: true,
    columns: columnsOf(
      [field("column_name", "text", "Column"), field("rows", "integer", "Rows"), field("missing", "integer", "Empty as it came"), field("missing_after", "integer", "Empty after cleaning")],
      names.map((name) => [name, integer(before["all_rows"]), integer(before[name]), kept.includes(name) ? integer(after[name]) : null]),
    ),
  };
}

/** Rows that repeat: ids (refused by the reader, so always 0) and rows equal in all but the id. */
export async function duplicates(database: Database): Promise<{ customerIds: number; apartFromId: number }> {
  const columns = contract.map(({ name }) => identifier(name)).filter((name) => name !== '"customer_id"');
  const [exact] = await database.rows(`SELECT sum(n) - count(*) AS n FROM (SELECT count(*) AS n FROM raw GROUP BY ${columns.join(", ")})`);
  return { customerIds: 0, apartFromId: integer(exact?.["n"]) };
}
