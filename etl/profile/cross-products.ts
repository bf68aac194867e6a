import type { Value } from "../../format/columns.ts";
import { textOf, type Ask, type Cell } from "../database.ts";
import { field, type ResultTable } from "../result-table.ts";
import { profileOf } from "./columns.ts";

/** Exact sums over n rows; what every mean, deviation and correlation here is computed from. */
export interface Moments {
  readonly n: bigint;
  readonly sum: bigint;
  readonly sumOfSquares: bigint;
}

/** Exact sums of several columns and of their products, over the rows of some source. */
export interface CrossProducts {
  readonly n: bigint;
  readonly sums: readonly bigint[];
  /** The lower triangle: product of columns i and j, for j up to i. */
  readonly products: readonly (readonly bigint[])[];
}

/** The method whose values are those that came. */
export const beforeImputation = "Pearson, before imputation";

/** Two columns and how they go together; null where one is constant. */
export type Pair = readonly [x: string, y: string, r: number | null];

/** A whole number of any size, however an engine writes it: 12n, "12" or "12.0000". */
export function exact(cell: Cell | undefined): bigint {
  const text = textOf(cell).replace(/\.0*$/, "");
  return BigInt(text === "" ? 0 : text);
}

/**
 * Cross products in one look at the rows.
 * @param source what stands after FROM: rows of whole numbers without NULL
 * @param product SQL for the exact product of columns i and j
 */
export async function crossProducts(
  ask: Ask,
  source: string,
  names: readonly string[],
  product: (i: number, j: number) => string,
): Promise<CrossProducts> {
  const triangle = names.flatMap((_, i) =>
    names.slice(0, i + 1).map((_, j) => `SUM(${product(i, j)}) AS p_${i}_${j}`),
  );
  const [row = {}] = await ask(
    `SELECT ${["COUNT(*) AS n", ...names.map((x, i) => `SUM(${x}) AS s_${i}`), ...triangle].join(", ")} FROM ${source}`,
  );
  return {
    n: exact(row["n"]),
    sums: names.map((_, i) => exact(row[`s_${i}`])),
    products: names.map((_, i) => names.slice(0, i + 1).map((_, j) => exact(row[`p_${i}_${j}`]))),
  };
}

/** The cross products of the rows of `all` that are not in `part`. */
export function without(all: CrossProducts, part: CrossProducts): CrossProducts {
  return {
    n: all.n - part.n,
    sums: all.sums.map((sum, i) => sum - (part.sums[i] ?? 0n)),
    products: all.products.map((row, i) =>
      row.map((value, j) => value - (part.products[i]?.[j] ?? 0n)),
    ),
  };
}

/**
 * Pearson's product-moment correlation of x and y over the same n rows, from exact sums; null where
 * either is constant.
 * @param products Σxy
 */
function correlation(x: Moments, y: Moments, products: bigint): number | null {
  const spreadX = x.n * x.sumOfSquares - x.sum * x.sum;
  const spreadY = y.n * y.sumOfSquares - y.sum * y.sum;
  if (spreadX === 0n || spreadY === 0n) return null;
  const value =
    Number(x.n * products - x.sum * y.sum) /
    (Math.sqrt(Number(spreadX)) * Math.sqrt(Number(spreadY)));
  return Math.max(-1, Math.min(1, value));
}

/** Pearson's correlation of every pair of columns, each once. */
export function pairsOf(cross: CrossProducts, names: readonly string[]): Pair[] {
  const moments = (i: number): Moments => ({
    n: cross.n,
    sum: cross.sums[i] ?? 0n,
    sumOfSquares: cross.products[i]?.[i] ?? 0n,
  });
  return names.flatMap((x, i) =>
    names.slice(0, i + 1).map((y, j): Pair => {
      const r = correlation(moments(i), moments(j), cross.products[i]?.[j] ?? 0n);
      // A column with itself: exactly 1, where rounding could make it less.
      return [x, y, r !== null && x === y ? 1 : r];
    }),
  );
}

/**
 * The table of correlations, by method.
 * @param known how many rows have the values of the pairs before imputation, at least
 */
export function correlationTable(
  methods: Readonly<Record<string, readonly Pair[]>>,
  known?: number,
): ResultTable {
  const rows = Object.entries(methods).flatMap(([method, pairs]) =>
    pairs.map((pair): Value[] => [method, ...pair]),
  );
  return profileOf(
    "correlations",
    [
      field("method", "text", "Method"),
      field("x", "text", "Column"),
      field("y", "text", "With"),
      field("r", "number", "Correlation"),
    ],
    rows,
    known === undefined
      ? {}
      : { r: rows.map(([method]) => (method === beforeImputation ? [known] : [])) },
  );
}
