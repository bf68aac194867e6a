import { axisX, axisY, gridX, plot, type Markish } from "@observablehq/plot";
import { quiet, roundAxis, tickRoom } from "./axis.ts";
import { frame, row, type Chart } from "./frame.ts";
import { labelMargin } from "./labels.ts";

/** The axis that rows stand on, and what is drawn on it. */
interface RowsOptions {
  /** The least and the greatest value that the axis covers. */
  readonly covered: readonly [low: number, high: number];
  /** Writes the axis' ticks. */
  readonly format: (value: number) => string;
  /** Room above the first row, and at least on the right of the axis. */
  readonly top: number;
  readonly right: number;
  /** How many lines a name may have. */
  readonly lines?: number;
  /** Marks under the grid. */
  readonly below?: readonly Markish[];
  /** Marks on the rows, which stand at 0, 1, and so on, for two may have the same name. */
  readonly marks: (domain: readonly [low: number, high: number]) => readonly Markish[];
}

/** Named rows below each other, on a round axis that need not have zero on it. */
export const rowsOnAxis =
  (
    names: readonly string[],
    { covered: [low, high], format, top, right, lines, below = [], marks }: RowsOptions,
  ): Chart =>
  (canvas) => {
    const { margin, fit } = labelMargin(names, canvas.width, 0.36, lines);
    const ends = tickRoom(low, high, format);
    const [marginLeft, marginRight] = [Math.max(margin, ends), Math.max(right, ends)];
    const inner = canvas.width - marginLeft - marginRight;
    const { domain, shown } = roundAxis(low, high, inner, format);
    return plot(
      frame(canvas, {
        height: top + names.length * row.height + 36,
        marginTop: top,
        marginBottom: 32,
        marginLeft,
        marginRight,
        x: { domain, label: null },
        y: {
          domain: [...names.keys()],
          padding: 1 - row.bar / row.height,
          label: null,
          type: "point",
        },
        marks: [
          ...below,
          gridX({ stroke: "var(--rule)", strokeOpacity: 1, ticks: shown }),
          axisX({ ticks: shown, ...quiet(format) }),
          axisY({
            tickSize: 0,
            tickPadding: 8,
            tickFormat: (index: number) => fit(names[index] ?? ""),
            label: null,
          }),
          ...marks(domain),
        ],
      }),
    );
  };
