/** Exact sums over n rows; what every mean, deviation and correlation here is computed from. */
export interface Moments {
  readonly n: bigint;
  readonly sum: bigint;
  readonly sumOfSquares: bigint;
}

/** Arithmetic mean, or null of no rows. */
export function mean({ n, sum }: Moments): number | null {
  return n === 0n ? null : Number(sum) / Number(n);
}

/**
 * Sample standard deviation, divisor n - 1 (pandas' `ddof=1`); null below two rows. The numerator
 * n*Σx² - (Σx)² is exact,
 * so nothing cancels.
 */
export function standardDeviation({ n, sum, sumOfSquares }: Moments): number | null {
  if (n < 2n) return null;
  return Math.sqrt(Number(n * sumOfSquares - sum * sum) / Number(n * (n - 1n)));
}

/**
 * Pearson's product-moment correlation of x and y over the same n rows, from exact sums; null where
 * either is constant.
 * @param products Σxy
 */
export function correlation(x: Moments, y: Moments, products: bigint): number | null {
  const spreadX = x.n * x.sumOfSquares - x.sum * x.sum;
  const spreadY = y.n * y.sumOfSquares - y.sum * y.sum;
  if (spreadX === 0n || spreadY === 0n) return null;
  const value =
    Number(x.n * products - x.sum * y.sum) /
    (Math.sqrt(Number(spreadX)) * Math.sqrt(Number(spreadY)));
  return Math.max(-1, Math.min(1, value));
}
