import { lines, row, textWidth, type Chart, type Choosable } from "./frame.ts";
import { labelMargin } from "./labels.ts";
import {
  choosable,
  domainOf,
  linear,
  namesBeside,
  painted,
  rowHits,
  zeroLine,
  type Box,
  type Layer,
} from "./scene.ts";

/** One bar: `name` on the axis, `value` from zero, `label` beside it. */
export interface Bar extends Choosable {
  readonly name: string;
  readonly value: number;
  readonly label: string;
  readonly highlight?: boolean;
  /** What stands in the columns beside it. */
  readonly cells?: readonly string[];
}

/** A column of figures beside bars, with its place. */
interface Column {
  readonly heading: readonly string[];
  readonly width: number;
  readonly cells: readonly string[];
}

const lineHeight = 15;
/** Where less room than this is left for bars, columns give way; the table has them. */
const leastRoom = 88;

/** As many columns as have room beside the bars. */
function fittingColumns(data: readonly Bar[], headings: readonly string[], room: number): Column[] {
  let left = room - leastRoom;
  const columns: Column[] = [];
  for (const [place, text] of headings.entries()) {
    const cells = data.map((bar) => bar.cells?.[place] ?? "");
    const own = Math.max(0, ...cells.map((cell) => textWidth(cell)));
    const words = text.split(" ").map((word) => textWidth(word));
    const heading = lines(text, Math.max(own, 70, ...words));
    const width = Math.ceil(Math.max(own, ...heading.map((line) => textWidth(line))) + 16);
    left -= width;
    if (left < 0) break;
    columns.push({ heading, width, cells });
  }
  return columns;
}

/**
 * Horizontal bars from zero in the order given, each labelled with its value; highlighted ones in
 * the accent color.
 * @param headings of the columns beside the bars
 */
export function bars(data: readonly Bar[], headings: readonly string[] = []): Chart {
  return painted((width) => {
    const { margin, fit } = labelMargin(
      data.map(({ name }) => name),
      width,
    );
    const labelRoom = Math.ceil(
      Math.max(0, ...data.map(({ label }) => textWidth(label, "bold"))) + 14,
    );
    const columns = fittingColumns(data, headings, width - margin - labelRoom);
    const end = width - columns.reduce((sum, column) => sum + column.width, 0);
    const top = 4 + lineHeight * Math.max(0, ...columns.map(({ heading }) => heading.length));
    const domain = domainOf(data.map(({ value }) => value));
    const scale = linear(domain, [margin, end - labelRoom]);
    const middle = (index: number) => top + row.height * (index + 0.5);
    const boxes = data.map(({ value, highlight, ...bar }, index): Box => {
      const y = middle(index);
      const fill = highlight ? "var(--accent)" : "var(--bar)";
      const [y1, y2] = [y - row.bar / 2, y + row.bar / 2];
      return { ...choosable(bar), x1: scale(0), x2: scale(value), y1, y2, fill };
    });
    const bottom = top + data.length * row.height;
    return {
      height: bottom + 4,
      layers: [
        namesBeside(
          data.map(({ name }) => fit(name)),
          margin - 8,
          middle,
        ),
        { kind: "boxes", items: boxes, rounded: true },
        {
          kind: "labels",
          weight: 600,
          // Beside the bar, which a negative value has on the other side.
          items: data.map((bar, index) => ({
            ...choosable(bar),
            x: scale(Math.max(0, bar.value)) + 6,
            y: middle(index),
            text: bar.label,
          })),
        },
        ...columnLayers(columns, end, top, middle),
        zeroLine(scale(0), top, bottom),
        rowHits(data, width, row.height, middle),
      ],
    };
  });
}

function columnLayers(
  columns: readonly Column[],
  start: number,
  top: number,
  middle: (index: number) => number,
): Layer[] {
  let x = start;
  return columns.flatMap(({ heading, width, cells }): Layer[] => {
    x += width;
    const edge = x;
    const fill = "var(--muted)";
    return [
      {
        kind: "labels",
        anchor: "end",
        line: "bottom",
        items: [{ x: edge, y: top - 4, text: heading.join("\n"), fill }],
      },
      namesBeside(cells, edge, middle),
    ];
  });
}
