import { count } from "../text/numbers.ts";
import { shortened } from "../text/words.ts";
import type { Dimension } from "../../format/report.ts";
import { chosenIn, emptySelection, isEmptySelection, type Selection } from "./selection.ts";

/** What a link shows: one selection, or two to compare. */
export interface View {
  readonly a: Selection;
  readonly b?: Selection;
}

/** The prefix of the keys of the second selection. */
const second = "vs";

/**
 * Keys that mail and advertising services add to links: they say where a reader came from and ask
 * for nothing.
 */
export const isTracking = (key: string): boolean =>
  /^(utm_.*|.*clk?id|_ga(_.*)?|_gl|mc_.*)$/i.test(key);

const queryOf = (
  selection: Selection,
  dimensions: readonly Dimension[],
  prefix = "",
): [string, string][] =>
  chosenIn(selection, dimensions).flatMap(([{ key }, values]) =>
    values.map((value): [string, string] => [prefix + key, value]),
  );

/** The query of a link to a view, with its question mark; empty if nothing is selected. */
export function searchOf({ a, b }: View, dimensions: readonly Dimension[]): string {
  const other: [string, string][] =
    b === undefined
      ? []
      : isEmptySelection(b)
        ? [[second, "all"]]
        : queryOf(b, dimensions, `${second}-`);
  const text = new URLSearchParams([...queryOf(a, dimensions), ...other]).toString();
  return text && `?${text}`;
}

/** A longer query is not read: no link of this report comes near it. */
const longestQuery = 10_000;

/** A dimension with the values that it has. */
export interface KnownValues {
  readonly dimension: Dimension;
  readonly values: readonly string[];
}

/** Unknown keys and values are shortened to this many letters where they are named. */
const lettersAtMost = 60;

/**
 * Reads a link's query. Keys that trackers add are passed over in silence.
 * @param known the values that each dimension has
 * @returns the view, and the parts of the query that were ignored, in words
 */
export function viewOf(
  search: string,
  known: readonly KnownValues[],
): { view: View; ignored: string[] } {
  if (search.length > longestQuery)
    return {
      view: { a: emptySelection },
      ignored: [
        `the filters (${count(search.length)} characters, at most ${count(longestQuery)} are read)`,
      ],
    };
  const parameters = new URLSearchParams(search);
  const ignored: string[] = [];
  const read = (prefix: string): Selection => {
    const chosen = known.flatMap(({ dimension: { name, key, label }, values: all }) => {
      const values = [...new Set(parameters.getAll(prefix + key))];
      ignored.push(
        ...values
          .filter((value) => !all.includes(value))
          .map((value) => `${label.toLowerCase()} “${shortened(value, lettersAtMost)}”`),
      );
      const found = values.filter((value) => all.includes(value));
      return found.length > 0 ? [[name, found] as const] : [];
    });
    return chosen.length === 0 ? emptySelection : Object.fromEntries(chosen);
  };
  const a = read("");
  const b = read(`${second}-`);
  const keys = new Set(known.flatMap(({ dimension: { key } }) => [key, `${second}-${key}`]));
  for (const key of new Set(parameters.keys()))
    if (!keys.has(key) && key !== second && !isTracking(key))
      ignored.push(`“${shortened(key, lettersAtMost)}”`);
  return { view: isEmptySelection(b) && !parameters.has(second) ? { a } : { a, b }, ignored };
}
