import { rollup } from "d3-array";
import type { Columns, Value } from "../../format/columns.ts";

/** Frames, names and dictionaries of a compressed cube. */
const overhead = 1_500;

/** What compression makes of a column's entropy, measured on cubes of 100 to 40,000 cells. */
const factor = 1.15;

/**
 * About how many bytes a cube has once a host has compressed it: the entropy of its columns. It is
 * worked out rather than tried, because compression differs between machines and the snapshots must
 * not.
 */
export function packedBytes({ fields, length, values }: Columns): number {
  const bits = fields.reduce((sum, { name }) => sum + entropy(values[name] ?? []), 0);
  return Math.round(overhead + (factor * bits * length) / 8);
}

/** The entropy of a column's values, in bits a row. */
function entropy(column: readonly Value[]): number {
  const counts = rollup(
    column,
    ({ length }) => length,
    (value) => value,
  );
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / column.length) * Math.log2(count / column.length),
    0,
  );
}
