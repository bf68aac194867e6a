import type { Model } from "../../format/manifest.ts";
import type { Metric } from "../../format/report.ts";
import type { NumberKind } from "../text/numbers.ts";

/** Additive sums over any set of rows, as stored, by name. A suppressed sum is NaN. */
export type Sums = Readonly<Record<string, number>>;

/** The sums of no rows. */
export const nobody = ({ sums }: Pick<Model, "sums">): Sums =>
  Object.fromEntries(sums.map(({ name }) => [name, 0]));

/** How many rows some sums are of. */
export const rowsIn = ({ sums: [first] }: Pick<Model, "sums">, sums: Sums): number =>
  sums[first?.name ?? ""] ?? 0;

/** A figure that is read from sums, and so is right for any selection. */
export interface Reading {
  readonly label: string;
  readonly kind: NumberKind;
  /** In the reader's unit; null of no rows, and where a sum is suppressed. */
  readonly of: (sums: Sums) => number | null;
}

/** How a metric is written. */
export function kindOfMetric({
  kind,
  unit,
  decimals,
}: Pick<Metric, "kind" | "unit" | "decimals">): NumberKind {
  const digits = decimals === undefined ? ("" as const) : (`:${decimals}` as const);
  if (kind === "money") return `money:${unit}${digits}`;
  return kind === "fixed" ? `fixed${digits}` : kind;
}

/** A metric's figure, in the reader's unit; null of no rows, and where a sum is suppressed. */
export function valueOf({ sum, per, scale }: Metric, sums: Sums): number | null {
  const total = sums[sum] ?? NaN;
  if (Number.isNaN(total)) return null;
  const units = scale === 0 ? total : total / 10 ** scale;
  if (per === undefined) return units;
  const divisor = sums[per] ?? NaN;
  return divisor === 0 || Number.isNaN(divisor) ? null : units / divisor;
}

/** Whether what some sums come to is parts of a whole: with one below zero there are no shares. */
export const areParts = (metric: Metric, some: readonly { readonly sums: Sums }[]): boolean =>
  some.every(({ sums }) => (valueOf(metric, sums) ?? 0) >= 0);

/** A metric as a reading. */
export const readingOf = (metric: Metric): Reading => ({
  label: metric.label,
  kind: kindOfMetric(metric),
  of: (sums) => valueOf(metric, sums),
});

/** Whether a metric adds up over groups. */
export const isAdditive = ({ per }: Metric): boolean => per === undefined;

/**
 * A metric of the report.
 * @throws Error for a name that the manifest does not have
 */
export function metricOf({ metrics }: Pick<Model, "metrics">, name: string): Metric {
  const found = metrics.find((metric) => metric.name === name);
  if (!found) throw new Error(`The report has no metric "${name}".`);
  return found;
}

/** The metric by which values are sorted. */
export const leadOf = (model: Model): Metric => metricOf(model, model.dashboard.lead);
