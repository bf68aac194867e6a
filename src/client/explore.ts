import type { Model } from "../../format/manifest.ts";
import { exploreId } from "../../format/explore-id.ts";
import type { Cube } from "../model/cube.ts";
import { choicesOf, exploredModel } from "../model/explore.ts";
import type { DashboardFigure } from "../model/figure.ts";
import type { View } from "../model/link.ts";
import { without } from "../model/selection.ts";
import { find } from "./element.ts";
import { write } from "./key-figures.ts";

/**
 * What a page that explores shows, chosen by its form or, where it is embedded, by the link; undefined
 * on other pages.
 * @param changed is called when the reader chose otherwise
 */
export function takeExplorer(cube: Cube, model: Model, changed: () => void) {
  if (!model.dashboard.figures.some(({ id }) => id === exploreId)) return undefined;
  const choices = choicesOf(cube, model);
  const names = choices.map(({ dimension }) => dimension.name);
  const usual = choices.map(({ values }) => values[0] ?? "");
  const form = document.querySelector<HTMLFormElement>("form.explore");
  const fields = names.flatMap(
    (name) => (form?.elements.namedItem(name) ?? []) as HTMLSelectElement | RadioNodeList,
  );
  const inForm = () => usual.map((value, at) => fields[at]?.value ?? value);
  let chosen: readonly string[] = usual;
  const early = inForm();
  const choose = (next: readonly string[]) => {
    chosen = next;
    changed();
  };
  form?.addEventListener("change", () => choose(inForm()));
  return {
    choices,
    /** Takes from a link what it chooses. @returns what it selects */
    take({ a, b }: View): View {
      chosen = names.map((name, at) => a[name]?.[0] ?? usual[at] ?? "");
      return { a: without(a, names), ...(b ? { b: without(b, names) } : {}) };
    },
    /** A view with what is chosen, to be linked. */
    linked: ({ a, ...rest }: View): View => ({
      ...rest,
      a: { ...a, ...Object.fromEntries(names.map((name, at) => [name, [chosen[at] ?? ""]])) },
    }),
    /** Chooses again what was chosen before there was a script. */
    again: () => early.join() === usual.join() || choose(early),
    model: () => exploredModel(model, chosen),
    show({ id, title, listed }: DashboardFigure): void {
      for (const [at, field] of fields.entries()) field.value = chosen[at] ?? "";
      const [figure, isTable] = [find(`#${id}`), chosen.at(-1) === "table"];
      // A table that the reader opened below the bars stays open.
      if (figure.hasAttribute("data-listed") !== isTable)
        find<HTMLDetailsElement>(".table-of", figure).open = isTable;
      figure.toggleAttribute("data-listed", isTable);
      if (isTable) write(find("figcaption p", figure), listed);
      if (form) write(find("[data-explored]", form), `${listed}: ${title}`);
    },
  };
}
