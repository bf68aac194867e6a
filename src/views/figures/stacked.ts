import { bars } from "../../charts/bars.ts";
import { stackedBars } from "../../charts/stacked-bars.ts";
import { readingOf, valueOf } from "../../model/metric.ts";
import { shownName } from "../../sentences/selection.ts";
import { short } from "../../text/numbers.ts";
import type { Draw } from "./drawing.ts";

/** Bars of stacked parts. */
export const drawStacked: Draw = ({ data: { values }, metric, dimensions, marked }) => {
  const reading = readingOf(metric);
  const parts = marked.map(({ slice, names: [name = "", part = ""], key, faded }) => {
    const value = valueOf(metric, slice.sums) ?? 0;
    return { name, part, value, label: short(value, reading.kind), key, faded };
  });
  // Negative parts would be hidden under positive ones.
  const chart = parts.some(({ value }) => value < 0)
    ? bars(parts.map(({ part, ...bar }) => ({ ...bar, name: `${bar.name}, ${part}` })))
    : stackedBars(
        parts,
        (values[1] ?? []).map((value) => shownName(dimensions[1], value)),
        (value) => short(value, reading.kind),
      );
  return { chart, reading };
};
