import { axisX, axisY, gridY, plot, rectY, ruleX, ruleY, text } from "@observablehq/plot";
import { frame, type Chart } from "./frame.ts";

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
export function histogram(data: readonly Bin[], { formatX, formatY, markers = [], height = 190 }: HistogramOptions): Chart {
  return (canvas) => {
    const small = canvas.width < 480;
    return plot(
      frame(canvas, {
        height,
        marginTop: markers.length > 0 ? 30 : 12,
        marginBottom: 28,
        marginLeft: 44,
        marginRight: 14,
        x: { label: null },
        y: { label: null, zero: true, nice: true },
        marks: [
          gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
          axisY({ ticks: 4, tickSize: 0, tickFormat: formatY, label: null, fill: "var(--muted)" }),
          axisX({ ticks: small ? 4 : 8, tickSize: 0, tickFormat: formatX, label: null, fill: "var(--muted)" }),
          rectY(data, { x1: "from", x2: "to", y: "value", fill: (d: Bin) => (d.highlight ? "var(--accent)" : "var(--bar)"), inset: 0.5 }),
          ruleY([0], { stroke: "var(--rule-strong)" }),
          ruleX(markers, { x: "at", stroke: "var(--ink)", strokeWidth: 1.5 }),
          text(markers, { x: "at", text: "label", frameAnchor: "top", dy: -8, lineAnchor: "bottom", fontWeight: 600 }),
        ],
      }),
    );
  };
}
