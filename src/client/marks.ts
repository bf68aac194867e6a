import type { DashboardFigure, Mark } from "../model/figures.ts";
import { isChosen, type Clause, type Selection } from "../model/selection.ts";
import { extentOfMark } from "../sentences/mark.ts";

/** What happens to marks. */
export interface Choice {
  /** A mark was chosen, or chosen again. */
  pick(clause: Clause): void;
  /** A mark is pointed at or has the focus; undefined when none is any more. */
  point(mark: Mark | undefined, at: Element): void;
}

const moves: Readonly<Record<string, (index: number, length: number) => number>> = {
  ArrowRight: (index) => index + 1,
  ArrowDown: (index) => index + 1,
  ArrowLeft: (index) => index - 1,
  ArrowUp: (index) => index - 1,
  Home: () => 0,
  End: (_, length) => length - 1,
};

/**
 * Makes the marks of a drawing buttons: one stop of the Tab key for the whole chart, arrow keys between its marks, Enter and Space to
 * choose. Everything else in the drawing is hidden from assistive technology, which has the buttons' names and the table.
 */
export function makeChoosable(svg: SVGSVGElement, figure: DashboardFigure, chosen: Selection, choice: Choice): void {
  for (const group of svg.children) if (!group.classList.contains("hits")) group.setAttribute("aria-hidden", "true");
  const buttons = [...svg.querySelectorAll<SVGElement>(".hits > *")];
  const markOf = (button: Element) => figure.marks[Number(button.getAttribute("data-key"))];
  const stop = buttons.find((button) => isChosen(chosen, markOf(button)?.clause ?? {})) ?? buttons[0];
  for (const button of buttons) {
    const mark = markOf(button);
    if (!mark) continue;
    button.setAttribute("role", "button");
    button.setAttribute("tabindex", button === stop ? "0" : "-1");
    button.setAttribute("aria-pressed", String(isChosen(chosen, mark.clause)));
    button.setAttribute("aria-label", `${mark.name}: ${extentOfMark(mark)}`);
  }
  const at = (event: Event) => buttons.find((button) => button === event.target);
  svg.addEventListener("click", (event) => {
    const mark = markOf(at(event) ?? svg);
    if (mark) choice.pick(mark.clause);
  });
  svg.addEventListener("keydown", (event) => {
    const button = at(event);
    const mark = button && markOf(button);
    if (!button || !mark) return;
    if (event.key === "Enter" || event.key === " ") choice.pick(mark.clause);
    else if (moves[event.key]) {
      const next = buttons[((moves[event.key]?.(buttons.indexOf(button), buttons.length) ?? 0) + buttons.length) % buttons.length];
      for (const other of buttons) other.setAttribute("tabindex", other === next ? "0" : "-1");
      next?.focus();
    } else return;
    event.preventDefault();
  });
  for (const sign of ["pointerover", "focusin"]) svg.addEventListener(sign, (event) => choice.point(markOf(at(event) ?? svg), at(event) ?? svg));
  for (const sign of ["pointerleave", "focusout"]) svg.addEventListener(sign, () => choice.point(undefined, svg));
}
