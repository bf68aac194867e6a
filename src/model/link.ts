import {
  dimensionNames,
  dimensions,
  emptySelection,
  isEmptySelection,
  type Selection,
} from "./selection.ts";

/** What a link says: one selection, or two to compare. */
export interface View {
  readonly a: Selection;
  readonly b?: Selection;
}

/** Before the keys of the selection that the first is compared with. */
const second = "vs";

/**
 * Keys that mail and advertising services add to links: they say where a reader came from and ask
 * for nothing.
 */
export const isTracking = (key: string): boolean =>
  /^(utm_.*|.*clk?id|_ga(_.*)?|_gl|mc_.*)$/i.test(key);

function queryOf(selection: Selection, prefix = ""): [string, string][] {
  return dimensionNames.flatMap((name) =>
    (selection[name] ?? []).map((value): [string, string] => [
      prefix + dimensions[name].key,
      value,
    ]),
  );
}

/** The query of a link to a view, with its question mark; of everybody it is empty. */
export function searchOf({ a, b }: View): string {
  const other: [string, string][] =
    b === undefined ? [] : isEmptySelection(b) ? [[second, "all"]] : queryOf(b, `${second}-`);
  const text = new URLSearchParams([...queryOf(a), ...other]).toString();
  return text && `?${text}`;
}

/**
 * Reads a link's query. Keys that trackers add are passed over in silence.
 * @param known the values that each dimension has
 * @returns the view, and what of the query it had to ignore, in words
 */
export function viewOf(
  search: string,
  known: Readonly<Record<string, readonly string[]>>,
): { view: View; ignored: string[] } {
  const parameters = new URLSearchParams(search);
  const ignored: string[] = [];
  const read = (prefix: string): Selection => {
    const chosen = dimensionNames.flatMap((name) => {
      const values = [...new Set(parameters.getAll(prefix + dimensions[name].key))];
      ignored.push(
        ...values
          .filter((value) => !known[name]?.includes(value))
          .map((value) => `${dimensions[name].label.toLowerCase()} “${value}”`),
      );
      const found = values.filter((value) => known[name]?.includes(value));
      return found.length > 0 ? [[name, found] as const] : [];
    });
    return chosen.length === 0 ? emptySelection : Object.fromEntries(chosen);
  };
  const a = read("");
  const b = read(`${second}-`);
  const keys = new Set(
    dimensionNames.flatMap((name) => [dimensions[name].key, `${second}-${dimensions[name].key}`]),
  );
  for (const key of new Set(parameters.keys()))
    if (!keys.has(key) && key !== second && !isTracking(key)) ignored.push(`“${key}”`);
  return { view: isEmptySelection(b) && !parameters.has(second) ? { a } : { a, b }, ignored };
}
