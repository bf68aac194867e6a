import type { Locale } from "../../format/locale-schema.ts";
import type { Model } from "../../format/manifest.ts";

/** What a page passes to its script. */
export interface Report {
  /** The address of the cube. */
  readonly cube: string;
  /** The addresses of cubes of single figures that the cube cannot answer, by the figures' ids. */
  readonly cubes?: Readonly<Record<string, string>>;
  /** What the figures are, and how they are written. */
  readonly model: Model;
  /** How numbers are written. */
  readonly locale: Locale;
  /** The source of the figures, in one line. */
  readonly source: string;
  /** The address under which charts can be embedded. */
  readonly embed: string;
}

/** Reads the page's data block. @throws Error for a page without one */
export function reportOf(page: Document): Report {
  const text = page.querySelector("#report")?.textContent;
  if (!text) throw new Error("The page has no #report data block. Rebuild the site.");
  return JSON.parse(text) as Report;
}
