import { columnsFrom, type Columns, type Value } from "../../format/columns.ts";
import { fieldOf, type Field } from "../../format/fields.ts";
import type { Model } from "../../format/manifest.ts";
import type { Metric } from "../../format/report.ts";
import type { FigureSlices, Slice } from "./dashboard.ts";
import { isAdditive, metricOf, valueOf } from "./metric.ts";

function metricField(metric: Metric): Field {
  const { name, label, unit, scale, kind } = metric;
  // Exact sums are stored with the usual decimals, counts with none.
  const own = scale === 2 || kind === "count" ? undefined : scale;
  const decimals = isAdditive(metric) ? own : metric.decimals;
  return { ...fieldOf(typeOf(metric), name, label, unit), decimals };
}

function typeOf(metric: Metric): Field["type"] {
  if (metric.kind === "share") return "share";
  if (!isAdditive(metric)) return "number";
  if (metric.kind === "money") return "money";
  if (metric.kind === "fixed") return "decimal";
  // A sum of whole numbers counts no rows.
  return metric.column === undefined ? "count" : "integer";
}

/** A metric as its column holds it: exact sums as they are stored. */
const stored = (metric: Metric, { sums }: Slice): Value =>
  isAdditive(metric) ? (sums[metric.sum] ?? null) : valueOf(metric, sums);

/**
 * A figure's table: a column of each dimension, its metric, and the further ones that it names.
 * @param nameOf what readers call a value, by the place of its dimension
 */
export function figureTable(
  { spec }: Pick<FigureSlices, "spec">,
  slices: readonly Slice[],
  model: Model,
  nameOf: (value: string, place: number) => string,
): Columns {
  const metrics = [spec.metric, ...spec.columns].map((name) => metricOf(model, name));
  const labelOf = (dimension: string) =>
    model.dimensions.find(({ name }) => name === dimension)?.label ?? dimension;
  const texts = spec.by.map((dimension, place) =>
    fieldOf("text", place === 0 ? "name" : "other", labelOf(dimension)),
  );
  return columnsFrom(
    [...texts, ...metrics.map(metricField)],
    slices.map((slice) => [
      ...slice.keys.map(nameOf),
      ...metrics.map((metric) => stored(metric, slice)),
    ]),
  );
}
