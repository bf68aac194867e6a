import { columnsFrom, type Value } from "../../format/columns.ts";
import type { ResultTable } from "../result-table.ts";
import { dimensionsOf, rolledUp } from "../../format/roll-up.ts";

const products = "item_purchased";

/**
 * The cube of the slicers alone, for browsers where products would make it too large: the finest
 * cube rolled up in memory, which is faster than another query. Its rows are in the order of their
 * values.
 */
export function withoutProducts({ name, kind, published, columns }: ResultTable): ResultTable {
  const dimensions = dimensionsOf(columns).filter((name) => name !== products);
  const coarser = rolledUp(columns, dimensions);
  const tuples = Array.from({ length: coarser.length }, (_, row) =>
    coarser.fields.map(({ name }) => coarser.values[name]?.[row] ?? null),
  );
  return {
    name: "cube-customers",
    kind,
    published,
    addedUpFrom: name,
    columns: columnsFrom(
      coarser.fields,
      tuples.toSorted((a, b) => compared(a, b, dimensions.length)),
    ),
  };
}

/** Compares rows by their first `count` values, in code unit order. */
function compared(a: readonly Value[], b: readonly Value[], count: number): number {
  for (let index = 0; index < count; index++) {
    const [x, y] = [String(a[index]), String(b[index])];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
