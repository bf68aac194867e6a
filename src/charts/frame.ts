import type { PlotOptions } from "@observablehq/plot";
import { letters, wrapped } from "../text/words.ts";

/**
 * What a chart is drawn on: a document (jsdom's at build time, the page's in a browser) and an
 * outer width in pixels.
 */
export interface Canvas {
  readonly document: Document;
  readonly width: number;
  /**
   * Whether its marks can be chosen: each then lies under a clear rectangle that is large enough to
   * hit.
   */
  readonly hits?: boolean;
}

/** What a mark has that can be chosen. */
export interface Choosable {
  /** Names the mark to whoever listens to it. */
  readonly key?: string;
  /** It is not among what is chosen. */
  readonly faded?: boolean;
}

/** A chart: draws itself on a canvas. Charts hold rows and choices, never the canvas. */
export type Chart = (canvas: Canvas) => Element;

/** Text is this many pixels high at a chart's own width; about half as wide a letter. */
export const fontSize = 13;

/** Row heights and gaps, in pixels. */
export const row = { height: 34, bar: 22 } as const;

/** The color of a bar or a dot: the accent of what is highlighted. */
export const barColor = ({ highlight = false }: { readonly highlight?: boolean }): string =>
  highlight ? "var(--accent)" : "var(--bar)";

/** The height of a line of text, in pixels. */
export const lineHeight = 15;

/** East Asian letters and emoji are about as wide as they are high. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\p{Emoji_Presentation}]/u;

/** Widths that were worked out before: charts are made of few letters. */
const known = new Map<string, number>();

/** Width of a letter in ems, of the widest among the system fonts. */
function letterWidth(letter: string): number {
  const width = known.get(letter) ?? estimated(letter);
  known.set(letter, width);
  return width;
}

function estimated(letter: string): number {
  if (/^\p{Cf}$/u.test(letter)) return 0;
  if (wide.test(letter)) return 1.05;
  if (/[WMwm@%…]/.test(letter)) return 0.95;
  if (/[<>=+~#&]/.test(letter)) return 0.84;
  if (/[ijlftr.,:;'!| ]/.test(letter)) return 0.42;
  return /\p{Lu}/u.test(letter) ? 0.7 : 0.6;
}

/** How heavy a text is set. */
export type Weight = "normal" | "bold";

/** Estimated width of a text in pixels, on the safe side of every system font. */
export function textWidth(text: string, weight: Weight = "normal"): number {
  const ems = letters(text).reduce((sum, letter) => sum + letterWidth(letter), 0);
  return ems * fontSize * (weight === "bold" ? 1.13 : 1);
}

/** As many of the first letters as fit into `room` pixels. */
export function kept(all: readonly string[], room: number, weight: Weight): string[] {
  let left = room;
  return all.filter((letter) => (left -= textWidth(letter, weight)) >= 0);
}

/** A text cut to what fits into `room` pixels, with an ellipsis where something was cut. */
export function fitted(text: string, room: number, weight: Weight = "normal"): string {
  if (textWidth(text, weight) <= room) return text;
  const shown = kept(letters(text), room - textWidth("…", weight), weight);
  return `${shown.join("").trimEnd()}…`;
}

/** Estimated width of the widest of some texts, in pixels. */
export const widest = (texts: readonly string[], weight?: Weight): number =>
  Math.max(0, ...texts.map((text) => textWidth(text, weight)));

/** A text broken between words into lines that fit into `room` pixels. */
export const lines = (text: string, room: number) =>
  wrapped(text, room, (line) => textWidth(line), fitted);

/** Options that every chart shares. */
export function frame({ document, width }: Canvas, options: PlotOptions): PlotOptions {
  return { document, width, className: "plot", marginRight: 8, ...options };
}
