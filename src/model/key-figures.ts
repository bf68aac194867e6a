import { full, points, short, usd } from "../text/numbers.ts";
import { measures, type Measure, type Sums } from "./measures.ts";

/** One of the headline figures, written out. */
export interface KeyFigure {
  readonly measure: Measure;
  readonly value: string;
  readonly note: string;
}

const { customers, revenue, averagePurchase, averageRating, subscriberShare } = measures;
const shown = [customers, revenue, averagePurchase, averageRating, subscriberShare] as const;

/** A figure as the headline row has it: amounts in full, large counts in short. */
export function written(measure: Measure, sums: Sums): string {
  const value = measure.of(sums);
  if (value === null) return "–";
  return measure.kind === "usd" ? usd(value) : short(value, measure.kind);
}

/** The headline figures of everybody, each with what it is of. */
export function keyFigures(total: Sums): KeyFigure[] {
  const notes: Readonly<Record<string, string>> = {
    customers: "one purchase each",
    revenue: "all purchases",
    average_purchase: "per customer",
    average_rating: "of 5",
    subscriber_share: `${short(total.subscribers, "count")} customers`,
  };
  return shown.map((measure) => ({ measure, value: written(measure, total), note: notes[measure.name] ?? "" }));
}

/** The headline figures of a part of everybody, each with its share or its difference. */
export function partFigures(part: Sums, whole: Sums): KeyFigure[] {
  return shown.map((measure) => ({ measure, value: written(measure, part), note: (measure === customers || measure === revenue ? shareOf : difference)(measure, part, whole, "all") }));
}

/** The headline figures of A, each with its difference from B. */
export function comparedFigures(a: Sums, b: Sums): KeyFigure[] {
  return shown.map((measure) => ({ measure, value: written(measure, a), note: difference(measure, a, b, "B") }));
}

/** "31.8% of all 3,900": what a part of a sum is of the whole. */
function shareOf(measure: Measure, part: Sums, whole: Sums, name: string): string {
  const [value, of] = [measure.of(part) ?? 0, measure.of(whole) ?? 0];
  return `${of === 0 ? "–" : full(value / of, "share")} of ${name} ${written(measure, whole)}`;
}

/** "$1.20 above all customers’ $59.76": how far a ratio is from another. */
export function difference(measure: Measure, part: Sums, other: Sums, name: string): string {
  const [value, of] = [measure.of(part), measure.of(other)];
  if (value === null || of === null) return `${name} ${written(measure, other)}`;
  const write = (size: number) => (measure.kind === "share" ? points(size) : full(Math.abs(size), measure.kind));
  const gap = write(value - of);
  return gap === write(0) ? `as ${name}` : `${gap} ${value > of ? "above" : "below"} ${name} ${written(measure, other)}`;
}
