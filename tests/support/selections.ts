import fc from "fast-check";
import type { Selection } from "../../src/model/selection.ts";
import { dimensionNames } from "./asked.ts";
import { model } from "./model.ts";

/** The values that each dimension has. */
export type Known = ReadonlyMap<string, readonly string[]>;

/** Every combination of at most one value of each slicer, everybody first. */
export function singleSelections(known: Known): Selection[] {
  return model.dashboard.slicers.reduce<Selection[]>(
    (all, name) =>
      all.flatMap((selection) => [
        selection,
        ...(known.get(name) ?? []).map((value) => ({ ...selection, [name]: [value] })),
      ]),
    [{}],
  );
}

/** Selections of several values of any dimension, as they are chosen in any order. */
export function anySelection(known: Known): fc.Arbitrary<Selection> {
  const values = (name: string) =>
    fc.oneof(
      fc.constant(undefined),
      fc.shuffledSubarray([...(known.get(name) ?? [])], { minLength: 1 }),
    );
  return fc
    .record(Object.fromEntries(dimensionNames.map((name) => [name, values(name)])))
    .map(
      (chosen) =>
        Object.fromEntries(
          Object.entries(chosen).filter(([, some]) => some !== undefined),
        ) as Selection,
    );
}
