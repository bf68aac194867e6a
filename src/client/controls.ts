import type { Cube } from "../model/cube.ts";
import type { View } from "../model/link.ts";
import { emptySelection, type Selection } from "../model/selection.ts";
import { extent } from "../sentences/selection.ts";
import type { Model } from "../../format/manifest.ts";
import { rowsIn, type Sums } from "../model/metric.ts";
import { chips } from "./chips.ts";
import { copied } from "./clipboard.ts";
import { listed } from "../text/words.ts";
import { find } from "./element.ts";
import { write } from "./key-figures.ts";
import { takeSheet } from "./sheet.ts";
import { takeSlicers } from "./slicers.ts";

/** Which of two selections the controls change. */
export type Side = "a" | "b";

/** What the controls do. */
export interface Actions {
  /** Changes the selection that is being edited. */
  change(edit: (selection: Selection) => Selection, side?: Side): void;
  /** Starts or stops comparing. */
  compare(on: boolean): void;
  /** Sets which selection is being edited. */
  edit(side: Side): void;
}

/** Attaches to the filter form, the bar below it, and its sheet on narrow screens. */
export function takeControls(
  root: HTMLElement,
  cube: Cube,
  model: Model,
  { change, compare, edit }: Actions,
) {
  const slicers = takeSlicers(find("form.slicers", root), cube, model, change);
  const sheet = takeSheet(root);
  const notice = find("[data-notice]", root);
  const empty = find("[data-empty]", root);
  const status = find("[data-status]", root);
  const statusB = find("[data-status-b]", root);
  const comparing = find("[data-compare]", root);
  const lists = {
    a: chips(find("[data-chips]", root), comparing, model, (next) => change(next, "a")),
    b: chips(find("[data-chips-b]", root), comparing, model, (next) => change(next, "b")),
  };
  const sides = [...root.querySelectorAll<HTMLInputElement>("input[name=side]")];
  const said = find("[data-copied]", root);

  for (const button of root.querySelectorAll("[data-reset]"))
    button.addEventListener("click", () => {
      change(() => emptySelection);
      // Most of these buttons disappear once they are used; the focus moves to the next one.
      if (!button.checkVisibility()) comparing.focus();
    });
  const copyLink = async () =>
    write(
      said,
      (await copied(location.href))
        ? "Copied"
        : "Your browser blocked copying; copy the link from the address bar.",
    );
  find("[data-copy-link]", root).addEventListener("click", () => void copyLink());
  comparing.addEventListener("click", () =>
    compare(comparing.getAttribute("aria-pressed") !== "true"),
  );
  for (const side of sides) side.addEventListener("change", () => edit(side.value as Side));
  return {
    show(view: View, side: Side, a: Sums, b: Sums | undefined, whole: Sums): void {
      const [selection, sums] = side === "b" && view.b && b ? [view.b, b] : [view.a, a];
      slicers.show(selection);
      lists.a.show(view.a);
      lists.b.show(view.b ?? emptySelection);
      write(status, extent(a, whole, model));
      write(statusB, b ? extent(b, whole, model) : "");
      write(said, "");
      sheet.say(extent(sums, whole, model));
      comparing.setAttribute("aria-pressed", String(view.b !== undefined));
      for (const choice of sides) choice.checked = choice.value === side;
      empty.hidden = rowsIn(model, sums) > 0;
      root.toggleAttribute("data-filtered", Object.keys(selection).length > 0);
      root.toggleAttribute("data-comparing", view.b !== undefined);
      notice.hidden = true;
    },
    ignored(what: readonly string[]): void {
      notice.hidden = what.length === 0;
      write(
        find("[data-notice-text]", notice),
        what.length === 0 ? "" : `We ignored part of this link: ${listed(what, "value")}.`,
      );
    },
  };
}
