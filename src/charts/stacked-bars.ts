import { axisY, barX, plot, ruleX, text } from "@observablehq/plot";
import { fading, frame, hit, keyed, row, textWidth, type Chart } from "./frame.ts";
import { distinctLabels, labelMargin } from "./labels.ts";
import { foldSmallest, type Part } from "./fold.ts";

const fills = ["var(--bar)", "var(--accent)", "var(--third)", "var(--fourth)"] as const;

const inks = ["var(--bar-text)", "var(--accent)", "var(--third)", "var(--fourth)"] as const;
const keyHeight = 22;

interface KeyEntry {
  readonly part: string;
  readonly x: number;
  readonly line: number;
  readonly color: number;
}

/** Where each part's name stands in the key, in its own color, in as many lines as it needs. */
function keyOf(
  parts: readonly string[],
  left: number,
  right: number,
  fit: (part: string) => string,
): KeyEntry[] {
  let x = left;
  let line = 0;
  return parts.map((part, color) => {
    const width = textWidth(fit(part), "bold") + 18;
    if (x > left && x + width > right) {
      x = left;
      line++;
    }
    const place = { part, x, line, color };
    x += width;
    return place;
  });
}

/** Parts laid end to end from zero: positive values to its right, negative ones to its left. */
function stack(data: readonly Part[], names: readonly string[], parts: readonly string[]) {
  const byBar = Map.groupBy(data, ({ name }) => name);
  return names.flatMap((name) => {
    const members = Map.groupBy(byBar.get(name) ?? [], ({ part }) => part);
    let [left, right] = [0, 0];
    return parts.flatMap((part) =>
      (members.get(part) ?? []).map((datum) => {
        if (datum.value < 0) left += datum.value;
        else right += datum.value;
        const [x1, x2] =
          datum.value < 0 ? [left, left - datum.value] : [right - datum.value, right];
        return { ...datum, x1, x2 };
      }),
    );
  });
}

/**
 * Horizontal bars of stacked parts, labeled inside where there is room. Two parts are named above
 * the first bar, where they begin; more, or parts that the first bar lacks, in a key.
 * @param format writes the value of the smallest parts, which are folded where there are too many
 */
export function stackedBars(
  allData: readonly Part[],
  allParts: readonly string[],
  format: (value: number) => string,
): Chart {
  const { data, parts } = foldSmallest(allData, allParts, fills.length, format);
  return (canvas) => {
    const names = [...new Set(data.map(({ name }) => name))];
    const { margin, fit } = labelMargin(names, canvas.width, 0.32);
    const stacked = stack(data, names, parts);
    const least = Math.min(0, ...stacked.map(({ x1 }) => x1));
    const most = Math.max(0, ...stacked.map(({ x2 }) => x2)) || (least < 0 ? 0 : 1);
    const extent = most - least;
    const inner = canvas.width - margin - 8;
    const first = stacked.filter(({ name }) => name === names[0]);
    const scale = (value: number) => margin + ((value - least) / extent) * inner;
    const colors = new Map(parts.map((part, index) => [part, index]));
    const direct =
      parts.length <= 2 &&
      first.length === parts.length &&
      first.every((part) => scale(part.x1) + textWidth(part.part, "bold") <= scale(part.x2));
    const keyText = distinctLabels(parts, inner - 18, "bold");
    const key: readonly KeyEntry[] = direct
      ? first.map(({ part, x1 }, color) => ({ part, x: scale(x1) + 1, line: 0, color }))
      : keyOf(parts, margin, canvas.width - 8, keyText);
    const top = 4 + keyHeight * (1 + Math.max(0, ...key.map(({ line }) => line)));
    const fill = ({ part }: Part) => fills[colors.get(part) ?? 0] ?? fills[0];
    return plot(
      frame(canvas, {
        height: names.length * row.height + top + 4,
        marginTop: top,
        marginBottom: 4,
        marginLeft: margin,
        x: { axis: null, domain: [least, most] },
        y: { domain: names, padding: 1 - 25 / row.height, label: null },
        marks: [
          axisY({
            tickSize: 0,
            tickPadding: 8,
            tickFormat: (name: string) => fit(name),
            label: null,
          }),
          barX(stacked, {
            x1: "x1",
            x2: "x2",
            y: "name",
            fill,
            insetRight: 1,
            ...fading(stacked),
            ...keyed(canvas),
          }),
          text(
            stacked.filter(
              ({ value, label }) =>
                (Math.abs(value) / extent) * inner > textWidth(label, "bold") + 2,
            ),
            {
              x: (d: (typeof stacked)[number]) => (d.x1 + d.x2) / 2,
              y: "name",
              text: "label",
              fill: stacked.some(({ faded }) => faded)
                ? (d: Part) => (d.faded ? "var(--ink)" : "var(--on-mark)")
                : "var(--on-mark)",
              fontWeight: 600,
            },
          ),
          ...[...new Set(key.map(({ line }) => line))].map((line) =>
            text(
              key.filter((entry) => entry.line === line),
              {
                x: (entry: KeyEntry) => least + ((entry.x - margin) / inner) * extent,
                text: ({ part }: KeyEntry) => keyText(part),
                frameAnchor: "top",
                dy: 4 - top + keyHeight * (line + 0.5),
                textAnchor: "start",
                lineAnchor: "middle",
                fontWeight: 600,
                fill: (entry: KeyEntry) => inks[entry.color] ?? "currentColor",
              },
            ),
          ),
          least < 0 ? ruleX([0], { stroke: "var(--rule-strong)" }) : null,
          canvas.hits
            ? barX(
                stacked.filter(({ key, value }) => key !== undefined && value !== 0),
                { ...hit, x1: "x1", x2: "x2", y: "name" },
              )
            : null,
        ],
      }),
    );
  };
}
