import { rowsOf, type Columns, type Row } from "../../format/columns.ts";
import type { Model } from "../../format/manifest.ts";
import { cubeOf, type Cube } from "./cube.ts";

/** A cube to be rolled up by some dimensions; undefined where nothing is known by them. */
export type CubeSource = (by: readonly string[]) => Cube | undefined;

/** A sum that is left out, because it is of too few rows; every figure of it is null. */
const leftOut = NaN;

const keyOf = (by: readonly string[]) => by.toSorted().join(" ");

/** How many groups are left out by some dimensions, in whatever order. */
export const leftOutBy = (
  suppressed: Readonly<Record<string, number>>,
  by: readonly string[],
): number => suppressed[by.join(" ")] ?? suppressed[by.toReversed().join(" ")] ?? 0;

/**
 * The cubes that margins hold: of everybody, and by the dimensions, or pairs of them, that they
 * give.
 * @param suppressed how many groups are left out by each
 */
export function marginsOf(
  columns: Columns,
  model: Pick<Model, "sums">,
  suppressed: Readonly<Record<string, number>> = {},
): CubeSource {
  const groups = Map.groupBy(rowsOf(columns), (row) =>
    keyOf(
      [row["dimension"], row["dimension_2"]]
        .filter((name) => name !== null && name !== undefined)
        .map(String),
    ),
  );
  const rowsBy = (...by: readonly string[]) => groups.get(keyOf(by)) ?? [];
  const valueIn = (row: Row, name: string) =>
    (row["dimension"] === name ? row["value"] : row["value_2"]) ?? null;
  const [rows] = model.sums;
  const sumIn = (row: Row, name: string) => row[`sum_${name}`];
  const countIn = (row: Row | undefined) => Number((row && sumIn(row, rows?.name ?? "")) ?? 0);

  /** How many rows have some values of a dimension, of everybody. */
  const counted = ({ dimension, values }: NonNullable<Model["sums"][number]["where"]>) =>
    suppressed[dimension]
      ? leftOut
      : rowsBy(dimension)
          .filter(({ value }) => values.includes(String(value)))
          .reduce((sum, row) => sum + countIn(row), 0);

  /** How many rows of a group have some values of another dimension, where each of its groups is shown. */
  const countedIn = (
    name: string,
    { dimension, values }: NonNullable<Model["sums"][number]["where"]>,
    row: Row,
  ) => {
    const parts = rowsBy(name, dimension).filter(
      (each) => valueIn(each, name) === valueIn(row, name),
    );
    const sumOf = (some: readonly Row[]) => some.reduce((sum, each) => sum + countIn(each), 0);
    return sumOf(parts) === countIn(row)
      ? sumOf(parts.filter((each) => values.includes(String(valueIn(each, dimension)))))
      : leftOut;
  };

  /** The rows of a share in a group, which are a group of their own. */
  const hits = (name: string, by: readonly string[], row: Row) => {
    const own = sumIn(row, name);
    if (typeof own === "number") return own;
    const [dimension] = by;
    const found = rowsBy(...by, name).find(
      (each) =>
        valueIn(each, name) === "Yes" &&
        (dimension === undefined || valueIn(each, dimension) === valueIn(row, dimension)),
    );
    return found ? countIn(found) : leftOut;
  };

  return (by) => {
    const found = rowsBy(...by);
    if (found.length === 0 && leftOutBy(suppressed, by) === 0) return undefined;
    const own = by.map((name) => [name, found.map((row) => valueIn(row, name))] as const);
    const sums = model.sums.flatMap(({ name, where }) => {
      // A cube counts these itself where it has their dimension.
      if (where) {
        if (by.includes(where.dimension)) return [];
        const [only, ...others] = by;
        const count = (row: Row) =>
          only === undefined
            ? counted(where)
            : others.length === 0
              ? countedIn(only, where, row)
              : leftOut;
        return [[name, found.map(count)] as const];
      }
      return [[name, found.map((row) => sumIn(row, name) ?? hits(name, by, row))] as const];
    });
    return cubeOf({ length: found.length, values: Object.fromEntries([...own, ...sums]) }, model);
  };
}
