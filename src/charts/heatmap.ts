import { lineHeight, textWidth, widest, type Chart, type Choosable } from "./frame.ts";
import { brokenLabels } from "./labels.ts";
import { namesBeside, painted, type Box, type Label } from "./scene.ts";

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
  return painted((width) => {
    const names = rows.map(brokenLabels(rows, width * 0.28));
    const margin = Math.ceil(Math.max(24, widest(names.flat())) + 10);
    const cellWidth = (width - margin) / columns.length;
    // Where the values do not fit their cells, the colors stay and the table has the values.
    const labelled = data.every(({ label }) => textWidth(label, "bold") <= cellWidth - 2);
    const headings = columns.map(brokenLabels(columns, cellWidth + 2));
    const linesOf = (texts: readonly string[][]) =>
      Math.max(1, ...texts.map((text) => text.length));
    const rowHeight = Math.max(38, 8 + lineHeight * linesOf(names));
    const headingHeight = 10 + lineHeight * linesOf(headings);
    const values = data.flatMap(({ value }) => (value === null ? [] : [value]));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const step = stepOf ?? ((value: number) => String(sequentialStep(value, low, high)));
    const color = (prefix: string, without: string, { value }: Cell) =>
      value === null ? without : `var(--${prefix}-${step(value)})`;
    const left = (column: string) => margin + cellWidth * columns.indexOf(column);
    const top = (row: string) => headingHeight + rowHeight * rows.indexOf(row);
    const boxes = data.map((cell): Box => ({
      ...cell,
      x1: left(cell.column) + 1,
      x2: left(cell.column) + cellWidth - 1,
      y1: top(cell.row) + 1,
      y2: top(cell.row) + rowHeight - 1,
      fill: color("ramp", "none", cell),
    }));
    const labels = data.map((cell): Label => ({
      x: left(cell.column) + cellWidth / 2,
      y: top(cell.row) + rowHeight / 2,
      text: cell.label,
      fill: cell.faded ? "var(--ink)" : color("ramp-ink", "var(--muted)", cell),
    }));
    return {
      height: headingHeight + rows.length * rowHeight + 4,
      layers: [
        {
          kind: "labels",
          anchor: "middle",
          line: "bottom",
          items: columns.map((column, index) => ({
            x: left(column) + cellWidth / 2,
            y: headingHeight - 8,
            text: headings[index]?.join("\n") ?? "",
          })),
        },
        namesBeside(
          names.map((name) => name.join("\n")),
          margin - 8,
          (index) => top(rows[index] ?? "") + rowHeight / 2,
        ),
        { kind: "boxes", items: boxes },
        { kind: "labels", anchor: "middle", weight: 600, items: labelled ? labels : [] },
        { kind: "hits", items: boxes.filter(({ key }) => key !== undefined) },
      ],
    };
  });
}
