import type { Model } from "../../../format/manifest.ts";
import type { Dimension, Metric } from "../../../format/report.ts";
import type { FigureSlices, Slice } from "../../model/dashboard.ts";
import { kindOfMetric } from "../../model/metric.ts";
import { full, short } from "../../text/numbers.ts";
import { inSentence } from "../../text/words.ts";
import { shownName } from "../selection.ts";

/** What a title is written from. */
export interface Titled {
  readonly data: FigureSlices;
  readonly model: Model;
  readonly metric: Metric;
  readonly dimensions: readonly Dimension[];
}

/** A template of titles: a finding in a few words that never says more than the figures do. */
export type Title = (titled: Titled) => string;

/** A slice's name by the dimension at a place. */
export const nameOf = ({ keys }: Slice, { dimensions }: Titled, place = 0) =>
  shownName(dimensions[place], keys[place] ?? "");

/** A figure with what it counts: "$104k", "1,737 purchases". */
export function withLabel(value: number, metric: Metric): string {
  const kind = kindOfMetric(metric);
  if (kind.startsWith("money:")) return short(value, kind);
  const label = inSentence(metric.label);
  // One of them is not "1 purchases".
  return `${full(value, kind)} ${value === 1 && metric.kind === "count" ? label.replace(/s$/, "") : label}`;
}

/** What is said where there is nothing to show. */
export const nothing = ({ metric }: Pick<Titled, "metric">) => `No ${inSentence(metric.label)}`;
