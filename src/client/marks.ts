import type { Model } from "../../format/manifest.ts";
import type { DashboardFigure, Mark } from "../model/figure.ts";
import { isChosen, type Clause, type Selection } from "../model/selection.ts";
import { extentOfMark } from "../sentences/selection.ts";

/** What marks do. */
export interface Choice {
  readonly model: Model;
  /** Whether marks can be clicked. */
  readonly canPick: boolean;
  /** A mark was clicked. */
  pick(clause: Clause): void;
  /** A mark is under the pointer or has the focus; undefined when none is. */
  point(mark: Mark | undefined, at: Element, figure?: DashboardFigure): void;
}

const moves: Readonly<Record<string, (index: number, length: number) => number>> = {
  ArrowRight: (index) => index + 1,
  ArrowDown: (index) => index + 1,
  ArrowLeft: (index) => index - 1,
  ArrowUp: (index) => index - 1,
  Home: () => 0,
  End: (_, length) => length - 1,
};

const buttonsOf = (chart: Element) => [...chart.querySelectorAll<SVGElement>(".hits > *")];
const markOf = (figure: DashboardFigure | undefined, button: Element) =>
  figure?.marks[Number(button.getAttribute("data-key"))];

/**
 * Makes the marks of a drawing buttons: one tab stop for the chart, arrow keys between its marks.
 * Everything else in the drawing is hidden from assistive technology, which has the buttons' names
 * and the table.
 * @param stopKey the key of the mark that is the tab stop, if there was one
 */
export function nameMarks(
  svg: Element,
  figure: DashboardFigure,
  chosen: Selection,
  stopKey: string | undefined,
  model: Model,
): void {
  // An SVG counts as an image, and an image has no buttons.
  svg.setAttribute("role", "none");
  for (const group of svg.children)
    if (!group.classList.contains("hits")) group.setAttribute("aria-hidden", "true");
  const buttons = buttonsOf(svg);
  const stop = buttons.find((button) => button.getAttribute("data-key") === stopKey) ?? buttons[0];
  for (const button of buttons) {
    const mark = markOf(figure, button);
    if (!mark) continue;
    button.setAttribute("role", "button");
    button.setAttribute("tabindex", button === stop ? "0" : "-1");
    button.setAttribute("aria-pressed", String(isChosen(chosen, mark.clause)));
    button.setAttribute("aria-label", `${mark.name}: ${extentOfMark(mark, model)}`);
  }
}

/**
 * Handles the events of a chart's marks, however often it is redrawn: click, Enter and Space
 * select, arrow keys move.
 */
export function listen(
  chart: Element,
  figure: () => DashboardFigure | undefined,
  { pick, point }: Choice,
): void {
  const buttonAt = ({ target }: Event) =>
    target instanceof SVGElement && target.parentElement?.classList.contains("hits")
      ? target
      : undefined;
  const choose = (event: Event) => {
    const button = buttonAt(event);
    const mark = button && markOf(figure(), button);
    if (mark) pick(mark.clause);
    return mark !== undefined;
  };
  const step = (button: SVGElement, to: (index: number, length: number) => number) => {
    const buttons = buttonsOf(chart);
    const next =
      buttons[(to(buttons.indexOf(button), buttons.length) + buttons.length) % buttons.length];
    for (const other of buttons) other.setAttribute("tabindex", other === next ? "0" : "-1");
    next?.focus();
  };
  chart.addEventListener("click", choose);
  chart.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const [button, move] = [buttonAt(event), moves[event.key]];
    if (!button || event.altKey || event.ctrlKey || event.metaKey) return;
    if (move) step(button, move);
    else if ((event.key !== "Enter" && event.key !== " ") || !choose(event)) return;
    event.preventDefault();
  });
  for (const sign of ["pointerover", "focusin"])
    chart.addEventListener(sign, (event) => {
      const button = buttonAt(event);
      point(button && markOf(figure(), button), button ?? chart, figure());
    });
  for (const sign of ["pointerleave", "focusout"])
    chart.addEventListener(sign, (event) => {
      // A finger leaves as soon as it taps; the tooltip stays until the next tap.
      if (!(event instanceof PointerEvent && event.pointerType === "touch"))
        point(undefined, chart);
    });
}
