import type { Bar } from "./bars.ts";
import { widest, type Chart } from "./frame.ts";
import { distinctLabels, labelMargin } from "./labels.ts";
import { barLayers, domainOf, linear, painted } from "./scene.ts";

/** A bar of one group. */
export interface GroupedBar extends Bar {
  readonly group: string;
}

const rowHeight = 24;
const barHeight = 16;
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
    const labels = data.map(({ label }) => label);
    const labelRoom = widest(labels, "bold") + 10;
    const domain = domainOf(data.map(({ value }) => value));
    const scale = linear(domain, [margin, columnWidth - labelRoom]);
    const byGroup = Map.groupBy(data, ({ group }) => group);
    const members = (group: string) => byGroup.get(group) ?? [];
    const bandHeight = (band: number) => {
      const beside = groups.slice(band * columns, (band + 1) * columns);
      const most = Math.max(0, ...beside.map((group) => members(group).length));
      return headingHeight + rowHeight * most + 8;
    };
    const bandTop = (band: number): number =>
      band === 0 ? 0 : bandTop(band - 1) + bandHeight(band - 1);
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
        ...barLayers(rows, scale, barHeight),
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
            ...row,
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
