import type { Mark } from "../model/figures.ts";
import { detailsOfMark } from "../sentences/mark.ts";
import { make } from "./element.ts";

const gap = 10;

/** The box that tells of the mark under the pointer or the focus; Escape dismisses it. Nothing is told there that the tables do not have. */
export function tooltip(): { show(mark: Mark | undefined, at: Element): void; hide(): void } {
  const box = make("div", { class: "tooltip", attributes: { hidden: true, "aria-hidden": "true" } });
  document.body.append(box);
  const hide = () => {
    box.hidden = true;
  };
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", hide, { passive: true });
  return {
    hide,
    show(mark, at) {
      if (!mark) {
        hide();
        return;
      }
      box.replaceChildren(make("strong", { text: mark.name }), make("dl", {}, ...detailsOfMark(mark).flatMap(([label, value]) => [make("dt", { text: label }), make("dd", { text: value })])));
      box.hidden = false;
      const [place, { offsetWidth: width, offsetHeight: height }] = [at.getBoundingClientRect(), box];
      const left = Math.max(gap, Math.min(place.left + place.width / 2 - width / 2, document.documentElement.clientWidth - width - gap));
      const above = place.top - height - gap;
      box.style.left = `${left}px`;
      box.style.top = `${above > 0 ? above : place.bottom + gap}px`;
    },
  };
}
