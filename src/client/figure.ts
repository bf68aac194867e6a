import { drawn } from "../charts/serialise.ts";
import { fittingWidth, widthsOf, type FigureSize } from "../charts/widths.ts";
import type { DashboardFigure } from "../model/figure.ts";
import type { Selection } from "../model/selection.ts";
import { find } from "./element.ts";
import { write } from "./key-figures.ts";
import { listen, nameMarks, type Choice } from "./marks.ts";
import { morph } from "./morph.ts";
import { tableElement } from "./table.ts";

/** A figure of the page that is redrawn whenever the selection changes. */
export interface LiveFigure {
  readonly id: string;
  readonly element: HTMLElement;
  /** Whether it is in or near the viewport. */
  readonly near: boolean;
  /** What it shows now; undefined until it is first drawn. */
  readonly shown: DashboardFigure | undefined;
  show(figure: DashboardFigure, chosen: Selection): void;
}

/** Attaches to a figure that is in the page. */
export function liveFigure(element: HTMLElement, choice: Choice): LiveFigure {
  const chart = find(".chart", element);
  const size = (/chart-(card|page|full)/.exec(chart.className)?.[1] ?? "card") as FigureSize;
  const title = find("figcaption :is(h1, h2, h3)", element);
  const subtitle = find("figcaption p", element);
  const details = element.querySelector("details.table-of");
  let available = chart.clientWidth;
  let shown: DashboardFigure | undefined;
  let chosen: Selection = {};
  let stale = false;
  // Until the observer reports, nothing is near: the first drawings are made one after another.
  let near = false;

  const draw = (): void => {
    if (!shown) return;
    const width = fittingWidth(size, available);
    const svg = drawn(shown.chart, { document, width, hits: choice.canPick }, element.id);
    svg.classList.add(`w${width}`, "live");
    const current = chart.querySelector(".live");
    nameMarks(
      svg,
      shown,
      chosen,
      current?.querySelector(".hits > [tabindex='0']")?.getAttribute("data-key") ?? undefined,
      choice.model,
    );
    if (current) morph(current, svg);
    else chart.replaceChildren(svg);
  };
  // The width on paper is not known in advance, so the figure is drawn at each width and the style
  // sheet picks one, as it does without JavaScript.
  const forPaper = () => {
    if (!shown) return;
    const { chart: drawing } = shown;
    chart.classList.remove("alive");
    chart.replaceChildren(
      ...widthsOf(size).map((width) => {
        const svg = drawn(drawing, { document, width }, `${element.id}-${width}`);
        svg.classList.add(`w${width}`);
        return svg;
      }),
    );
  };
  const forScreen = () => {
    if (!shown) return;
    chart.classList.add("alive");
    draw();
  };
  const tabulate = () => {
    if (!stale || !shown || !(details instanceof HTMLDetailsElement) || !details.open) return;
    const table = details.querySelector(".table-scroll");
    // The same element is kept, so that focus and scroll position stay.
    if (table) morph(table, tableElement(shown.table, shown.listed));
    stale = false;
  };

  addEventListener("beforeprint", forPaper);
  addEventListener("afterprint", forScreen);
  listen(chart, () => shown, choice);
  details?.addEventListener("toggle", tabulate);
  new ResizeObserver(([entry]) => {
    const next = entry?.contentRect.width ?? available;
    const redraw = fittingWidth(size, next) !== fittingWidth(size, available);
    available = next;
    if (redraw && next > 0) draw();
  }).observe(chart);
  new IntersectionObserver(([entry]) => (near = entry?.isIntersecting ?? true), {
    rootMargin: "100px",
  }).observe(element);
  return {
    id: element.id,
    element,
    get near() {
      return near;
    },
    get shown() {
      return shown;
    },
    show(figure, selection) {
      [shown, chosen, stale] = [figure, selection, true];
      write(title, figure.title);
      write(subtitle, figure.subtitle);
      chart.setAttribute("role", choice.canPick ? "group" : "img");
      chart.classList.add("alive");
      chart.setAttribute("aria-label", `${figure.subtitle}: ${figure.title}`);
      draw();
      tabulate();
    },
  };
}
