import { axisY, barX, plot, ruleX, text } from "@observablehq/plot";
import { fading, frame, hit, keyed, row, textWidth, type Chart, type Choosable } from "./frame.ts";
import { labelMargin } from "./labels.ts";

/** One bar: `name` on the axis, `value` from zero, `label` beside it. */
export interface Bar extends Choosable {
  readonly name: string;
  readonly value: number;
  readonly label: string;
  readonly highlight?: boolean;
}

/**
 * Horizontal bars from zero in the order given, each labelled with its value; highlighted ones in
 * the accent color.
 */
export function bars(data: readonly Bar[]): Chart {
  // Two rows may have the same name, so bars stand by position.
  const position = (_: Bar, index: number) => index;
  return (canvas) => {
    const { margin, fit } = labelMargin(
      data.map(({ name }) => name),
      canvas.width,
    );
    const smallest = Math.min(0, ...data.map(({ value }) => value));
    const largest = Math.max(0, ...data.map(({ value }) => value));
    const marginRight = Math.ceil(
      Math.max(0, ...data.map(({ label }) => textWidth(label, "bold"))) + 14,
    );
    const upper = largest || (smallest === 0 ? 1 : 0);
    const gap = (row.bar - row.height) / 2;
    return plot(
      frame(canvas, {
        height: data.length * row.height + 8,
        marginTop: 4,
        marginBottom: 4,
        marginLeft: margin,
        marginRight,
        x: { axis: null, domain: [smallest, upper] },
        y: {
          domain: data.map((_, index) => index),
          padding: 1 - row.bar / row.height,
          label: null,
        },
        marks: [
          axisY({
            tickSize: 0,
            tickPadding: 8,
            tickFormat: (index: number) => fit(data[index]?.name ?? ""),
            label: null,
          }),
          barX(data, {
            x: "value",
            y: position,
            fill: (d: Bar) => (d.highlight ? "var(--accent)" : "var(--bar)"),
            rx2: 2,
            ...fading(data),
            ...keyed(canvas),
          }),
          // Beside the bar, which a negative value has on the other side.
          text(data, {
            x: (d: Bar) => Math.max(0, d.value),
            y: position,
            text: "label",
            dx: 6,
            textAnchor: "start",
            fontWeight: 600,
            ...keyed(canvas),
          }),
          ruleX([0], { stroke: "var(--rule-strong)" }),
          canvas.hits
            ? barX(data, {
                ...hit,
                x1: smallest,
                x2: upper,
                y: position,
                insetTop: gap,
                insetBottom: gap,
                insetLeft: -margin,
                insetRight: -marginRight,
              })
            : null,
        ],
      }),
    );
  };
}
