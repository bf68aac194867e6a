import { bars } from "../../charts/bars.ts";
import { metricOf, readingOf, valueOf, type Sums } from "../../model/metric.ts";
import { leaders } from "../../sentences/titles/leaders.ts";
import { short } from "../../text/numbers.ts";
import { barsOf, beside, type Draw } from "./drawing.ts";

/** Bars, with further metrics in columns beside them. Those that lead alone are in the accent color. */
export const drawBars: Draw = (drawing) => {
  const { data, model, metric, marked, others } = drawing;
  const reading = readingOf(metric);
  const slices = marked.map(({ slice }) => slice);
  const top = new Set(data.spec.title === "leader" ? leaders(slices, metric) : []);
  const columns = data.spec.columns.map((name) => readingOf(metricOf(model, name)));
  const cellsOf = (sums: Sums) =>
    columns.map(({ kind, of }) => {
      const value = of(sums);
      return value === null ? "–" : short(value, kind);
    });
  const drawn = barsOf(drawing, (slice, value) => value !== 0 && top.has(slice));
  const all = drawn.map(({ slice, ...bar }) => ({ ...bar, cells: cellsOf(slice.sums) }));
  const value = others ? (valueOf(metric, others.sums) ?? 0) : 0;
  const rest = others
    ? [
        {
          name: others.name,
          value,
          label: beside(value, reading.kind),
          cells: cellsOf(others.sums),
        },
      ]
    : [];
  return {
    chart: bars(
      [...all, ...rest],
      columns.map(({ label }) => label),
    ),
    reading,
  };
};
