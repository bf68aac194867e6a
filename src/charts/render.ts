import { buildDocument } from "./document.ts";
import type { Chart } from "./frame.ts";
import { serialise } from "./serialise.ts";

/** A chart drawn at one width, as SVG text. */
export interface Drawing {
  readonly width: number;
  readonly svg: string;
}

/** Widths that charts are drawn at: each is shown where it fits best, so that text stays readable without scaling. */
export const widths = { card: [310, 540], page: [310, 680], full: [310, 680, 1100] } as const;

/** Draws a chart at each width. */
export function drawings(chart: Chart, id: string, at: readonly number[]): Drawing[] {
  return at.map((width) => ({ width, svg: serialise(chart, { document: buildDocument, width }, `${id}-${width}`) }));
}
