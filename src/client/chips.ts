import { dimensionNames, dimensions, toggle, type Selection } from "../model/selection.ts";
import { valueName } from "../sentences/selection.ts";
import { make } from "./element.ts";

/**
 * The list of what is chosen, each with a button that takes it away again.
 * @param after has the focus once the last one is removed
 */
export function chips(
  list: HTMLElement,
  after: HTMLElement,
  change: (edit: (selection: Selection) => Selection) => void,
): { show(selection: Selection): void } {
  return {
    show(selection) {
      const focused = list.contains(document.activeElement);
      const items = dimensionNames.flatMap((dimension) =>
        (selection[dimension] ?? []).map((value) => {
          const name = valueName(dimension, value);
          const label = `Remove ${dimensions[dimension].label.toLowerCase()} ${name}`;
          return make(
            "li",
            {},
            make(
              "button",
              {
                class: "chip",
                attributes: { type: "button", "aria-label": label },
                click: () => change((now) => toggle(now, dimension, value)),
              },
              make("span", { text: name }),
              " ×",
            ),
          );
        }),
      );
      list.replaceChildren(...items);
      list.hidden = items.length === 0;
      // Who removed a chip by keyboard goes on with the next one.
      if (focused) (list.querySelector("button") ?? after).focus();
    },
  };
}
