import { groupedBars } from "../../charts/grouped-bars.ts";
import { readingOf, valueOf } from "../../model/metric.ts";
import { leaders } from "../../sentences/titles/leaders.ts";
import { short } from "../../text/numbers.ts";
import type { Draw } from "./drawing.ts";

/** The first few of each group. The accent marks what is selected, or what leads in all groups. */
export const drawGrouped: Draw = ({ data: { all }, metric, marked, restricted }) => {
  const reading = readingOf(metric);
  const top = new Set(leaders(all, metric));
  const chart = groupedBars(
    marked.map(({ slice, names: [name = "", group = ""], key, faded }) => {
      const value = valueOf(metric, slice.sums) ?? 0;
      return {
        name,
        group,
        value,
        label: short(value, reading.kind),
        highlight: restricted ? !faded : top.has(slice),
        key,
        faded,
      };
    }),
  );
  return { chart, reading };
};
