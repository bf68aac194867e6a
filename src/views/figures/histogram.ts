import { columns } from "../../charts/columns.ts";
import { readingOf } from "../../model/metric.ts";
import { leaders } from "../../sentences/titles/leaders.ts";
import { barsOf, type Draw } from "./drawing.ts";

/** Columns of ordered groups. The accent marks what is selected, or the group that leads. */
export const drawHistogram: Draw = (drawing) => {
  const top = new Set(leaders(drawing.data.all, drawing.metric));
  const chart = columns(barsOf(drawing, (slice, value) => value !== 0 && top.has(slice)));
  return { chart, reading: readingOf(drawing.metric) };
};
