import type { Columns } from "../../format/columns.ts";
import type { ResultTable } from "../result-table.ts";

/**
 * For each row, the numbers of customers that it shows: all of them, its counts, what a count leaves
 * of the count it is a part of, and the customers behind a share and those not in it. Undefined
 * where no column says how many customers a row has, so that no row can be judged.
 */
export function sizesOf(
  table: Pick<ResultTable, "columns" | "customers" | "cellCounts">,
): readonly (readonly number[])[] | undefined {
  const { columns, customers, cellCounts = {} } = table;
  const counts = columns.fields.filter(
    ({ name, type }) => type === "count" && !Object.hasOwn(cellCounts, name),
  );
  if (counts.length === 0 && customers === undefined) return undefined;
  const shares = columns.fields.filter(({ type }) => type === "share");
  return Array.from({ length: columns.length }, (_, row) => {
    const known = counts.map(({ name }) => numberAt(columns, name, row));
    const all = Math.max(customers?.[row] ?? 0, ...known);
    const beside = counts.flatMap(({ name, of }) =>
      of === undefined ? [] : [numberAt(columns, of, row) - numberAt(columns, name, row)],
    );
    const ofShares = shares.flatMap(({ name }) => {
      const some = Math.round(numberAt(columns, name, row) * all);
      return [some, all - some];
    });
    return [all, ...known, ...beside, ...ofShares];
  });
}

function numberAt(columns: Columns, name: string, row: number): number {
  const value = columns.values[name]?.[row];
  return typeof value === "number" ? value : 0;
}
