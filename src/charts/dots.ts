import { dot, text } from "@observablehq/plot";
import { barColor, textWidth, type Chart } from "./frame.ts";
import type { Bar } from "./bars.ts";
import { rowsOnAxis } from "./rows.ts";

/**
 * Dots on an axis that covers the values instead of starting at zero: for averages, whose
 * differences matter and whose lengths mean nothing.
 * @param format writes the axis' ticks
 */
export function dots(data: readonly Bar[], format: (value: number) => string): Chart {
  const values = data.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.25;
  const at = { x: "value", y: (_: Bar, index: number) => index } as const;
  return rowsOnAxis(
    data.map(({ name }) => name),
    {
      covered: [low - room, high + room],
      format,
      top: 4,
      right: Math.ceil(Math.max(...data.map(({ label }) => textWidth(label, "bold") + 16))),
      marks: () => [
        dot(data, { ...at, r: 6, fill: barColor }),
        text(data, { ...at, text: "label", dx: 11, textAnchor: "start", fontWeight: 600 }),
      ],
    },
  );
}
