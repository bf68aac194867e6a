import { groupedBars } from "../../charts/grouped-bars.ts";
import { readingOf } from "../../model/metric.ts";
import { leaders } from "../../sentences/titles/leaders.ts";
import { barsOf, type Draw } from "./drawing.ts";

/** The first few of each group. The accent marks what is selected, or what leads in all groups. */
export const drawGrouped: Draw = (drawing) => {
  const top = new Set(leaders(drawing.data.all, drawing.metric));
  const bars = barsOf(drawing, (slice) => top.has(slice));
  const chart = groupedBars(bars.map((bar) => ({ ...bar, group: bar.names[1] ?? "" })));
  return { chart, reading: readingOf(drawing.metric) };
};
