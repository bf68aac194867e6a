import { inSentence } from "../text/words.ts";
import { find } from "./element.ts";

const narrow = matchMedia("(max-width: 860px)");

/**
 * Moves the filter form into a sheet on narrow screens, and back into the page on wide ones.
 */
export function takeSheet(root: HTMLElement): { say(text: string): void } {
  const dialog = find<HTMLDialogElement>("dialog", root);
  const form = find("form.slicers", root);
  const place = find("[data-place]", root);
  const inside = find("[data-inside]", dialog);
  const done = find("[data-done]", dialog);
  const settle = () => {
    if (!narrow.matches && dialog.open) dialog.close();
    (narrow.matches ? inside : place).append(form);
  };
  narrow.addEventListener("change", settle);
  find("[data-open]", root).addEventListener("click", () => dialog.showModal());
  for (const button of dialog.querySelectorAll("[data-close]"))
    button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    // The backdrop is the dialog itself; everything in it is inside its own box.
    if (event.target === dialog) dialog.close();
  });
  settle();
  return {
    say: (text) => {
      done.textContent = `Show ${inSentence(text)}`;
    },
  };
}
