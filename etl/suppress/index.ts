import type { ResultTable } from "../result-table.ts";
import { isShown } from "./cells.ts";
import { coarse } from "./cube.ts";
import { margins } from "./margins.ts";
import { withoutSmall } from "./table.ts";

/** The cube with every dimension, of which the margins are made. */
const finest = "cube-products";

/**
 * Leaves out whatever rests on fewer customers than may be told, so that the snapshots hold nothing
 * of it: rows and cells of tables,
 * dimensions of cubes, and the number and sum of private rows. With 1 nothing is left out.
 * @param customers how many there are
 */
export function suppress(
  tables: readonly ResultTable[],
  least: number,
  customers: number,
): readonly ResultTable[] {
  if (least === 1) return tables;
  return tables.flatMap((table): ResultTable[] => {
    if (table.kind === "cube")
      return [
        ...(table.name === finest ? [margins(table, least)] : []),
        coarse(table, least),
      ].filter((cube) => cube !== undefined);
    return [table.published ? withoutSmall(table, least) : withoutFew(table, least, customers)];
  });
}

/**
 * A private draft of which not even the number of rows may be told, for each is a customer, is
 * emptied.
 */
function withoutFew(table: ResultTable, least: number, customers: number): ResultTable {
  const { columns } = table;
  if (isShown(columns.length, least) && isShown(Math.max(0, customers - columns.length), least))
    return table;
  const values = Object.fromEntries(columns.fields.map(({ name }) => [name, []]));
  return { ...table, columns: { ...columns, length: 0, values }, suppressed: {} };
}
