import { cell, plot, text } from "@observablehq/plot";
import {
  fading,
  frame,
  hit,
  keyed,
  lines,
  textWidth,
  type Chart,
  type Choosable,
} from "./frame.ts";
import { distinctLabels } from "./labels.ts";

/**
 * One cell: a row, a column, a value and how it is written. `value` is null where there is nothing.
 */
export interface Cell extends Choosable {
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  readonly label: string;
}

const steps = 5;
const lineHeight = 15;

/** The step of a sequential ramp, 1 (least) to 5 (most), that a value falls in. */
export function sequentialStep(value: number, low: number, high: number): number {
  if (high <= low) return 3;
  return Math.min(steps, 1 + Math.floor(((value - low) / (high - low)) * steps));
}

/** A table of cells, the darker the more, each with its value. */
export function heatmap(
  data: readonly Cell[],
  rows: readonly string[],
  columns: readonly string[],
  stepOf?: (value: number) => string,
): Chart {
  return (canvas) => {
    const nameRoom = canvas.width * 0.28;
    const fitName = distinctLabels(rows, nameRoom, "normal", (name) =>
      lines(name, nameRoom).join("\n"),
    );
    const names = rows.map((name) => fitName(name).split("\n"));
    const margin = Math.ceil(Math.max(24, ...names.flat().map((line) => textWidth(line))) + 10);
    const cellWidth = (canvas.width - margin) / columns.length;
    // Where the values do not fit their cells, the colors stay and the table has the values.
    const labelled = data.every(({ label }) => textWidth(label, "bold") <= cellWidth - 2);
    const rowHeight = Math.max(
      38,
      8 + lineHeight * Math.max(1, ...names.map(({ length }) => length)),
    );
    const fitHeading = distinctLabels(columns, cellWidth + 2, "normal", (name) =>
      lines(name, cellWidth + 2).join("\n"),
    );
    const headings = columns.map((name) => fitHeading(name).split("\n"));
    const headingHeight = 10 + lineHeight * Math.max(1, ...headings.map(({ length }) => length));
    const values = data.flatMap(({ value }) => (value === null ? [] : [value]));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const step = stepOf ?? ((value: number) => String(sequentialStep(value, low, high)));
    const color = (prefix: string, without: string) => (d: Cell) =>
      d.value === null ? without : `var(--${prefix}-${step(d.value)})`;
    return plot(
      frame(canvas, {
        height: rows.length * rowHeight + headingHeight + 4,
        marginTop: headingHeight,
        marginBottom: 4,
        marginLeft: margin,
        marginRight: 0,
        x: { axis: null, domain: columns, padding: 0 },
        y: { axis: null, domain: rows, padding: 0 },
        marks: [
          text(columns, {
            x: (name: string) => name,
            text: (_: string, index: number) => headings[index]?.join("\n"),
            frameAnchor: "top",
            dy: -8,
            lineAnchor: "bottom",
          }),
          text(rows, {
            y: (name: string) => name,
            text: (_: string, index: number) => names[index]?.join("\n"),
            frameAnchor: "left",
            dx: -8,
            textAnchor: "end",
          }),
          cell(data, {
            x: "column",
            y: "row",
            fill: color("ramp", "none"),
            inset: 1,
            ...fading(data),
            ...keyed(canvas),
          }),
          labelled
            ? text(data, {
                x: "column",
                y: "row",
                text: "label",
                fill: data.some(({ faded }) => faded)
                  ? (d: Cell) => (d.faded ? "var(--ink)" : color("ramp-ink", "var(--muted)")(d))
                  : color("ramp-ink", "var(--muted)"),
                fontWeight: 600,
              })
            : null,
          canvas.hits
            ? cell(
                data.filter(({ key }) => key !== undefined),
                { ...hit, x: "column", y: "row" },
              )
            : null,
        ],
      }),
    );
  };
}
