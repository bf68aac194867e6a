import { rollUp, type Cube } from "../model/cube.ts";
import type { Model } from "../../format/manifest.ts";
import { rowsIn } from "../model/metric.ts";
import { choose, without, type Selection } from "../model/selection.ts";
import { count } from "../text/numbers.ts";
import { write } from "./key-figures.ts";

/**
 * Attaches to the filter form: its check boxes show the selection, and how many customers each
 * value has under the other filters.
 */
export function takeSlicers(
  form: HTMLFormElement,
  cube: Cube,
  model: Model,
  change: (edit: (selection: Selection) => Selection) => void,
) {
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")].map((box) => ({
    box,
    tally: box.parentElement?.querySelector(".tally"),
  }));
  const chosenOf = (dimension: string) =>
    boxes
      .filter(({ box: { name, checked } }) => name === dimension && checked)
      .map(({ box }) => box.value);
  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement)
      change((selection) => choose(selection, box.name, chosenOf(box.name)));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  return {
    show(selection: Selection): void {
      const tallies = new Map(
        model.dashboard.slicers
          .filter((dimension) => cube.dimensions.has(dimension))
          .map((dimension) => [
            dimension,
            new Map(
              rollUp(cube, [dimension], without(selection, [dimension])).map(({ keys, sums }) => [
                keys[0],
                rowsIn(model, sums),
              ]),
            ),
          ]),
      );
      for (const { box, tally } of boxes) {
        box.checked = selection[box.name]?.includes(box.value) ?? false;
        if (tally) write(tally, count(tallies.get(box.name)?.get(box.value) ?? 0));
      }
    },
  };
}
