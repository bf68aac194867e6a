import { link, plot, rect, text } from "@observablehq/plot";
import type { Bar } from "./bars.ts";
import { fading, frame, hit, keyed, textWidth, type Chart } from "./frame.ts";
import { distinctLabels, labelMargin } from "./labels.ts";

/** A bar of one group. */
export interface GroupedBar extends Bar {
  readonly group: string;
}

const rowHeight = 24;
const headingHeight = 30;
const gap = 40;

/**
 * Horizontal bars under the heading of their group, in the order given, all on one scale from zero;
 * side by side where the canvas is wide enough, so that groups are small multiples of one chart.
 */
export function groupedBars(data: readonly GroupedBar[]): Chart {
  return (canvas) => {
    const groups = [...new Set(data.map(({ group }) => group))];
    const columns = Math.max(1, Math.min(groups.length, Math.floor((canvas.width + gap) / 260)));
    const columnWidth = (canvas.width - gap * (columns - 1)) / columns;
    const { margin, fit } = labelMargin(
      data.map(({ name }) => name),
      columnWidth,
      0.42,
    );
    const heading = distinctLabels(groups, columnWidth, "bold");
    const labelRoom = Math.max(0, ...data.map(({ label }) => textWidth(label, "bold"))) + 10;
    const least = Math.min(0, ...data.map(({ value }) => value));
    const most = Math.max(0, ...data.map(({ value }) => value));
    const scale = (columnWidth - margin - labelRoom) / (most - least || 1);
    const zero = margin - least * scale;
    const byGroup = Map.groupBy(data, ({ group }) => group);
    const members = (group: string) => byGroup.get(group) ?? [];
    const bandHeight = (band: number) =>
      headingHeight +
      rowHeight *
        Math.max(
          0,
          ...groups
            .slice(band * columns, (band + 1) * columns)
            .map((group) => members(group).length),
        );
    const bandTop = (band: number) =>
      Array.from({ length: band }, (_, before) => bandHeight(before)).reduce(
        (sum, height) => sum + height + 8,
        0,
      );
    const placed = groups.map((group, index) => ({
      group,
      left: (index % columns) * (columnWidth + gap),
      top: bandTop(Math.floor(index / columns)),
    }));
    const rows = placed.flatMap(({ group, left, top }) =>
      members(group).map((bar, index) => ({
        ...bar,
        left,
        from: left + zero + Math.min(0, bar.value) * scale,
        to: left + zero + Math.max(0, bar.value) * scale,
        y: top + headingHeight + rowHeight * (index + 0.5),
      })),
    );
    const height = bandTop(Math.ceil(groups.length / columns));
    type Row = (typeof rows)[number];
    return plot(
      frame(canvas, {
        height,
        margin: 0,
        x: { axis: null, domain: [0, canvas.width], range: [0, canvas.width] },
        y: { axis: null, domain: [0, height], range: [0, height] },
        marks: [
          text(placed, {
            x: "left",
            y: (d: { top: number }) => d.top + headingHeight / 2 + 2,
            text: ({ group }: { group: string }) => heading(group),
            textAnchor: "start",
            fontWeight: 600,
            fill: "var(--muted)",
          }),
          text(rows, {
            x: (d: Row) => d.left + margin - 8,
            y: "y",
            text: (d: Row) => fit(d.name),
            textAnchor: "end",
          }),
          rect(rows, {
            x1: "from",
            x2: "to",
            y1: (d: Row) => d.y - 8,
            y2: (d: Row) => d.y + 8,
            fill: (d: Row) => (d.highlight ? "var(--accent)" : "var(--bar)"),
            rx2: 2,
            ...fading(data),
            ...keyed(canvas),
          }),
          text(rows, {
            x: "to",
            y: "y",
            text: "label",
            dx: 6,
            textAnchor: "start",
            fontWeight: 600,
            ...keyed(canvas),
          }),
          link(placed, {
            x: (d: { left: number }) => d.left + zero,
            y1: (d: { top: number }) => d.top + headingHeight,
            y2: (d: { top: number; group: string }) =>
              d.top + headingHeight + rowHeight * members(d.group).length,
            stroke: "var(--rule-strong)",
          }),
          canvas.hits
            ? rect(rows, {
                ...hit,
                x1: "left",
                x2: (d: Row) => d.left + columnWidth,
                y1: (d: Row) => d.y - rowHeight / 2,
                y2: (d: Row) => d.y + rowHeight / 2,
              })
            : null,
        ],
      }),
    );
  };
}
