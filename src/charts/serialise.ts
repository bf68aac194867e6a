import { fontSize, type Canvas, type Chart } from "./frame.ts";

const svgNamespace = "http://www.w3.org/2000/svg";

/** Attributes that hold coordinates. */
const coordinates = "d x y x1 x2 y1 y2 width height transform cx cy".split(" ");

/**
 * A chart as SVG text fit for a page under a strict content security policy: without Plot's style
 * sheet and style attributes
 * (the site's CSS has the rules), clip ids made the chart's own, coordinates to a tenth of a pixel.
 */
export function serialise(chart: Chart, canvas: Canvas, id: string): string {
  const svg = drawn(chart, canvas, id);
  for (const element of svg.querySelectorAll("*")) {
    for (const name of coordinates) {
      const value = element.getAttribute(name);
      if (value?.includes("."))
        element.setAttribute(
          name,
          value.replace(/-?\d+\.\d+(?![\d.]*em)/g, (number) =>
            String(Math.round(Number(number) * 10) / 10),
          ),
        );
    }
    for (const name of ["id", "clip-path"]) {
      const value = element.getAttribute(name);
      if (value?.includes("plot-clip-"))
        element.setAttribute(name, value.replace("plot-clip-", `${id}-clip-`));
    }
  }
  svg.setAttribute("aria-hidden", "true");
  return svg.outerHTML;
}

/**
 * A chart as an SVG element without Plot's style sheet and style attributes; a mark's key is in its
 * `data-key`.
 */
export function drawn(chart: Chart, canvas: Canvas, id: string): Element {
  const svg = chart(canvas);
  if (svg.namespaceURI !== svgNamespace)
    throw new Error(`${id}: a chart is one SVG; titles and legends are the page's.`);
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const element of [svg, ...svg.querySelectorAll("[style]")]) element.removeAttribute("style");
  // What a chart says to assistive technology is on its container: the marks' own names would
  // repeat it piecemeal.
  for (const element of svg.querySelectorAll("[aria-label], [aria-description]")) {
    const key = element.getAttribute("aria-label");
    if (canvas.hits && key !== null && element.localName !== "g")
      element.setAttribute("data-key", key);
    element.removeAttribute("aria-label");
    element.removeAttribute("aria-description");
  }
  svg.setAttribute("font-size", String(fontSize));
  svg.removeAttribute("font-family");
  return svg;
}
