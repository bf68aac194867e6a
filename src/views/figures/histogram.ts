import { columns } from "../../charts/columns.ts";
import { readingOf, valueOf } from "../../model/metric.ts";
import { leaders } from "../../sentences/titles/leaders.ts";
import { short } from "../../text/numbers.ts";
import type { Draw } from "./drawing.ts";

/** Columns of ordered groups. The accent marks what is selected, or the group that leads. */
export const drawHistogram: Draw = ({ data: { all }, metric, marked, restricted }) => {
  const reading = readingOf(metric);
  const top = new Set(leaders(all, metric));
  const chart = columns(
    marked.map(({ slice, names: [name = ""], key, faded }) => {
      const value = valueOf(metric, slice.sums) ?? 0;
      return {
        name,
        value,
        label: short(value, reading.kind),
        highlight: restricted ? !faded : value !== 0 && top.has(slice),
        key,
        faded,
      };
    }),
  );
  return { chart, reading };
};
