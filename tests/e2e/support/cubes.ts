import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeArrow } from "../../../format/arrow.ts";
import { rowsOf, type Value } from "../../../format/columns.ts";

type Row = Readonly<Record<string, Value>>;

/** The rows of a published Arrow file. */
export const published = (dist: string, name: string): Row[] =>
  rowsOf(decodeArrow(readFileSync(join(dist, "data", `${name}.arrow`))));

/** Additive sums of one group, amounts in dollars. */
export interface Total {
  readonly customers: number;
  readonly revenue: number;
  readonly rating: number;
  readonly subscribers: number;
  readonly discounted: number;
}

const sum = (rows: readonly Row[], name: string) =>
  rows.reduce((total, row) => total + Number(row[name]), 0);

/** What rows add up to. */
export const sumOfRows = (rows: readonly Row[]): Total => ({
  customers: sum(rows, "customers"),
  revenue: sum(rows, "revenue") / 100,
  rating: sum(rows, "review_rating_sum") / 100,
  subscribers: sum(
    rows.filter((row) => row["subscription_status"] === "Yes"),
    "customers",
  ),
  discounted: sum(rows, "discount_share_count"),
});

/** A cube's sums by some of its dimensions, by their values joined with a bar. */
export function totalsBy(
  rows: readonly Row[],
  ...dimensions: readonly string[]
): Map<string, Total> {
  const groups = Map.groupBy(rows, (row) => dimensions.map((name) => String(row[name])).join("|"));
  return new Map([...groups].map(([key, members]) => [key, sumOfRows(members)]));
}
