import type { Model } from "../../format/manifest.ts";
import type { Metric } from "../../format/report.ts";
import { isAdditive, kindOfMetric, metricOf, rowsIn, valueOf, type Sums } from "../model/metric.ts";
import { asWritten, full, isMoney, points, short, type NumberKind } from "../text/numbers.ts";

/** One of the headline figures, written out. */
export interface KeyFigure {
  readonly metric: Metric;
  readonly value: string;
  readonly note: string;
}

/** The note of a figure that is suppressed. */
const tooFew = "hidden to protect privacy";

/** A figure as the headline row has it: amounts in full, large counts in short. */
export const written = (metric: Metric, sums: Sums): string =>
  inRow(kindOfMetric(metric), valueOf(metric, sums));

function inRow(kind: NumberKind, value: number | null): string {
  if (value === null) return "–";
  // A long amount may break after its currency.
  return isMoney(kind) ? full(value, kind).replace("\u00a0", " ") : short(value, kind);
}

/** Whether a figure is set smaller on a narrow screen, so that it fits. */
export const isLong = (value: string): boolean => value.length > 10;

/** The headline figures of some rows, each with its note. */
const figuresWith = (sums: Sums, model: Model, note: (metric: Metric) => string): KeyFigure[] =>
  model.dashboard.kpis
    .map((name) => metricOf(model, name))
    .map((metric) => ({ metric, value: written(metric, sums), note: note(metric) }));

/** The headline figures of everybody, each with what it is of. */
export const keyFigures = (total: Sums, model: Model): KeyFigure[] =>
  figuresWith(total, model, (metric) => noteOf(metric, total, model));

function noteOf(metric: Metric, total: Sums, { row }: Model): string {
  const { kind, sum, note, unit, values } = metric;
  const hits = total[sum] ?? NaN;
  if (values !== undefined && Number.isNaN(hits)) return tooFew;
  const usual = kind === "fixed" ? unit : "";
  const own = values === undefined ? usual : `${short(hits, "count")} ${row.many}`;
  return [note ?? own, targetOf(metric, valueOf(metric, total))].filter(Boolean).join("; ");
}

/** "93.2% of target $250,000" of a sum, "$0.24 below target $60" of a ratio; empty without a target. */
function targetOf(metric: Metric, value: number | null): string {
  const { target } = metric;
  if (target === undefined || value === null) return "";
  const kind = kindOfMetric(metric);
  return isAdditive(metric)
    ? `${full(value / target, "share")} of target ${inRow(kind, target)}`
    : gapBetween(value, target, kind, "target");
}

/** The headline figures of a part of everybody, each with its share or its difference. */
export const partFigures = (part: Sums, whole: Sums, model: Model): KeyFigure[] =>
  figuresWith(part, model, (metric) =>
    isAdditive(metric)
      ? shareOf(metric, part, whole, "all")
      : difference(metric, part, whole, "all", model),
  );

/** The headline figures of A, each with its difference from B. */
export const comparedFigures = (a: Sums, b: Sums, model: Model): KeyFigure[] =>
  figuresWith(a, model, (metric) => difference(metric, a, b, "B", model));

/** "31.8% of all 3,900": what a part of a sum is of the whole; of what is below zero there are none. */
function shareOf(metric: Metric, part: Sums, whole: Sums, name: string): string {
  const [value, of] = [valueOf(metric, part) ?? 0, valueOf(metric, whole) ?? 0];
  if (value < 0 || value > of) return `${name} ${written(metric, whole)}`;
  return `${of === 0 ? "–" : full(value / of, "share")} of ${name} ${written(metric, whole)}`;
}

/**
 * "$1.20 above all $59.76": how far a figure is from another, amounts and ratings as both are
 * written.
 */
export function difference(
  metric: Metric,
  part: Sums,
  other: Sums,
  name: string,
  model: Pick<Model, "sums">,
): string {
  const kind = kindOfMetric(metric);
  const [value, of] = [valueOf(metric, part), valueOf(metric, other)];
  if (value === null && rowsIn(model, part) > 0) return tooFew;
  if (value === null || of === null) return `${name} ${inRow(kind, of)}`;
  return gapBetween(value, of, kind, name);
}

function gapBetween(value: number, of: number, kind: NumberKind, name: string): string {
  const gap = kind === "share" ? value - of : asWritten(value, kind) - asWritten(of, kind);
  if (asWritten(gap, kind) === 0) return `as ${name}`;
  const size = kind === "share" ? points(gap) : full(asWritten(Math.abs(gap), kind), kind);
  return `${size} ${gap > 0 ? "above" : "below"} ${name} ${inRow(kind, of)}`;
}
