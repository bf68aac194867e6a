import { axisY, barX, plot, ruleX, text } from "@observablehq/plot";
import { fitted, frame, hit, keyed, textWidth, type Chart, type Choosable } from "./frame.ts";
import { labelMargin } from "./labels.ts";

/**
 * A value in two selections: both bars stand under one name, the second's label has the difference.
 */
export interface Pair extends Choosable {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly labelA: string;
  readonly labelB: string;
}

const [rowHeight, barHeight, keyHeight] = [52, 18, 44];

/**
 * Horizontal bars in pairs on one scale from zero: A in the accent color above B.
 * @param names whose bars they are, for the key above them
 */
export function pairedBars(data: readonly Pair[], names: readonly [a: string, b: string]): Chart {
  // Two rows may have the same name, so bars stand by position.
  const position = (_: Pair, index: number) => index;
  return (canvas) => {
    const { margin, fit } = labelMargin(
      data.map(({ name }) => name),
      canvas.width,
      0.36,
      3,
    );
    const marginRight = Math.ceil(
      Math.max(
        0,
        ...data.flatMap(({ labelA, labelB }) => [textWidth(labelA, "bold"), textWidth(labelB)]),
      ) + 14,
    );
    const least = Math.min(0, ...data.flatMap(({ a, b }) => [a, b]));
    const most = Math.max(0, ...data.flatMap(({ a, b }) => [a, b])) || (least < 0 ? 0 : 1);
    const inset = (rowHeight - 2 * barHeight) / 2 - 2;
    const bar = (value: "a" | "b", fill: string, insets: object) =>
      barX(data, { x: value, y: position, fill, rx2: 2, ...insets, ...keyed(canvas) });
    const label = (value: "a" | "b", words: "labelA" | "labelB", dy: number, fontWeight: number) =>
      text(data, {
        // Beside the bar, which a negative value has on the other side.
        x: (d: Pair) => Math.max(0, d[value]),
        y: position,
        text: words,
        dx: 6,
        dy,
        textAnchor: "start",
        fontWeight,
      });
    return plot(
      frame(canvas, {
        height: data.length * rowHeight + keyHeight + 4,
        marginTop: keyHeight,
        marginBottom: 4,
        marginLeft: margin,
        marginRight,
        x: { axis: null, domain: [least, most] },
        y: { domain: data.map((_, index) => index), padding: 0, label: null },
        marks: [
          axisY({
            tickSize: 0,
            tickPadding: 8,
            tickFormat: (index: number) => fit(data[index]?.name ?? ""),
            label: null,
          }),
          bar("a", "var(--accent)", { insetTop: inset, insetBottom: rowHeight / 2 + 0.5 }),
          bar("b", "var(--bar)", { insetTop: rowHeight / 2 + 0.5, insetBottom: inset }),
          label("a", "labelA", -barHeight / 2, 600),
          label("b", "labelB", barHeight / 2, 400),
          ...names.map((name, index) =>
            text([fitted(`${index === 0 ? "A" : "B"}: ${name}`, canvas.width, "bold")], {
              frameAnchor: "top-left",
              dx: -margin,
              dy: index * 18 - keyHeight,
              lineAnchor: "top",
              textAnchor: "start",
              fontWeight: 600,
              fill: index === 0 ? "var(--accent)" : "var(--bar-text)",
            }),
          ),
          ruleX([0], { stroke: "var(--rule-strong)" }),
          canvas.hits
            ? barX(data, {
                ...hit,
                x1: least,
                x2: most,
                y: position,
                insetLeft: -margin,
                insetRight: -marginRight,
              })
            : null,
        ],
      }),
    );
  };
}
