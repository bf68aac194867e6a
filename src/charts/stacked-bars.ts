import { axisY, barX, plot, text } from "@observablehq/plot";
import { frame, labelMargin, row, textWidth, type Chart } from "./frame.ts";

/** One part of one bar. */
export interface Part {
  readonly name: string;
  readonly part: string;
  readonly value: number;
  readonly label: string;
}

const fills = ["var(--bar)", "var(--accent)", "var(--third)", "var(--fourth)"] as const;

/** Horizontal bars of stacked parts; the parts are named above the first bar, in their own colour, and labelled inside. */
export function stackedBars(data: readonly Part[], parts: readonly string[]): Chart {
  return (canvas) => {
    const names = [...new Set(data.map(({ name }) => name))];
    const { margin, fit } = labelMargin(names, canvas.width, 0.32);
    const totals = names.map((name) => data.filter((part) => part.name === name).reduce((sum, { value }) => sum + value, 0));
    const largest = Math.max(0, ...totals) || 1;
    const inner = canvas.width - margin - 8;
    const stacked = names.flatMap((name) => {
      let start = 0;
      return parts.flatMap((part) =>
        data
          .filter((datum) => datum.name === name && datum.part === part)
          .map((datum) => {
            start += datum.value;
            return { ...datum, x1: start - datum.value, x2: start };
          }),
      );
    });
    const first = stacked.filter(({ name }) => name === names[0]);
    const fill = ({ part }: Part) => fills[parts.indexOf(part) % fills.length] ?? fills[0];
    return plot(
      frame(canvas, {
        height: names.length * row.height + 30,
        marginTop: 26,
        marginBottom: 4,
        marginLeft: margin,
        x: { axis: null, domain: [0, largest] },
        y: { domain: names, padding: 1 - 25 / row.height, label: null },
        marks: [
          axisY({ tickSize: 0, tickPadding: 8, tickFormat: (name: string) => fit(name), label: null }),
          barX(stacked, { x1: "x1", x2: "x2", y: "name", fill, insetRight: 1 }),
          text(stacked.filter(({ value, label }) => (value / largest) * inner > textWidth(label) + 6), {
            x: (d: (typeof stacked)[number]) => (d.x1 + d.x2) / 2,
            y: "name",
            text: "label",
            fill: "var(--on-mark)",
            fontWeight: 600,
          }),
          text(first, { x: "x1", text: "part", frameAnchor: "top", dy: -10, dx: 1, textAnchor: "start", lineAnchor: "bottom", fontWeight: 600, fill: (d: Part) => (parts.indexOf(d.part) === 1 ? "var(--accent)" : "var(--bar-text)") }),
        ],
      }),
    );
  };
}
