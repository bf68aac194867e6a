import type { Model } from "../../format/manifest.ts";
import { exploreId } from "../../format/explore-id.ts";
import { totalOf, type Cube } from "./cube.ts";
import type { KnownValues } from "./link.ts";
import { isAdditive, metricOf, valueOf } from "./metric.ts";

/** A choice, in links like a dimension: those have no underscore in their keys. */
function choice(key: string, label: string, all: readonly string[], first = ""): KnownValues {
  return {
    dimension: { name: `_${key}`, key: `_${key}`, label, noun: { one: key, many: key }, names: {} },
    values: all.toSorted((a, b) => Number(b === first) - Number(a === first)),
  };
}

/**
 * What can be explored of a cube, the usual one of each first: the metrics that it gives, its
 * dimensions, and as what they are shown.
 */
export function choicesOf(cube: Cube, { metrics, dimensions, dashboard }: Model): KnownValues[] {
  const total = totalOf(cube);
  const given = metrics.flatMap((of) => (valueOf(of, total) === null ? [] : [of.name]));
  const held = dimensions.flatMap(({ name }) => (cube.dimensions.has(name) ? [name] : []));
  return [
    choice("metric", "Metric", given, dashboard.lead),
    choice("by", "Dimension", held, dashboard.headline?.by),
    choice("as", "View", ["bars", "table"]),
  ];
}

/**
 * The report with one figure: bars of a metric, sorted by it, with the number of rows beside them
 * where they show something else.
 */
export function exploredModel(model: Model, [name = "", by = ""]: readonly string[]): Model {
  const isRows = (of: Model["metrics"][number]) => isAdditive(of) && of.sum === model.sums[0]?.name;
  const metric = metricOf(model, name);
  const lead = isAdditive(metric) ? name : model.dashboard.lead;
  const title = lead === name ? ("leader" as const) : ("range" as const);
  const columns = isRows(metric) ? [] : model.metrics.filter(isRows).slice(0, 1);
  const spec = { id: exploreId, mark: "bars" as const, metric: name, by: [by], title };
  const figures = [{ ...spec, columns: columns.map((rows) => rows.name) }];
  return { ...model, dashboard: { ...model.dashboard, lead, figures } };
}
