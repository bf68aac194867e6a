/** A prime: in whole numbers modulo it there is no rounding, and products of two stay exact. */
const prime = 67_108_859;

/** Cells that add up to another cell, or to a total that is known where `whole` is undefined. */
export interface Equation {
  readonly whole: number | undefined;
  readonly parts: readonly number[];
}

/** More steps than these would take seconds. */
const mostSteps = 1e9;

/**
 * Which suppressed cells follow from the sums, however these are combined: those that stand alone in
 * a row once the sums are solved as linear equations.
 * @param out the suppressed cells
 */
export function recoverable(
  sums: readonly Equation[],
  out: ReadonlySet<number>,
): number[] | "too many to solve" {
  const unknowns = [...out].toSorted((a, b) => a - b);
  const place = new Map(unknowns.map((cell, index) => [cell, index]));
  const rows = sums.flatMap(({ whole, parts }) => {
    const row = new Float64Array(unknowns.length);
    const add = (cell: number, factor: number) => {
      const index = place.get(cell);
      if (index !== undefined) row[index] = ((row[index] ?? 0) + factor) % prime;
    };
    for (const part of parts) add(part, 1);
    if (whole !== undefined) add(whole, prime - 1);
    return row.some(Boolean) ? [row] : [];
  });
  if (rows.length ** 2 * unknowns.length > mostSteps) return "too many to solve";
  return reduced(rows, unknowns.length).flatMap((row) => {
    const [only, ...others] = row.reduce<number[]>(
      (found, factor, index) => (factor === 0 || found.length > 1 ? found : [...found, index]),
      [],
    );
    const cell = only === undefined || others.length > 0 ? undefined : unknowns[only];
    return cell === undefined ? [] : [cell];
  });
}

/**
 * Gauss-Jordan elimination, in place: a cell that any combination of rows isolates is isolated in
 * one row of the result.
 */
function reduced(rows: Float64Array[], columns: number): Float64Array[] {
  let rank = 0;
  for (let column = 0; column < columns && rank < rows.length; column++) {
    const found = rows.findIndex((row, index) => index >= rank && row[column] !== 0);
    if (found < 0) continue;
    [rows[rank], rows[found]] = [rows[found] as Float64Array, rows[rank] as Float64Array];
    const pivot = rows[rank] as Float64Array;
    const factor = inverse(pivot[column] ?? 1);
    for (let at = column; at < columns; at++) pivot[at] = ((pivot[at] ?? 0) * factor) % prime;
    rows.forEach((row, index) => {
      const times = row[column] ?? 0;
      if (index === rank || times === 0) return;
      for (let at = column; at < columns; at++)
        row[at] = ((row[at] ?? 0) + (prime - times) * (pivot[at] ?? 0)) % prime;
    });
    rank++;
  }
  return rows.slice(0, rank);
}

/** The multiplicative inverse, by Fermat's little theorem. */
function inverse(value: number): number {
  let result = 1;
  for (
    let power = prime - 2, base = value % prime;
    power > 0;
    power = Math.floor(power / 2), base = (base * base) % prime
  )
    if (power % 2 === 1) result = (result * base) % prime;
  return result;
}
