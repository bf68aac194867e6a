import { columnsFrom } from "../../format/columns.ts";
import { contract } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import { field, type ResultTable } from "../result-table.ts";

/**
 * Empty values of every input column, before and after cleaning; a dropped column has no "after".
 * @param before how many values each column has, by name, as it came
 * @param after the same after cleaning
 */
export function missing(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  dropped: readonly string[],
): ResultTable {
  // The contract wants every customer to have an id, so the ids are as many as the rows.
  const rows = before.get("customer_id") ?? 0;
  const empty = contract.map(({ name }) => rows - (before.get(name) ?? 0));
  return {
    name: "profile-missing",
    kind: "profile",
    published: true,
    cellCounts: { missing: empty.map((some) => [some, rows - some]) },
    columns: columnsFrom(
      [
        field("column_name", "text", "Column"),
        field("rows", "count", "Rows"),
        field("missing", "count", "Empty as it came"),
        field("missing_after", "count", "Empty after cleaning"),
      ],
      contract.map(({ name }, index) => [
        name,
        rows,
        empty[index] ?? 0,
        dropped.includes(name) ? null : rows - (after.get(name) ?? 0),
      ]),
    ),
  };
}

/** Rows that repeat: ids (refused by the reader, so always 0) and rows equal in all but the id. */
export async function duplicates(
  database: Database,
): Promise<{ customerIds: number; apartFromId: number }> {
  const columns = contract
    .map(({ name }) => identifier(name))
    .filter((name) => name !== '"customer_id"');
  const [exact] = await database.rows(
    `SELECT sum(n) - count(*) AS n FROM (SELECT count(*) AS n FROM raw GROUP BY ${columns.join(", ")})`,
  );
  return { customerIds: 0, apartFromId: integer(exact?.["n"]) };
}
