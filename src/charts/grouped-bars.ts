import type { Bar } from "./bars.ts";
import { textWidth, type Chart } from "./frame.ts";
import { distinctLabels, labelMargin } from "./labels.ts";
import { choosable, domainOf, linear, painted, type Box } from "./scene.ts";

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
  return painted((width) => {
    const groups = [...new Set(data.map(({ group }) => group))];
    const columns = Math.max(1, Math.min(groups.length, Math.floor((width + gap) / 260)));
    const columnWidth = (width - gap * (columns - 1)) / columns;
    const { margin, fit } = labelMargin(
      data.map(({ name }) => name),
      columnWidth,
      0.42,
    );
    const heading = distinctLabels(groups, columnWidth, "bold");
    const labelRoom = Math.max(0, ...data.map(({ label }) => textWidth(label, "bold"))) + 10;
    const domain = domainOf(data.map(({ value }) => value));
    const scale = linear(domain, [margin, columnWidth - labelRoom]);
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
        y: top + headingHeight + rowHeight * (index + 0.5),
      })),
    );
    type Row = (typeof rows)[number];
    const boxOf = ({ left, value, y, highlight, ...bar }: Row): Box => ({
      ...choosable(bar),
      x1: left + scale(0),
      x2: left + scale(value),
      y1: y - 8,
      y2: y + 8,
      fill: highlight ? "var(--accent)" : "var(--bar)",
    });
    return {
      height: bandTop(Math.ceil(groups.length / columns)),
      layers: [
        {
          kind: "labels",
          weight: 600,
          items: placed.map(({ group, left, top }) => ({
            x: left,
            y: top + headingHeight / 2 + 2,
            text: heading(group),
            fill: "var(--muted)",
          })),
        },
        {
          kind: "labels",
          anchor: "end",
          items: rows.map(({ left, y, name }) => ({ x: left + margin - 8, y, text: fit(name) })),
        },
        { kind: "boxes", items: rows.map(boxOf), rounded: true },
        {
          kind: "labels",
          weight: 600,
          items: rows.map((bar) => ({
            ...choosable(bar),
            x: bar.left + scale(Math.max(0, bar.value)) + 6,
            y: bar.y,
            text: bar.label,
          })),
        },
        {
          kind: "lines",
          items: placed.map(({ group, left, top }) => ({
            x1: left + scale(0),
            x2: left + scale(0),
            y1: top + headingHeight,
            y2: top + headingHeight + rowHeight * members(group).length,
          })),
        },
        {
          kind: "hits",
          items: rows.map((row) => ({
            ...boxOf(row),
            x1: row.left,
            x2: row.left + columnWidth,
            y1: row.y - rowHeight / 2,
            y2: row.y + rowHeight / 2,
          })),
        },
      ],
    };
  });
}
