import { axisX, dot, link, plot, rect, ruleX } from "@observablehq/plot";
import { ticks } from "d3-array";
import { fittingTicks, quiet } from "./axis.ts";
import type { Interval } from "../statistics/means.ts";
import { frame, textWidth, type Chart } from "./frame.ts";

/**
 * An effect with its interval, on an axis with zero on it; where a difference that matters is
 * named, what is short of it is shaded.
 */
export function interval(
  { estimate, low, high }: Interval,
  format: (value: number) => string,
  matters?: number,
): Chart {
  return (canvas) => {
    const reach = Math.max(Math.abs(low), Math.abs(high), matters ?? 0) * 1.15 || 1;
    const domain: [number, number] = [-reach, reach];
    const widest = Math.max(...ticks(-reach, reach, 6).map((value) => textWidth(format(value))));
    // Half of the outermost tick's text may stand beyond the axis.
    const margin = Math.ceil(widest / 2) + 6;
    const shown = fittingTicks(-reach, reach, canvas.width - 2 * margin, format);
    return plot(
      frame(canvas, {
        height: 74,
        marginTop: 8,
        marginBottom: 30,
        marginLeft: margin,
        marginRight: margin,
        x: { domain, label: null },
        y: { axis: null, domain: [0, 1] },
        marks: [
          matters === undefined
            ? null
            : rect([{ from: -matters, to: matters }], {
                x1: "from",
                x2: "to",
                y1: 0,
                y2: 1,
                fill: "var(--raised)",
              }),
          axisX({ ticks: shown, ...quiet(format) }),
          ruleX([0], { stroke: "var(--rule-strong)" }),
          link([{ low, high }], {
            x1: "low",
            x2: "high",
            y1: 0.5,
            y2: 0.5,
            stroke: "var(--accent)",
            strokeWidth: 3,
          }),
          dot([{ estimate }], { x: "estimate", y: 0.5, r: 6, fill: "var(--accent)" }),
        ],
      }),
    );
  };
}
