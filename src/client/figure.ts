import { drawn } from "../charts/serialise.ts";
import type { DashboardFigure } from "../model/figures.ts";
import type { Selection } from "../model/selection.ts";
import { find } from "./element.ts";
import { makeChoosable, type Choice } from "./marks.ts";
import { move, placesOf } from "./motion.ts";
import { tableOf } from "./table.ts";

/** A figure of the page that is drawn anew whenever the selection changes. */
export interface LiveFigure {
  readonly id: string;
  readonly element: HTMLElement;
  /** What it shows now; undefined until it is first drawn. */
  readonly shown: DashboardFigure | undefined;
  show(figure: DashboardFigure, chosen: Selection): void;
}

/** From which widths of the container on the wider drawings fit, as the site's style sheet has it for the drawings that the page came with. */
const steps: Readonly<Record<string, readonly (readonly [from: number, width: number])[]>> = {
  card: [[500, 540]],
  page: [[628, 680]],
  full: [[628, 680], [1016, 1100]],
};

const smallest = 310;

/** The width at which a chart is drawn in a container of some width. */
function drawingWidth(size: string, available: number): number {
  return (steps[size] ?? []).reduce((width, [from, wider]) => (available >= from ? wider : width), smallest);
}

/** Takes over a figure that the page came with. */
export function liveFigure(element: HTMLElement, choice: Choice): LiveFigure {
  const chart = find(".chart", element);
  const size = /chart-(card|page|full)/.exec(chart.className)?.[1] ?? "card";
  const [title, subtitle] = [find("figcaption :is(h1, h2, h3)", element), find("figcaption p", element)];
  const details = element.querySelector("details.table-of");
  let available = chart.clientWidth;
  let shown: DashboardFigure | undefined;
  let chosen: Selection = {};
  let stale = false;

  const draw = (): void => {
    if (!shown) return;
    const width = drawingWidth(size, available);
    const svg = drawn(shown.chart, { document, width, hits: true }, element.id) as SVGSVGElement;
    svg.classList.add(`w${width}`, "live");
    makeChoosable(svg, shown, chosen, choice);
    const before = placesOf(chart);
    const focused = chart.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : undefined;
    chart.replaceChildren(svg);
    if (focused) svg.querySelector<SVGElement>(`.hits > [data-key="${focused}"]`)?.focus({ preventScroll: true });
    move(chart, before);
  };
  const tabulate = () => {
    if (!stale || !shown || !(details instanceof HTMLDetailsElement) || !details.open) return;
    details.querySelector(".table-scroll")?.replaceWith(tableOf(shown.table, shown.subtitle));
    stale = false;
  };

  details?.addEventListener("toggle", tabulate);
  new ResizeObserver(([entry]) => {
    const next = entry?.contentRect.width ?? available;
    const redraw = drawingWidth(size, next) !== drawingWidth(size, available);
    available = next;
    if (redraw && next > 0) draw();
  }).observe(chart);
  return {
    id: element.id,
    element,
    get shown() {
      return shown;
    },
    show(figure, selection) {
      [shown, chosen, stale] = [figure, selection, true];
      if (title.textContent !== figure.title) title.textContent = figure.title;
      if (subtitle.textContent !== figure.subtitle) subtitle.textContent = figure.subtitle;
      chart.setAttribute("role", "group");
      chart.setAttribute("aria-label", `${figure.subtitle}: ${figure.title}`);
      draw();
      tabulate();
    },
  };
}
