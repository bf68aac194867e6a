import type { Model } from "../../format/manifest.ts";
import { chosenIn, toggle, type Selection } from "../model/selection.ts";
import { called } from "../text/words.ts";
import { make } from "./element.ts";

/**
 * The list of selected values, each with a button that removes it.
 * @param after gets the focus when the last one is removed
 */
export function chips(
  list: HTMLElement,
  after: HTMLElement,
  { dimensions }: Pick<Model, "dimensions">,
  change: (edit: (selection: Selection) => Selection) => void,
): { show(selection: Selection): void } {
  return {
    show(selection) {
      const focused = list.contains(document.activeElement);
      const items = chosenIn(selection, dimensions).flatMap(([dimension, values]) =>
        values.map((value) => {
          const name = called(value, dimension.names);
          const label = `Remove ${dimension.label.toLowerCase()} ${name}`;
          return make(
            "li",
            {},
            make(
              "button",
              {
                class: "chip",
                attributes: { type: "button", "aria-label": label },
                click: () => change((now) => toggle(now, dimension.name, value)),
              },
              make("span", { text: name }),
              " ×",
            ),
          );
        }),
      );
      list.replaceChildren(...items);
      list.hidden = items.length === 0;
      // Keyboard users continue with the next chip.
      if (focused) (list.querySelector("button") ?? after).focus();
    },
  };
}
