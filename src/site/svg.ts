import { serialise } from "../charts/serialise.ts";
import { buildDocument } from "../charts/document.ts";
import type { Chart } from "../charts/frame.ts";
import { wrapped } from "../text/words.ts";
import tokens from "../styles/tokens.css?raw";

/** Characters that XML forbids, whatever the CSV holds. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escape = (text: string) => text.replace(forbidden, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * A chart as an SVG file that stands alone: title, subtitle and source inside the picture, the site's colours, light and dark.
 */
export function standaloneSvg(chart: Chart, id: string, title: string, subtitle: string, source: string): string {
  const width = 680;
  const pad = 24;
  const heading = wrapped(title, 58);
  const top = pad + heading.length * 28 + 30;
  const inner = serialise(chart, { document: buildDocument, width }, id).replace(forbidden, "");
  const chartHeight = Number(/ height="([\d.]+)"/.exec(inner)?.[1] ?? 0);
  const sources = wrapped(source, 100);
  const height = top + chartHeight + 24 + sources.length * 16 + pad;
  const outer = width + 2 * pad;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${outer}" height="${height}" viewBox="0 0 ${outer} ${height}" role="img" aria-label="${escape(title).replaceAll('"', "&quot;")}">
<title>${escape(title)}</title>
<style>${tokens} svg{color:var(--ink);font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}text{font-variant-numeric:tabular-nums lining-nums}</style>
<rect width="100%" height="100%" fill="var(--paper)"/>
<g fill="currentColor"><text font-size="22" font-weight="700" font-family="Charter,Cambria,Georgia,serif">${heading.map((line, i) => `<tspan x="${pad}" y="${pad + 22 + i * 28}">${escape(line)}</tspan>`).join("")}</text>
<text x="${pad}" y="${top - 14}" font-size="14" fill="var(--muted)">${escape(subtitle)}</text>
${inner.replace("<svg ", `<svg x="${pad}" y="${top}" `)}
<text font-size="12" fill="var(--muted)">${sources.map((line, i) => `<tspan x="${pad}" y="${top + chartHeight + 30 + i * 16}">${escape(line)}</tspan>`).join("")}</text></g>
</svg>
`;
}
