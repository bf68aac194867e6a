/**
 * What is known of a group's values: how many, their sum and the sum of their squares, exact.
 * Everything below follows from these.
 */
export interface Sample {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** Arithmetic mean; NaN of nobody. */
export const meanOf = ({ n, sum }: Sample) => sum / n;

/** Sample variance, divisor n - 1; NaN below two. Rounding never makes it negative. */
export const varianceOf = ({ n, sum, squares }: Sample) =>
  n < 2 ? NaN : Math.max(0, squares - (sum * sum) / n) / (n - 1);

/** Several groups as one. */
export const pooled = (groups: readonly Sample[]): Sample =>
  groups.reduce(
    (all, { n, sum, squares }) => ({
      n: all.n + n,
      sum: all.sum + sum,
      squares: all.squares + squares,
    }),
    { n: 0, sum: 0, squares: 0 },
  );
