import { rowsOf, type Columns } from "../../format/columns.ts";
import { cubeOf, type Cube } from "./cube.ts";

/** A cube to be rolled up by some dimensions; undefined where nothing is known by them. */
export type CubeSource = (by: readonly string[]) => Cube | undefined;

/** A sum that is left out, because it is of too few customers; every measure of it is null. */
const leftOut = NaN;

/**
 * The cubes that margins hold: of everybody, and by the dimensions, or pairs of them, that they
 * give.
 * @param suppressed how many groups are left out by each
 */
export function marginsOf(
  columns: Columns,
  suppressed: Readonly<Record<string, number>> = {},
): CubeSource {
  const rows = rowsOf(columns);
  const groups = Map.groupBy(rows, (row) =>
    keyOf(
      [row["dimension"], row["dimension_2"]]
        .filter((name) => name !== null && name !== undefined)
        .map(String),
    ),
  );
  const rowsBy = (...by: readonly string[]) => groups.get(keyOf(by)) ?? [];
  const valueOf = (row: (typeof rows)[number], name: string) =>
    (row["dimension"] === name ? row["value"] : row["value_2"]) ?? null;
  const subscribers = suppressed["subscription_status"]
    ? leftOut
    : Number(
        rowsBy("subscription_status").find(({ value }) => value === "Yes")?.["customers"] ?? 0,
      );
  const discounted = new Map(
    rowsBy("category", "discount_applied")
      .filter(({ value_2: discount }) => discount === "Yes")
      .map((row) => [row["value"], Number(row["customers"])]),
  );
  return (by) => {
    const found = rowsBy(...by);
    if (found.length === 0 && !suppressed[by.join(" ")]) return undefined;
    const column = (name: string) => found.map((row) => row[name] ?? null);
    const own = Object.fromEntries(
      by.map((name) => [name, found.map((row) => valueOf(row, name))]),
    );
    const known = by.includes("subscription_status")
      ? {}
      : { subscribers: found.map(() => (by.length === 0 ? subscribers : leftOut)) };
    const values = {
      ...own,
      ...known,
      customers: column("customers"),
      revenue: column("revenue"),
      rating_sum: column("rating_sum"),
      discounted: found.map((row) =>
        by.join() === "category" ? (discounted.get(row["value"] ?? null) ?? leftOut) : leftOut,
      ),
    };
    return cubeOf({ length: found.length, values });
  };
}

const keyOf = (by: readonly string[]) => by.toSorted().join(" ");
