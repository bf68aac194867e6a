import { nice } from "d3-array";
import { axisX, axisY, gridY, plot, rectY, ruleX, ruleY, text } from "@observablehq/plot";
import { quiet } from "./axis.ts";
import { barColor, frame, textWidth, type Chart } from "./frame.ts";

/** One bin, from `from` (included) to `to` (excluded), and how many rows it holds. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly highlight?: boolean;
}

/** A line across a histogram, with its name at the top. */
export interface Marker {
  readonly at: number;
  readonly label: string;
}

export interface HistogramOptions {
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  readonly markers?: readonly Marker[];
  readonly height?: number;
}

/** Bins as columns from zero, with markers where something is to be shown on the axis. */
export function histogram(
  data: readonly Bin[],
  { formatX, formatY, markers = [], height = 190 }: HistogramOptions,
): Chart {
  return (canvas) => {
    const largest = Math.max(0, ...data.map(({ value }) => value));
    // The axis ends at a round number above the largest value, which may have a digit more.
    const [, niceTop] = nice(0, largest, 4);
    const [low, high] = [
      Math.min(...data.map(({ from }) => from)),
      Math.max(...data.map(({ to }) => to)),
    ];
    // The first and the last tick of the axis may stand at its very ends.
    const half = (value: number) => Math.ceil(textWidth(formatX(value)) / 2);
    const marginLeft = Math.max(30, half(low), Math.ceil(textWidth(formatY(niceTop))) + 12);
    const marginRight = Math.max(20, half(high));
    const marginTop = markers.length > 0 ? 30 : 12;
    const marginBottom = 28;
    const steps = Math.max(2, Math.min(4, Math.floor((height - marginTop - marginBottom) / 33)));
    const inner = canvas.width - marginLeft - marginRight;
    const widest = Math.max(...[low, high].map((value) => textWidth(formatX(value))));
    const ticks = Math.max(2, Math.min(8, Math.floor(inner / (widest + 28))));
    // A marker's name stays inside the picture.
    const anchor = (marker: Marker) => {
      const at = ((marker.at - low) / (high - low || 1)) * inner;
      const room = textWidth(marker.label, "bold") / 2;
      return at < room ? "start" : at > inner - room ? "end" : "middle";
    };
    return plot(
      frame(canvas, {
        height,
        marginTop,
        marginBottom,
        marginLeft,
        marginRight,
        x: { label: null },
        y: { label: null, zero: true, nice: true },
        marks: [
          gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: steps }),
          axisY({ ticks: steps, ...quiet(formatY) }),
          axisX({ ticks, ...quiet(formatX) }),
          rectY(data, { x1: "from", x2: "to", y: "value", fill: barColor, inset: 0.5 }),
          ruleY([0], { stroke: "var(--rule-strong)" }),
          ruleX(markers, { x: "at", stroke: "var(--ink)", strokeWidth: 1.5 }),
          ...(["start", "middle", "end"] as const).map((textAnchor) =>
            text(
              markers.filter((marker) => anchor(marker) === textAnchor),
              {
                x: "at",
                text: "label",
                frameAnchor: "top",
                dy: -8,
                lineAnchor: "bottom",
                textAnchor,
                fontWeight: 600,
              },
            ),
          ),
        ],
      }),
    );
  };
}
