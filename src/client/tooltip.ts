import type { Model } from "../../format/manifest.ts";
import { detailsOfMark } from "../sentences/selection.ts";
import { make } from "./element.ts";
import type { Choice } from "./marks.ts";

const gap = 10;

/** The box that describes the mark under the pointer or with the focus; Escape hides it. */
export function tooltip(model: Model): {
  readonly show: Choice["point"];
  readonly hide: () => void;
} {
  const box = make("div", {
    class: "tooltip",
    attributes: { hidden: true, "aria-hidden": "true" },
  });
  document.body.append(box);
  const hide = () => {
    box.hidden = true;
  };
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  let target: Element = box;
  const place = () => {
    const [at, { offsetWidth: width, offsetHeight: height }] = [
      target.getBoundingClientRect(),
      box,
    ];
    const left = Math.max(
      gap,
      Math.min(
        at.left + at.width / 2 - width / 2,
        document.documentElement.clientWidth - width - gap,
      ),
    );
    const above = at.top - height - gap;
    box.style.left = `${left}px`;
    box.style.top = `${above > 0 ? above : at.bottom + gap}px`;
  };
  // Focusing a mark may scroll the page, so the box follows it.
  addEventListener("scroll", () => box.hidden || place(), { passive: true });
  return {
    hide,
    show(mark, at, figure) {
      if (!mark || !figure) {
        hide();
        return;
      }
      box.replaceChildren(
        make("strong", { text: mark.name }),
        make(
          "dl",
          {},
          ...detailsOfMark(mark, figure.reading, model).flatMap(([label, value]) => [
            make("dt", { text: label }),
            make("dd", { text: value }),
          ]),
        ),
      );
      box.hidden = false;
      target = at;
      place();
    },
  };
}
