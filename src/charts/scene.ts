import { link, plot, rect, text, type Markish } from "@observablehq/plot";
import { barColor, frame, type Canvas, type Chart, type Choosable } from "./frame.ts";

/** A rectangle, in pixels; what is rounded is rounded at the end `x2`. */
export interface Box extends Choosable {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly fill?: string;
  readonly stroke?: string;
}

/** A text at a point, in pixels; it may have several lines. */
export interface Label extends Choosable {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fill?: string;
}

/** What lies on top of what: the layers of a picture, the lowest first. */
export type Layer =
  | { readonly kind: "boxes"; readonly items: readonly Box[]; readonly rounded?: true }
  /** Texts, how they stand at their points, and how they are set. */
  | {
      readonly kind: "labels";
      readonly items: readonly Label[];
      readonly anchor?: "start" | "middle" | "end";
      readonly line?: "top" | "middle" | "bottom";
      readonly weight?: 600 | 700;
      readonly size?: number;
    }
  /** Lines, or clear boxes that take clicks, where marks can be chosen. */
  | { readonly kind: "lines" | "hits"; readonly items: readonly Box[] };

/** A picture: where everything stands, in pixels. */
export interface Scene {
  readonly height: number;
  readonly layers: readonly Layer[];
}

/**
 * A chart that Plot draws.
 * @param layout decides everything about the picture that is drawn at a width
 */
export const painted =
  (layout: (width: number) => Scene): Chart =>
  (canvas) => {
    const { height, layers } = layout(canvas.width);
    const pixels = (size: number) => ({ axis: null, domain: [0, size], range: [0, size] });
    return plot(
      frame(canvas, {
        height,
        margin: 0,
        x: pixels(canvas.width),
        y: pixels(height),
        marks: layers.map((layer) => markOf(layer, canvas)),
      }),
    );
  };

/** To a tenth of a pixel: finer differences nobody sees. */
const tenth = (value: number) => Math.round(value * 10) / 10;

const at = (key: "x" | "y" | "x1" | "x2" | "y1" | "y2") => (item: Box | Label) =>
  tenth((item as unknown as Readonly<Record<string, number>>)[key] ?? 0);

const box = { x1: at("x1"), x2: at("x2"), y1: at("y1"), y2: at("y2") };

/** Options that name marks by their keys, where somebody listens. */
const keyed = { ariaLabel: ({ key }: Choosable) => key };

function markOf(layer: Layer, canvas: Canvas): Markish | null {
  const { items } = layer;
  if (items.length === 0) return null;
  switch (layer.kind) {
    case "boxes":
      return rect(layer.items, {
        ...box,
        ...same(layer.items, "fill"),
        ...same(layer.items, "stroke"),
        ...(items.some(({ faded }) => faded)
          ? { fillOpacity: (item: Box) => (item.faded ? 0.35 : 1) }
          : {}),
        ...(layer.rounded ? { rx2: 2 } : {}),
        ...(canvas.hits ? keyed : {}),
      });
    case "labels":
      return text(layer.items, {
        x: at("x"),
        y: at("y"),
        text: "text",
        ...same(layer.items, "fill"),
        textAnchor: layer.anchor ?? "start",
        lineAnchor: layer.line ?? "middle",
        ...(layer.weight ? { fontWeight: layer.weight } : {}),
        ...(layer.size ? { fontSize: layer.size } : {}),
        ...(canvas.hits && items.some(({ key }) => key !== undefined) ? keyed : {}),
      });
    case "lines":
      return link(layer.items, { ...box, stroke: "var(--rule-strong)" });
    case "hits":
      return canvas.hits
        ? rect(layer.items, { className: "hits", fill: "transparent", ...keyed, ...box })
        : null;
  }
}

/** A color that all have is said once; one that none has, not at all. */
function same<Item extends Box | Label>(items: readonly Item[], of: "fill" | "stroke") {
  const colors = items.map((item) => (item as Partial<Box>)[of]);
  const [first] = colors;
  if (new Set(colors).size > 1)
    return { [of]: (item: Item) => (item as Partial<Box>)[of] ?? "currentColor" };
  return first === undefined ? {} : { [of]: first };
}

/** A row with a bar from zero, whose scale begins at `left`, and a label beside the bar. */
interface BarRow extends Choosable {
  readonly value: number;
  readonly label: string;
  readonly highlight?: boolean;
  readonly left: number;
  readonly y: number;
}

/** Horizontal bars from zero, and their labels. */
export const barLayers = (
  rows: readonly BarRow[],
  scale: (value: number) => number,
  height: number,
): Layer[] => [
  {
    kind: "boxes",
    rounded: true,
    items: rows.map((row) => ({
      ...row,
      x1: row.left + scale(0),
      x2: row.left + scale(row.value),
      y1: row.y - height / 2,
      y2: row.y + height / 2,
      fill: barColor(row),
    })),
  },
  {
    kind: "labels",
    weight: 600,
    // Beside the bar, which a negative value has on the other side.
    items: rows.map((row) => ({
      ...row,
      x: row.left + scale(Math.max(0, row.value)) + 6,
      text: row.label,
    })),
  },
];

/** Names beside rows, which end at `x`. */
export const namesBeside = (
  names: readonly string[],
  x: number,
  middle: (row: number) => number,
): Layer => ({
  kind: "labels",
  anchor: "end",
  items: names.map((text, row) => ({ x, y: middle(row), text })),
});

/** Rows that take clicks over the whole width, where they have a key. */
export const rowHits = (
  rows: readonly Choosable[],
  width: number,
  height: number,
  middle: (row: number) => number,
): Layer => ({
  kind: "hits",
  items: rows.flatMap(({ key }, row) => {
    const [y1, y2] = [middle(row) - height / 2, middle(row) + height / 2];
    return key === undefined ? [] : [{ key, x1: 0, x2: width, y1, y2 }];
  }),
});

/** A scale from values to pixels. */
export function linear(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): (value: number) => number {
  const extent = high - low || 1;
  return (value) => from + ((value - low) / extent) * (to - from);
}

/** The least and the greatest of some values and zero; never the same. */
export function domainOf(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return [low, high === 0 && low === 0 ? 1 : high];
}

/** The line that values start from, across rows. */
export const zeroLine = (x: number, y1: number, y2: number): Layer => ({
  kind: "lines",
  items: [{ x1: x, x2: x, y1, y2 }],
});
