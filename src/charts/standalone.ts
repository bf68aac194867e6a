import { wrapped } from "../text/words.ts";
import { escaped, forbidden } from "../text/xml.ts";
import type { Chart } from "./frame.ts";
import { serialise } from "./serialise.ts";

const [width, pad] = [680, 24];

/**
 * A chart as an SVG file that stands alone: title, subtitle and source inside the picture.
 * @param document where the chart is drawn
 * @param colors CSS that gives the colors' names their values
 */
export function standaloneSvg(
  chart: Chart,
  id: string,
  { title, subtitle, source }: Readonly<Record<"title" | "subtitle" | "source", string>>,
  document: Document,
  colors: string,
): string {
  const heading = wrapped(title, 58);
  const subheading = wrapped(subtitle, 84);
  const top = pad + heading.length * 28 + 10 + subheading.length * 20;
  // A page's name for the no-break space, which XML does not know.
  const inner = serialise(chart, { document, width }, id)
    .replace(forbidden, "")
    .replaceAll("&nbsp;", "&#160;");
  const chartHeight = Number(/ height="([\d.]+)"/.exec(inner)?.[1] ?? 0);
  const sources = wrapped(source, 100);
  const height = top + chartHeight + 24 + sources.length * 16 + pad;
  const outer = width + 2 * pad;
  const lines = (texts: readonly string[], first: number, step: number) =>
    texts
      .map((line, i) => `<tspan x="${pad}" y="${first + i * step}">${escaped(line)}</tspan>`)
      .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${outer}" height="${height}" viewBox="0 0 ${outer} ${height}" role="img" aria-label="${escaped(title).replaceAll('"', "&quot;")}">
<title>${escaped(title)}</title>
<style>${colors} svg{color:var(--ink);font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}text{font-variant-numeric:tabular-nums lining-nums}</style>
<rect width="100%" height="100%" fill="var(--paper)"/>
<g fill="currentColor"><text font-size="22" font-weight="700" font-family="Charter,Cambria,Georgia,serif">${lines(heading, pad + 22, 28)}</text>
<text font-size="14" fill="var(--muted)">${lines(subheading, pad + heading.length * 28 + 16, 20)}</text>
${inner.replace("<svg ", `<svg x="${pad}" y="${top}" `)}
<text font-size="12" fill="var(--muted)">${lines(sources, top + chartHeight + 30, 16)}</text></g>
</svg>
`;
}
