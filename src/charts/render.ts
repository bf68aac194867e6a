import { buildDocument } from "./document.ts";
import type { Chart } from "./frame.ts";
import { serialise } from "./serialise.ts";

/** A chart drawn at one width, as SVG text. */
export interface Drawing {
  readonly width: number;
  readonly svg: string;
}

/** Draws a chart at each width. */
export function drawings(chart: Chart, id: string, at: readonly number[]): Drawing[] {
  return at.map((width) => ({
    width,
    svg: serialise(chart, { document: buildDocument, width }, `${id}-${width}`),
  }));
}
