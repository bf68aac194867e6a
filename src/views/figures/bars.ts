import { bars } from "../../charts/bars.ts";
import { readingOf, valueOf } from "../../model/metric.ts";
import { leaders } from "../../sentences/titles/leaders.ts";
import { percentFine, short } from "../../text/numbers.ts";
import type { Draw } from "./drawing.ts";

/** Bars. The accent color marks what is selected or, where nothing is, those that lead alone. */
export const drawBars: Draw = ({ data: { spec }, metric, marked, restricted }) => {
  const reading = readingOf(metric);
  const top = new Set(
    spec.title === "leader"
      ? leaders(
          marked.map(({ slice }) => slice),
          metric,
        )
      : [],
  );
  const chart = bars(
    marked.map(({ slice, names: [name = ""], key, faded }) => {
      const value = valueOf(metric, slice.sums) ?? 0;
      return {
        name,
        value,
        label: reading.kind === "share" ? percentFine(value) : short(value, reading.kind),
        highlight: restricted ? !faded : value !== 0 && top.has(slice),
        key,
        faded,
      };
    }),
  );
  return { chart, reading };
};
