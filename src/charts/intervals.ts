import { dot, link, rect, ruleX, text } from "@observablehq/plot";
import type { Interval } from "../statistics/means.ts";
import { barColor, type Chart } from "./frame.ts";
import { rowsOnAxis } from "./rows.ts";

/**
 * A row of the picture: an estimate with its interval, in the axis' unit; a row whose interval is
 * not known has its dot alone.
 */
export interface IntervalRow extends Interval {
  readonly name: string;
  readonly highlight?: boolean;
}

export interface IntervalsOptions {
  /** Writes the axis' ticks. */
  readonly format: (value: number) => string;
  /** What all rows are set against: zero, the mean of all. */
  readonly reference?: { readonly at: number; readonly label: string };
  /** Up to where an effect is next to nothing; shaded from zero. */
  readonly negligible?: number;
}

/**
 * Estimates with their 95% intervals below each other, in the order given, on an axis that covers
 * them.
 */
export function intervals(
  data: readonly IntervalRow[],
  { format, reference, negligible }: IntervalsOptions,
): Chart {
  const ends = data.flatMap(({ estimate, low, high }) =>
    [estimate, low, high].filter(Number.isFinite),
  );
  const covered = [
    ...ends,
    ...(reference ? [reference.at] : []),
    ...(negligible === undefined ? [] : [0, negligible]),
  ];
  const [least, most] = [Math.min(...covered), Math.max(...covered)];
  const known = data
    .map((each, position) => ({ ...each, position }))
    .filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  return rowsOnAxis(
    data.map(({ name }) => name),
    {
      covered: [least, most > least ? most : least + 1],
      format,
      top: reference ? 24 : 4,
      right: 28,
      lines: 2,
      below:
        negligible === undefined
          ? []
          : [rect([{ from: 0, to: negligible }], { x1: "from", x2: "to", fill: "var(--raised)" })],
      marks: ([left, right]) => [
        ...(reference
          ? [
              ruleX([reference.at], { stroke: "var(--muted)", strokeDasharray: "3,3" }),
              text([reference], {
                x: "at",
                frameAnchor: "top",
                text: "label",
                dy: -16,
                fill: "var(--muted)",
                textAnchor: reference.at > (left + right) / 2 ? "end" : "start",
              }),
            ]
          : []),
        link(known, {
          x1: "low",
          x2: "high",
          y1: "position",
          y2: "position",
          stroke: barColor,
          strokeWidth: 3,
        }),
        dot(data, {
          x: "estimate",
          y: (_: IntervalRow, index: number) => index,
          r: 5,
          fill: barColor,
        }),
      ],
    },
  );
}
