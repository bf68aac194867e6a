/**
 * What a reader can choose by, as the cubes name it; `key` stands in links, `label` before readers.
 */
export const dimensions = {
  subscription_status: { key: "subscription", label: "Subscription" },
  category: { key: "category", label: "Category" },
  gender: { key: "gender", label: "Gender" },
  shipping_type: { key: "shipping", label: "Shipping" },
  age_group: { key: "age", label: "Age group" },
  season: { key: "season", label: "Season" },
  item_purchased: { key: "product", label: "Product" },
} as const;

export type Dimension = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as Dimension[];

/** The dimensions that have a slicer; the others are chosen in the charts. */
export const slicers = [
  "subscription_status",
  "category",
  "gender",
  "shipping_type",
] as const satisfies readonly Dimension[];

/**
 * The values chosen of each dimension, in the order of `dimensionNames` and of choosing; a
 * dimension without any is not restricted.
 */
export type Selection = Readonly<Partial<Record<Dimension, readonly string[]>>>;

export const emptySelection: Selection = {};

/** Whether nothing is chosen. */
export const isEmptySelection = (selection: Selection) => Object.keys(selection).length === 0;

/** A selection with the values of one dimension replaced; none of them means all. */
export function choose(
  selection: Selection,
  dimension: Dimension,
  values: readonly string[],
): Selection {
  const next = { ...selection, [dimension]: values };
  return Object.fromEntries(
    dimensionNames.flatMap((name) => (next[name]?.length ? [[name, next[name]]] : [])),
  );
}

/** A selection with one value of a dimension more, or less where it was chosen. */
export function toggle(selection: Selection, dimension: Dimension, value: string): Selection {
  const chosen = selection[dimension] ?? [];
  return choose(
    selection,
    dimension,
    chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
  );
}

/** One value for each of some dimensions: what a mark of a chart stands for. */
export type Clause = Readonly<Partial<Record<Dimension, string>>>;

/** Whether a selection is, in the clause's dimensions, that clause and nothing more. */
export function isChosen(selection: Selection, clause: Clause): boolean {
  return entries(clause).every(
    ([dimension, value]) => selection[dimension]?.length === 1 && selection[dimension][0] === value,
  );
}

/**
 * A selection with a mark's clause in place of what was chosen of its dimensions; choosing it again
 * clears them.
 */
export function pick(selection: Selection, clause: Clause): Selection {
  const again = isChosen(selection, clause);
  return entries(clause).reduce(
    (next, [dimension, value]) => choose(next, dimension, again ? [] : [value]),
    selection,
  );
}

/** Whether a mark is among what is chosen of its dimensions, which of nothing chosen is so. */
export function admits(selection: Selection, clause: Clause): boolean {
  return entries(clause).every(
    ([dimension, value]) => selection[dimension]?.includes(value) ?? true,
  );
}

/** A selection without what is chosen of some dimensions. */
export function without(selection: Selection, dropped: readonly Dimension[]): Selection {
  return dropped.reduce(
    (next, dimension) => (next[dimension] ? choose(next, dimension, []) : next),
    selection,
  );
}

/** Whether two selections restrict alike, in whatever order their values were chosen. */
export function isSame(a: Selection, b: Selection): boolean {
  return dimensionNames.every(
    (name) =>
      (a[name]?.length ?? 0) === (b[name]?.length ?? 0) &&
      (a[name] ?? []).every((value) => b[name]?.includes(value)),
  );
}

const entries = (clause: Clause) => Object.entries(clause) as [Dimension, string][];
