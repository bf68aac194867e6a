import { axisX, axisY, dot, gridX, link, plot, rect, ruleX, text } from "@observablehq/plot";
import { roundAxis, tickRoom } from "./axis.ts";
import { frame, row, type Chart } from "./frame.ts";
import { labelMargin } from "./labels.ts";

/**
 * A row of the picture: an estimate with its interval, in the axis' unit; a row whose interval is
 * not known has its dot alone.
 */
export interface IntervalRow {
  readonly name: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
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
  return (canvas) => {
    const { margin, fit } = labelMargin(
      data.map(({ name }) => name),
      canvas.width,
      0.36,
      2,
    );
    const ends = data.flatMap(({ estimate, low, high }) =>
      [estimate, low, high].filter(Number.isFinite),
    );
    const covered = [
      ...ends,
      ...(reference ? [reference.at] : []),
      ...(negligible === undefined ? [] : [0, negligible]),
    ];
    const [least, most] = [Math.min(...covered), Math.max(...covered)];
    const room = tickRoom(least, most > least ? most : least + 1, format);
    const [marginLeft, marginRight] = [Math.max(margin, room), Math.max(28, room)];
    const axis = roundAxis(
      least,
      most > least ? most : least + 1,
      canvas.width - marginLeft - marginRight,
      format,
    );
    const known = data
      .map((each, position) => ({ ...each, position }))
      .filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
    const color = (each: IntervalRow) => (each.highlight ? "var(--accent)" : "var(--bar)");
    const top = reference ? 24 : 4;
    return plot(
      frame(canvas, {
        height: top + data.length * row.height + 36,
        marginTop: top,
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
          negligible === undefined
            ? null
            : rect([{ from: 0, to: negligible }], { x1: "from", x2: "to", fill: "var(--raised)" }),
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
          reference
            ? ruleX([reference.at], { stroke: "var(--muted)", strokeDasharray: "3,3" })
            : null,
          reference
            ? text([reference], {
                x: "at",
                frameAnchor: "top",
                text: "label",
                dy: -16,
                fill: "var(--muted)",
                textAnchor: reference.at > (axis.domain[0] + axis.domain[1]) / 2 ? "end" : "start",
              })
            : null,
          link(known, {
            x1: "low",
            x2: "high",
            y1: "position",
            y2: "position",
            stroke: color,
            strokeWidth: 3,
          }),
          dot(data, {
            x: "estimate",
            y: (_: IntervalRow, index: number) => index,
            r: 5,
            fill: color,
          }),
        ],
      }),
    );
  };
}
