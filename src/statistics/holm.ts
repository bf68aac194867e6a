/**
 * Holm's correction: p-values as they count where several claims are tested at once, in the order
 * given; NaN stays.
 * Source: Holm (1979), "A simple sequentially rejective multiple test procedure", Scand. J. Stat.
 * 6.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps
    .map((p, index) => ({ p, index }))
    .filter(({ p }) => !Number.isNaN(p))
    .toSorted((a, b) => a.p - b.p);
  const corrected = [...ps];
  let largest = 0;
  order.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (order.length - rank)));
    corrected[index] = largest;
  });
  return corrected;
}
