import { axisX, axisY, dot, gridX, plot, text } from "@observablehq/plot";
import { roundAxis, tickRoom } from "./axis.ts";
import { frame, row, textWidth, type Chart } from "./frame.ts";
import { labelMargin } from "./labels.ts";
import type { Bar } from "./bars.ts";

/**
 * Dots on an axis that covers the values instead of starting at zero: for averages, whose
 * differences matter and whose
 * lengths mean nothing.
 * @param format writes the axis' ticks
 */
export function dots(data: readonly Bar[], format: (value: number) => string): Chart {
  // Two rows may have the same name, so bars stand by position.
  const position = (_: Bar, index: number) => index;
  return (canvas) => {
    const { margin, fit } = labelMargin(
      data.map(({ name }) => name),
      canvas.width,
    );
    const values = data.map(({ value }) => value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low || Math.abs(high) || 1) * 0.25;
    const ends = tickRoom(low - room, high + room, format);
    const marginRight = Math.ceil(
      Math.max(ends, ...data.map(({ label }) => textWidth(label, "bold") + 16)),
    );
    const marginLeft = Math.max(margin, ends);
    const axis = roundAxis(
      low - room,
      high + room,
      canvas.width - marginLeft - marginRight,
      format,
    );
    return plot(
      frame(canvas, {
        height: data.length * row.height + 40,
        marginTop: 4,
        marginBottom: 32,
        marginLeft,
        marginRight,
        x: { domain: axis.domain, label: null },
        y: {
          domain: data.map((_, index) => index),
          padding: 1 - row.bar / row.height,
          label: null,
          type: "point",
        },
        marks: [
          gridX({ stroke: "var(--rule)", strokeOpacity: 1, ticks: axis.shown }),
          axisX({
            ticks: axis.shown,
            tickSize: 0,
            tickFormat: format,
            label: null,
            fill: "var(--muted)",
          }),
          axisY({
            tickSize: 0,
            tickPadding: 8,
            tickFormat: (index: number) => fit(data[index]?.name ?? ""),
            label: null,
          }),
          dot(data, {
            x: "value",
            y: position,
            r: 6,
            fill: (d: Bar) => (d.highlight ? "var(--accent)" : "var(--bar)"),
          }),
          text(data, {
            x: "value",
            y: position,
            text: "label",
            dx: 11,
            textAnchor: "start",
            fontWeight: 600,
          }),
        ],
      }),
    );
  };
}
