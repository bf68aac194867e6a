import { lineHeight, lines, row, widest, type Chart, type Choosable } from "./frame.ts";
import { labelMargin } from "./labels.ts";
import {
  barLayers,
  domainOf,
  linear,
  namesBeside,
  painted,
  rowHits,
  zeroLine,
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

/** Where less room than this is left for bars, columns give way; the table has them. */
const leastRoom = 88;

/** As many columns as have room beside the bars. */
function fittingColumns(data: readonly Bar[], headings: readonly string[], room: number): Column[] {
  let left = room - leastRoom;
  const columns: Column[] = [];
  for (const [place, text] of headings.entries()) {
    const cells = data.map((bar) => bar.cells?.[place] ?? "");
    const heading = lines(text, Math.max(70, widest([...cells, ...text.split(" ")])));
    const width = Math.ceil(widest([...cells, ...heading]) + 16);
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
    const names = data.map(({ name }) => name);
    const { margin, fit } = labelMargin(names, width);
    const labels = data.map(({ label }) => label);
    const labelRoom = Math.ceil(widest(labels, "bold") + 14);
    const columns = fittingColumns(data, headings, width - margin - labelRoom);
    const end = width - columns.reduce((sum, column) => sum + column.width, 0);
    const top = 4 + lineHeight * Math.max(0, ...columns.map(({ heading }) => heading.length));
    const domain = domainOf(data.map(({ value }) => value));
    const scale = linear(domain, [margin, end - labelRoom]);
    const middle = (index: number) => top + row.height * (index + 0.5);
    const rows = data.map((bar, index) => ({ ...bar, left: 0, y: middle(index) }));
    const bottom = top + data.length * row.height;
    return {
      height: bottom + 4,
      layers: [
        namesBeside(names.map(fit), margin - 8, middle),
        ...barLayers(rows, scale, row.bar),
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
