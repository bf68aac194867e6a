import { buildDocument } from "../charts/document.ts";
import type { Chart } from "../charts/frame.ts";
import { standaloneSvg } from "../charts/standalone.ts";
import { sourceLine } from "./about.ts";
import { allColors } from "./theme.ts";

/** A chart as a file that the site offers: in the site's colors, light and dark. */
export const svgFile = (chart: Chart, id: string, title: string, subtitle: string): string =>
  standaloneSvg(chart, id, { title, subtitle, source: sourceLine() }, buildDocument, allColors);
