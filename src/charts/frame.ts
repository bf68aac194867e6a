import type { PlotOptions } from "@observablehq/plot";
import { letters, shortened } from "../text/words.ts";

/** What a chart is drawn on: a document (jsdom's at build time, the page's in a browser) and an outer width in pixels. */
export interface Canvas {
  readonly document: Document;
  readonly width: number;
}

/** A chart: draws itself on a canvas. Charts hold rows and choices, never the canvas. */
export type Chart = (canvas: Canvas) => Element;

/** Text is this many pixels high at a chart's own width; about half as wide a letter. */
export const fontSize = 13;

/** Row heights and gaps, in pixels. */
export const row = { height: 34, bar: 22 } as const;

/** East Asian letters and emoji are about as wide as they are high. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\p{Emoji_Presentation}]/u;

/** Estimated width of a text in pixels, on the safe side of every system font. */
export function textWidth(text: string, weight: "normal" | "bold" = "normal"): number {
  const em = weight === "bold" ? 0.66 : 0.58;
  return letters(text).reduce((sum, letter) => sum + (wide.test(letter) ? 1.05 : em), 0) * fontSize;
}

/** The longest label that fits a share of the width, and the margin that the labels then need. */
export function labelMargin(labels: readonly string[], width: number, share = 0.36): { margin: number; fit: (label: string) => string } {
  const limit = Math.max(4, Math.floor((width * share) / (fontSize * 0.58)));
  const fit = (label: string) => shortened(label, limit);
  return { margin: Math.ceil(Math.max(24, ...labels.map((label) => textWidth(fit(label)))) + 10), fit };
}

/** Options that every chart shares. */
export function frame({ document, width }: Canvas, options: PlotOptions): PlotOptions {
  return { document, width, className: "plot", marginRight: 8, ...options };
}
