import type { Dimension } from "../../format/report.ts";

/**
 * The values chosen of each dimension, by its name, in the order of choosing; a dimension without any
 * is not restricted.
 */
export type Selection = Readonly<Record<string, readonly string[]>>;

export const emptySelection: Selection = {};

/** Whether nothing is chosen. */
export const isEmptySelection = (selection: Selection) => Object.keys(selection).length === 0;

/** What is chosen, dimension by dimension in the order of the report. */
export const chosenIn = (
  selection: Selection,
  dimensions: readonly Dimension[],
): readonly (readonly [dimension: Dimension, values: readonly string[]])[] =>
  dimensions.flatMap((dimension) => {
    const values = selection[dimension.name];
    return values ? [[dimension, values] as const] : [];
  });

/** A selection with the values of one dimension replaced; none of them means all. */
export function choose(
  selection: Selection,
  dimension: string,
  values: readonly string[],
): Selection {
  const others = Object.entries(selection).filter(([name]) => name !== dimension);
  return Object.fromEntries(values.length === 0 ? others : [...others, [dimension, values]]);
}

/** A selection with one value of a dimension more, or less where it was chosen. */
export function toggle(selection: Selection, dimension: string, value: string): Selection {
  const chosen = selection[dimension] ?? [];
  return choose(
    selection,
    dimension,
    chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
  );
}

/** One value for each of some dimensions: what a mark of a chart stands for. */
export type Clause = Readonly<Record<string, string>>;

/** Whether a selection is, in the clause's dimensions, that clause and nothing more. */
export function isChosen(selection: Selection, clause: Clause): boolean {
  return Object.entries(clause).every(
    ([dimension, value]) => selection[dimension]?.length === 1 && selection[dimension][0] === value,
  );
}

/**
 * A selection with a mark's clause in place of what was chosen of its dimensions; choosing it again
 * clears them.
 */
export function pick(selection: Selection, clause: Clause): Selection {
  const again = isChosen(selection, clause);
  return Object.entries(clause).reduce(
    (next, [dimension, value]) => choose(next, dimension, again ? [] : [value]),
    selection,
  );
}

/** Whether a mark is among what is chosen of its dimensions, which of nothing chosen is so. */
export function admits(selection: Selection, clause: Clause): boolean {
  return Object.entries(clause).every(
    ([dimension, value]) => selection[dimension]?.includes(value) ?? true,
  );
}

/** A selection without what is chosen of some dimensions. */
export const without = (selection: Selection, dropped: readonly string[]): Selection =>
  dropped.reduce((next, dimension) => choose(next, dimension, []), selection);

/** Whether two selections restrict alike, in whatever order their values were chosen. */
export function isSame(a: Selection, b: Selection): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every(
    (name) =>
      (a[name]?.length ?? 0) === (b[name]?.length ?? 0) &&
      (a[name] ?? []).every((value) => b[name]?.includes(value)),
  );
}
