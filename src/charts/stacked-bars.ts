import { axisY, barX, plot, text } from "@observablehq/plot";
import {
  fading,
  frame,
  hit,
  keyed,
  labelMargin,
  row,
  textWidth,
  type Chart,
  type Choosable,
} from "./frame.ts";

/** One part of one bar. */
export interface Part extends Choosable {
  readonly name: string;
  readonly part: string;
  readonly value: number;
  readonly label: string;
}

const fills = ["var(--bar)", "var(--accent)", "var(--third)", "var(--fourth)"] as const;

const inks = ["var(--bar-text)", "var(--accent)", "var(--third)", "var(--fourth)"] as const;
const keyHeight = 22;

/** More parts than there are colours become one, named "Other". */
function folded(
  data: readonly Part[],
  parts: readonly string[],
  format: (value: number) => string,
): { data: readonly Part[]; parts: readonly string[] } {
  if (parts.length <= fills.length) return { data, parts };
  const kept = parts.slice(0, fills.length - 1);
  const names = [...new Set(data.map(({ name }) => name))];
  const others = names.map((name) => {
    const value = data
      .filter((datum) => datum.name === name && !kept.includes(datum.part))
      .reduce((sum, datum) => sum + datum.value, 0);
    return { name, part: "Other", value, label: format(value) };
  });
  return {
    data: [
      ...data.filter(({ part }) => kept.includes(part)),
      ...others.filter(({ value }) => value > 0),
    ],
    parts: [...kept, "Other"],
  };
}

interface KeyEntry {
  readonly part: string;
  readonly x: number;
  readonly line: number;
  readonly colour: number;
}

/** Where each part's name stands in the key, in its own colour, in as many lines as it needs. */
function keyOf(parts: readonly string[], left: number, right: number): KeyEntry[] {
  let x = left;
  let line = 0;
  return parts.map((part, colour) => {
    const width = textWidth(part, "bold") + 18;
    if (x > left && x + width > right) {
      x = left;
      line++;
    }
    const place = { part, x, line, colour };
    x += width;
    return place;
  });
}

/**
 * Horizontal bars of stacked parts, labelled inside where there is room. Two parts are named above
 * the first bar, where they
 * begin; more, or parts that the first bar lacks, in a key.
 * @param format writes the value of parts folded into "Other"
 */
export function stackedBars(
  allData: readonly Part[],
  allParts: readonly string[],
  format: (value: number) => string,
): Chart {
  const { data, parts } = folded(allData, allParts, format);
  return (canvas) => {
    const names = [...new Set(data.map(({ name }) => name))];
    const { margin, fit } = labelMargin(names, canvas.width, 0.32);
    const totals = names.map((name) =>
      data.filter((part) => part.name === name).reduce((sum, { value }) => sum + value, 0),
    );
    const largest = Math.max(0, ...totals) || 1;
    const inner = canvas.width - margin - 8;
    const stacked = names.flatMap((name) => {
      let start = 0;
      return parts.flatMap((part) =>
        data
          .filter((datum) => datum.name === name && datum.part === part)
          .map((datum) => {
            start += datum.value;
            return { ...datum, x1: start - datum.value, x2: start };
          }),
      );
    });
    const first = stacked.filter(({ name }) => name === names[0]);
    const scale = (value: number) => margin + (value / largest) * inner;
    const direct =
      parts.length <= 2 &&
      first.length === parts.length &&
      first.every((part) => scale(part.x1) + textWidth(part.part, "bold") <= scale(part.x2));
    const key: readonly KeyEntry[] = direct
      ? first.map(({ part, x1 }, colour) => ({ part, x: scale(x1) + 1, line: 0, colour }))
      : keyOf(parts, margin, canvas.width - 8);
    const top = 4 + keyHeight * (1 + Math.max(0, ...key.map(({ line }) => line)));
    const fill = ({ part }: Part) => fills[parts.indexOf(part) % fills.length] ?? fills[0];
    return plot(
      frame(canvas, {
        height: names.length * row.height + top + 4,
        marginTop: top,
        marginBottom: 4,
        marginLeft: margin,
        x: { axis: null, domain: [0, largest] },
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
              ({ value, label }) => (value / largest) * inner > textWidth(label, "bold") + 2,
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
                x: (entry: KeyEntry) => ((entry.x - margin) / inner) * largest,
                text: "part",
                frameAnchor: "top",
                dy: 4 - top + keyHeight * (line + 0.5),
                textAnchor: "start",
                lineAnchor: "middle",
                fontWeight: 600,
                fill: (entry: KeyEntry) => inks[entry.colour] ?? "currentColor",
              },
            ),
          ),
          canvas.hits
            ? barX(
                stacked.filter(({ key, value }) => key !== undefined && value > 0),
                { ...hit, x1: "x1", x2: "x2", y: "name" },
              )
            : null,
        ],
      }),
    );
  };
}
