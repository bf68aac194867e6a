import { rowsOf, type Value } from "../../format/columns.ts";
import type { Dimension } from "../../format/report.ts";
import type { ResultTable } from "../result-table.ts";

/**
 * Dimensions no two of whose values are called alike: one whose name in report.yaml is also that of
 * another value is told by its value as well.
 * @param shown the tables that are published, whose cubes have the values
 */
export const toldApart = (
  dimensions: readonly Dimension[],
  shown: readonly ResultTable[],
): Dimension[] =>
  dimensions.map((dimension) => ({
    ...dimension,
    names: apart(dimension.names, valuesIn(dimension.name, shown)),
  }));

function apart(names: Dimension["names"], values: ReadonlySet<string>): Dimension["names"] {
  const taken = new Set([...values].filter((value) => !Object.hasOwn(names, value)));
  const entries = Object.entries(names).map(([value, name]) => {
    const own = taken.has(name) ? `${name} (${value})` : name;
    taken.add(own);
    return [value, own] as const;
  });
  return Object.fromEntries(entries);
}

function valuesIn(dimension: string, shown: readonly ResultTable[]): ReadonlySet<string> {
  const cubes = shown.filter(({ kind, published }) => kind === "cube" && published);
  const values = cubes.flatMap(({ columns }): readonly Value[] => {
    const own = columns.values[dimension];
    if (own) return own;
    // Margins name their dimensions in their rows.
    return rowsOf(columns).flatMap((row) => [
      ...(row["dimension"] === dimension ? [row["value"] ?? null] : []),
      ...(row["dimension_2"] === dimension ? [row["value_2"] ?? null] : []),
    ]);
  });
  return new Set(values.flatMap((value) => (typeof value === "string" ? [value] : [])));
}
