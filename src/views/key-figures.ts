import { asWritten, full, points, short, usd, type NumberKind } from "../text/numbers.ts";
import { measures, type Measure, type Sums } from "../model/measures.ts";

/** One of the headline figures, written out. */
export interface KeyFigure {
  readonly measure: Measure;
  readonly value: string;
  readonly note: string;
}

const { customers, revenue, averagePurchase, averageRating, subscriberShare } = measures;
/** The note of a figure that is suppressed. */
const tooFew = "hidden to protect privacy";
const shown = [customers, revenue, averagePurchase, averageRating, subscriberShare] as const;

/** A figure as the headline row has it: amounts in full, large counts in short. */
export const written = (measure: Measure, sums: Sums): string =>
  inRow(measure.kind, measure.of(sums));

function inRow(kind: NumberKind, value: number | null): string {
  if (value === null) return "–";
  return kind === "usd" ? usd(value) : short(value, kind);
}

/** The headline figures of everybody, each with what it is of. */
export function keyFigures(total: Sums): KeyFigure[] {
  const notes: Readonly<Record<string, string>> = {
    customers: "one purchase each",
    revenue: "all purchases",
    average_purchase: "per customer",
    average_rating: "of 5",
    subscriber_share: Number.isNaN(total.subscribers)
      ? tooFew
      : `${short(total.subscribers, "count")} customers`,
  };
  return shown.map((measure) => ({
    measure,
    value: written(measure, total),
    note: notes[measure.name] ?? "",
  }));
}

/** The headline figures of a part of everybody, each with its share or its difference. */
export function partFigures(part: Sums, whole: Sums): KeyFigure[] {
  return shown.map((measure) => ({
    measure,
    value: written(measure, part),
    note: (measure === customers || measure === revenue ? shareOf : difference)(
      measure,
      part,
      whole,
      "all",
    ),
  }));
}

/** The headline figures of A, each with its difference from B. */
export function comparedFigures(a: Sums, b: Sums): KeyFigure[] {
  return shown.map((measure) => ({
    measure,
    value: written(measure, a),
    note: difference(measure, a, b, "B"),
  }));
}

/** "31.8% of all 3,900": what a part of a sum is of the whole. */
function shareOf(measure: Measure, part: Sums, whole: Sums, name: string): string {
  const [value, of] = [measure.of(part) ?? 0, measure.of(whole) ?? 0];
  return `${of === 0 ? "–" : full(value / of, "share")} of ${name} ${written(measure, whole)}`;
}

/**
 * "$1.20 above all $59.76": how far a ratio is from another, amounts and ratings as both are
 * written.
 */
export function difference(
  { kind, of: valueOf }: Measure,
  part: Sums,
  other: Sums,
  name: string,
): string {
  const [value, of] = [valueOf(part), valueOf(other)];
  if (value === null && part.customers > 0) return tooFew;
  if (value === null || of === null) return `${name} ${inRow(kind, of)}`;
  const gap = kind === "share" ? value - of : asWritten(value, kind) - asWritten(of, kind);
  if (asWritten(gap, kind) === 0) return `as ${name}`;
  const size = kind === "share" ? points(gap) : full(asWritten(Math.abs(gap), kind), kind);
  return `${size} ${gap > 0 ? "above" : "below"} ${name} ${inRow(kind, of)}`;
}
