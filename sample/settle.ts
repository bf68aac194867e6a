import type { Table } from "./ledger.ts";

// Up to four exchanges and what was open at first: no digit of a packed sum outgrows five spans
// on either side, which is what keeps the packing unambiguous.
const SPANS_PER_DIGIT = 10;

interface Digit {
  readonly unit: number;
  readonly span: number;
}

/**
 * Looks for up to four exchanges of neighbouring rows that together cancel what the order still
 * lacks, makes them, and returns whether it found them.
 *
 * A search by single exchanges all but never hits five exact sums at once. So the differences an
 * exchange makes are packed into one number, the digits of which are the five sums: then sums of
 * packed numbers are packed sums, and two exchanges from either half of the file meet in a map
 * of all the sums of two.
 */
export function settle(table: Table, order: Int32Array, blocks: readonly Int32Array[]): boolean {
  const width = table.measures.length;
  const weights = (row: number): Float64Array => {
    const start = (order[row] ?? 0) * width;
    return table.codeWeights.subarray(start, start + width);
  };
  const digits = table.measures.map((name, measure) => digitOf(table, name, measure));
  const open = table.targets.map((target) => -target);
  for (const row of order.keys()) {
    weights(row).forEach(
      (weight, measure) => (open[measure] = (open[measure] ?? 0) + (row + 1) * weight),
    );
  }
  if (digits.some(({ unit, span }, measure) => Math.abs(open[measure] ?? 0) > unit * span)) {
    return false;
  }
  const pairs = blocks.flatMap((block) =>
    [...block].filter((_, index) => index % 2 === 0 && index + 1 < block.length),
  );
  const moves = pairs.map((row) => {
    const after = weights(row + 1);
    return pack(
      weights(row).map((weight, measure) => weight - (after[measure] ?? 0)),
      digits,
    );
  });
  const found = meet(moves, -pack(open, digits));
  for (const index of found ?? []) {
    const row = pairs[index] ?? 0;
    [order[row], order[row + 1]] = [order[row + 1] ?? 0, order[row] ?? 0];
  }
  return found !== undefined;
}

function digitOf(table: Table, name: string, measure: number): Digit {
  const unit = name.endsWith("r100") ? 10 : 1;
  const values = table.codeWeights.filter((_, index) => index % table.measures.length === measure);
  const most = values.reduce((a, b) => Math.max(a, b));
  const least = values.reduce((a, b) => Math.min(a, b));
  return { unit, span: (most - least) / unit };
}

function pack(values: Float64Array, digits: readonly Digit[]): number {
  return digits.reduce(
    (packed, { unit, span }, measure) =>
      packed * (SPANS_PER_DIGIT * span + 1) + (values[measure] ?? 0) / unit,
    0,
  );
}

// Two moves of the first half and two of the second that sum to the target, by their indexes.
function meet(moves: readonly number[], target: number): number[] | undefined {
  const half = Math.floor(moves.length / 2);
  const sums = new Map<number, number>();
  for (let one = 0; one < half; one += 1) {
    for (let two = one + 1; two < half; two += 1) {
      sums.set((moves[one] ?? 0) + (moves[two] ?? 0), one * moves.length + two);
    }
  }
  for (let one = half; one < moves.length; one += 1) {
    for (let two = one + 1; two < moves.length; two += 1) {
      const partner = sums.get(target - (moves[one] ?? 0) - (moves[two] ?? 0));
      if (partner !== undefined) {
        return [Math.floor(partner / moves.length), partner % moves.length, one, two];
      }
    }
  }
  return undefined;
}
