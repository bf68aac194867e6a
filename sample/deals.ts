import { z } from "zod";
import type { Marginals } from "./facts.ts";

/** How many rows of one part of the file carry each token of a column. */
export interface Deal {
  /** Labels of earlier columns that pick the part; empty for the whole file. */
  readonly where: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, number>>;
}

// An absent rating keeps the value it will be given, as "missing:38", because the sums are taken
// after imputation; only the written file leaves it empty.
export const MISSING = "missing:";

const Table = z.array(z.record(z.string(), z.union([z.string(), z.number()])));

/** True for the token of a rating the file leaves empty. */
export function isMissing(token: string): boolean {
  return token.startsWith(MISSING);
}

/** A column dealt over the whole file from its own table. */
export function overall(name: string): (marginals: Marginals) => Deal[] {
  return (marginals) => [{ where: {}, counts: column(marginals.categorical[name], name, "count") }];
}

/** A column dealt within each label of an earlier one, from the joint table of the two. */
export function jointly(
  table: string,
  outer: string,
  inner: string,
): (marginals: Marginals) => Deal[] {
  return (marginals) => {
    const rows = Table.parse(marginals[table]);
    return [...new Set(rows.map((row) => String(row[outer])))].map((label) => ({
      where: { [outer]: label },
      counts: column(
        rows.filter((row) => row[outer] === label),
        inner,
        "count",
      ),
    }));
  };
}

/**
 * Categories in each block of the file. Every subscriber has a discount and every discount went
 * to a man, so the three two-way tables leave one possible count for each block.
 */
export function categoriesByBlock(marginals: Marginals): Deal[] {
  const rows = Table.parse(marginals.categorical["category"]);
  const all = column(rows, "category", "count");
  const subscribed = column(rows, "category", "subscribed");
  const discounted = column(rows, "category", "discounted");
  const women = column(
    Table.parse(marginals["joint_category_gender"]).filter((row) => row["gender"] === "Female"),
    "category",
    "count",
  );
  const block = (
    gender: string,
    subscription_status: string,
    discount_applied: string,
    counts: Deal["counts"],
  ): Deal => ({
    where: { gender, subscription_status, discount_applied },
    counts,
  });
  return [
    block("Male", "Yes", "Yes", subscribed),
    block("Male", "No", "Yes", minus(discounted, subscribed)),
    block("Male", "No", "No", minus(minus(all, discounted), women)),
    block("Female", "No", "No", women),
  ];
}

/** Items in their category. */
export function itemsByCategory(marginals: Marginals): Deal[] {
  const categories = new Set(marginals.category_item.map((row) => String(row["category"])));
  return [...categories].map((category) => ({
    where: { category },
    counts: column(
      marginals.category_item.filter((row) => row["category"] === category),
      "item_purchased",
      "count",
    ),
  }));
}

/** Ratings in each category, the absent ones under the median they will be given. */
export function ratingsByCategory(marginals: Marginals): Deal[] {
  return Object.entries(marginals.rating_by_category_x10).map(([category, counts]) => ({
    where: { category },
    counts: {
      ...counts,
      [`${MISSING}${String(median(counts))}`]: marginals.missing_rating.by_category[category] ?? 0,
    },
  }));
}

function median(counts: Readonly<Record<string, number>>): number {
  const values = Object.entries(counts)
    .map(([value, n]) => [Number(value), n] as const)
    .sort((a, b) => a[0] - b[0]);
  const total = values.reduce((sum, [, n]) => sum + n, 0);
  const ranked = (rank: number): number => {
    let seen = 0;
    return values.find(([, n]) => (seen += n) >= rank)?.[0] ?? Number.NaN;
  };
  return (ranked(Math.ceil(total / 2)) + ranked(Math.floor(total / 2) + 1)) / 2;
}

function column(
  rows: z.infer<typeof Table> | undefined,
  name: string,
  measure: string,
): Record<string, number> {
  return Object.fromEntries((rows ?? []).map((row) => [String(row[name]), Number(row[measure])]));
}

/** One measure of a table, by label. */
export function pick(
  table: Readonly<Record<string, Readonly<Record<string, number>>>>,
  measure: string,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(table).map(([label, sums]) => [label, sums[measure] ?? 0]),
  );
}

/** What is left of each label's count. */
export function minus(from: Deal["counts"], taken: Deal["counts"]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(from).map(([label, n]) => [label, n - (taken[label] ?? 0)]),
  );
}
