import { integer, type Database } from "../../etl/database.ts";
import type { Value } from "../../format/columns.ts";
import { textOf } from "./cells.ts";

/**
 * Sums over the customers that share the values of some columns; money in cents, ratings in
 * hundredths.
 */
export interface Sums {
  readonly keys: readonly string[];
  readonly customers: number;
  readonly revenue: number;
  readonly rating: number;
}

/** Sums by columns (or SQL expressions) of the table `customer`. */
export async function sumsOf(
  database: Database,
  ...dimensions: readonly string[]
): Promise<Sums[]> {
  const keys = dimensions.map((sql, index) => `${sql} AS k${index}`);
  const rows = await database.rows(
    `SELECT ${[...keys, "count(*) AS n"].join(", ")}, CAST(sum(purchase_amount) * 100 AS ` +
      "BIGINT) AS revenue, CAST(sum(review_rating) * 100 AS BIGINT) AS rating FROM " +
      `customer${dimensions.length > 0 ? " GROUP BY ALL" : ""}`,
  );
  return rows.map((row) => ({
    keys: dimensions.map((_, index) => textOf(row[`k${index}`])),
    customers: integer(row["n"]),
    revenue: integer(row["revenue"]),
    rating: integer(row["rating"]),
  }));
}

/** The same from the cells of a cube, added up as a page adds them. */
export function sumsOfCube(
  cells: readonly Readonly<Record<string, Value>>[],
  ...dimensions: readonly string[]
): Sums[] {
  const groups = new Map<string, Sums>();
  for (const cell of cells) {
    const keys = dimensions.map((name) => String(cell[name]));
    const sum = groups.get(keys.join("\0")) ?? { keys, customers: 0, revenue: 0, rating: 0 };
    groups.set(keys.join("\0"), {
      keys,
      customers: sum.customers + Number(cell["customers"]),
      revenue: sum.revenue + Number(cell["revenue"]),
      rating: sum.rating + Number(cell["review_rating_sum"]),
    });
  }
  return [...groups.values()];
}

/** Order of code units, as the binary collation of both engines. */
export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Largest revenue first, names where equal. */
export const byRevenue = (a: Sums, b: Sums) =>
  b.revenue - a.revenue || byText(a.keys.join(), b.keys.join());

/** Groups of at least two entries that share a key. */
export function ties<T>(entries: readonly T[], key: (entry: T) => unknown): T[][] {
  return [...Map.groupBy(entries, key).values()].filter((group) => group.length > 1);
}
