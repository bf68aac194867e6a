/**
 * Plain restatements of the statistics that the ETL computes in SQL and exact sums: textbook
 * formulas over whole arrays, so
 * that the two can only agree if both are right.
 */

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** The quantile `q` by linear interpolation between neighbours (pandas, numpy, R type 7). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = ascending(values);
  const position = (sorted.length - 1) * q;
  const low = sorted[Math.floor(position)] ?? NaN;
  const high = sorted[Math.ceil(position)] ?? NaN;
  return low + (position - Math.floor(position)) * (high - low);
}

/**
 * pandas' `qcut(values, 4, duplicates="drop")`: of each value the number of its right-closed bin
 * among the distinct edges.
 */
export function qcut(values: readonly number[]): number[] {
  const edges = [...new Set([0, 0.25, 0.5, 0.75, 1].map((q) => quantile(values, q)))];
  return values.map((value) => Math.max(0, edges.findIndex((edge) => value <= edge) - 1));
}

/** Arithmetic mean. */
export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sample standard deviation, divisor n - 1. */
export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1),
  );
}

/** Pearson's correlation from centred values. */
export function pearson(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const products = xs.reduce((sum, x, i) => sum + (x - mx) * ((ys[i] ?? NaN) - my), 0);
  const spread = (values: readonly number[], centre: number) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0));
  return products / (spread(xs, mx) * spread(ys, my));
}

/** Ranks from 1, equal values sharing the mean of theirs. */
export function averageRanks(values: readonly number[]): number[] {
  return values.map(
    (value) =>
      values.filter((other) => other < value).length +
      (values.filter((other) => other === value).length + 1) / 2,
  );
}

/** Spearman's correlation: Pearson's of the average ranks. */
export const spearman = (xs: readonly number[], ys: readonly number[]) =>
  pearson(averageRanks(xs), averageRanks(ys));
