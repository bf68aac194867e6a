import { heatmap } from "../../charts/heatmap.ts";
import { readingOf, valueOf } from "../../model/metric.ts";
import { shownName } from "../../sentences/selection.ts";
import { short } from "../../text/numbers.ts";
import type { Draw } from "./drawing.ts";

/** A table of cells, the darker the more. */
export const drawHeatmap: Draw = ({ data: { values }, metric, dimensions, marked }) => {
  const reading = readingOf(metric);
  const rows = new Set(marked.map(({ names: [name = ""] }) => name));
  const chart = heatmap(
    marked.map(({ slice, names: [row = "", column = ""], key, faded }) => {
      const value = valueOf(metric, slice.sums);
      const label = value === null ? "–" : short(value, reading.kind);
      return { row, column, value, label, key, faded };
    }),
    [...rows],
    (values[1] ?? []).map((value) => shownName(dimensions[1], value)),
  );
  return { chart, reading };
};
