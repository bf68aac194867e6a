import { readFileSync } from "node:fs";
import { z } from "zod";

const Counts = z.record(z.string(), z.number());
const Rows = z.array(z.record(z.string(), z.union([z.string(), z.number()])));
const Blocks = z.array(z.tuple([z.number(), z.string()]));

const Marginals = z.looseObject({
  total: Counts,
  categorical: z.record(z.string(), Rows),
  category_item: Rows,
  histogram: z.object({
    age: z.record(z.string(), Counts),
    purchase_amount: Counts,
    purchase_amount_discounted: Counts,
    review_rating_x10_before_imputation: Counts,
    previous_purchases: z.record(z.string(), Counts),
  }),
  rating_by_category_x10: z.record(z.string(), Counts),
  missing_rating: z.object({ by_category: Counts, by_item: Counts }),
  file_order: z.record(z.string(), Blocks),
  sum_of_squares: Counts,
  sum_of_products: Counts,
});

/** The published counts and sums, as they stand in marginals.json. */
export type Marginals = z.infer<typeof Marginals>;

/** One measure summed for each combination of some dimensions: the unit every table is cut into. */
export interface Fact {
  readonly dims: readonly string[];
  readonly measure: string;
  /** From `cellKey` of the dimensions' labels to the published sum; an absent cell is zero. */
  readonly cells: ReadonlyMap<string, number>;
}

const MEASURES = new Set([
  "count",
  "revenue",
  "rating_x100",
  "discounted",
  "subscribed",
  "previous_gt5",
  "amount_ge_60",
  "previous_sum",
]);

const TOTALS: Readonly<Record<string, string>> = {
  rows: "count",
  revenue: "revenue",
  rating_x100_after: "rating_x100",
  rating_x10_before: "rating_x10",
  rating_n_before: "rated",
};

/** The name of a cell: the labels of its dimensions, in the dimensions' order. */
export function cellKey(labels: readonly string[]): string {
  return labels.join(" | ");
}

/** Reads and checks the marginals next to this file. */
export function readMarginals(): Marginals {
  return Marginals.parse(
    JSON.parse(readFileSync(new URL("marginals.json", import.meta.url), "utf8")),
  );
}

/** Cuts every table of the marginals into facts. */
export function factsOf(marginals: Marginals): Fact[] {
  const { histogram } = marginals;
  const rating = marginals.rating_by_category_x10;
  const facts = [
    ...Object.entries(marginals.total).map(([key, sum]) => single(TOTALS[key] ?? key, sum)),
    ...Object.values(marginals.categorical).flatMap(fromRows),
    ...fromRows(marginals.category_item),
    ...Object.entries(marginals).flatMap(([key, table]) =>
      key.startsWith("joint_") ? fromRows(Rows.parse(table)) : [],
    ),
    ...fromRows(labelled("age", histogram.age)),
    ...fromRows(labelled("previous_purchases", histogram.previous_purchases)),
    fromCounts("purchase_amount", "count", histogram.purchase_amount),
    fromCounts("purchase_amount", "discounted", histogram.purchase_amount_discounted),
    fromCounts("review_rating_x10", "rated", histogram.review_rating_x10_before_imputation),
    fromCounts("category", "missing", marginals.missing_rating.by_category),
    fromCounts("item_purchased", "missing", marginals.missing_rating.by_item),
    {
      dims: ["category", "review_rating_x10"],
      measure: "rated",
      cells: new Map(
        Object.entries(rating).flatMap(([category, counts]) =>
          Object.entries(counts).map(([value, n]): [string, number] => [
            cellKey([category, value]),
            n,
          ]),
        ),
      ),
    },
    ...Object.entries(marginals.sum_of_squares).map(([column, sum]) =>
      single(`${column}*${column}`, sum),
    ),
    ...Object.entries(marginals.sum_of_products).map(([product, sum]) => single(product, sum)),
  ];
  return withoutRepeats(facts);
}

function single(measure: string, sum: number): Fact {
  return { dims: [], measure, cells: new Map([["", sum]]) };
}

function fromCounts(dim: string, measure: string, counts: Readonly<Record<string, number>>): Fact {
  return { dims: [dim], measure, cells: new Map(Object.entries(counts)) };
}

function labelled(
  dim: string,
  table: Readonly<Record<string, z.infer<typeof Counts>>>,
): z.infer<typeof Rows> {
  return Object.entries(table).map(([label, sums]) => ({ [dim]: label, ...sums }));
}

function fromRows(rows: z.infer<typeof Rows>): Fact[] {
  const keys = Object.keys(rows[0] ?? {});
  const dims = keys.filter((key) => !MEASURES.has(key));
  return keys
    .filter((key) => MEASURES.has(key))
    .map((measure) => ({
      dims,
      measure,
      cells: new Map(
        rows.map((row) => [cellKey(dims.map((dim) => String(row[dim]))), Number(row[measure])]),
      ),
    }));
}

// The tables overlap (an item's sums stand in two of them), and each copy would slow the search.
function withoutRepeats(facts: readonly Fact[]): Fact[] {
  const seen = new Map<string, Fact>();
  for (const fact of facts) {
    seen.set(`${fact.dims.join()}:${fact.measure}`, fact);
  }
  return [...seen.values()];
}
