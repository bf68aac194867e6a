import { axisX, axisY, gridY, plot, rectY, ruleX, ruleY, text } from "@observablehq/plot";
import { frame, textWidth, type Chart } from "./frame.ts";

const marginRight = 14;

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
    const largest = Math.max(0, ...data.map(({ value }) => value));
    const [low, high] = [Math.min(...data.map(({ from }) => from)), Math.max(...data.map(({ to }) => to))];
    const marginLeft = Math.max(30, Math.ceil(textWidth(formatY(largest))) + 12);
    const inner = canvas.width - marginLeft - marginRight;
    const ticks = Math.max(2, Math.min(8, Math.floor(inner / (textWidth(formatX(high)) + 28))));
    // A marker's name stays inside the picture.
    const anchor = (marker: Marker) => {
      const at = ((marker.at - low) / (high - low || 1)) * inner;
      const half = textWidth(marker.label, "bold") / 2;
      return at < half ? "start" : at > inner - half ? "end" : "middle";
    };
    return plot(
      frame(canvas, {
        height,
        marginTop: markers.length > 0 ? 30 : 12,
        marginBottom: 28,
        marginLeft,
        marginRight,
        x: { label: null },
        y: { label: null, zero: true, nice: true },
        marks: [
          gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
          axisY({ ticks: 4, tickSize: 0, tickFormat: formatY, label: null, fill: "var(--muted)" }),
          axisX({ ticks, tickSize: 0, tickFormat: formatX, label: null, fill: "var(--muted)" }),
          rectY(data, { x1: "from", x2: "to", y: "value", fill: (d: Bin) => (d.highlight ? "var(--accent)" : "var(--bar)"), inset: 0.5 }),
          ruleY([0], { stroke: "var(--rule-strong)" }),
          ruleX(markers, { x: "at", stroke: "var(--ink)", strokeWidth: 1.5 }),
          ...(["start", "middle", "end"] as const).map((textAnchor) =>
            text(markers.filter((marker) => anchor(marker) === textAnchor), { x: "at", text: "label", frameAnchor: "top", dy: -8, lineAnchor: "bottom", textAnchor, fontWeight: 600 }),
          ),
        ],
      }),
    );
  };
}
