import type { Noun } from "../../format/report.ts";
import { pluralOf } from "../../format/nouns.ts";
import { isolated } from "./direction.ts";
import { count as number } from "./numbers.ts";

const list = new Intl.ListFormat("en-US", { style: "long", type: "conjunction" });
const choice = new Intl.ListFormat("en-US", { style: "long", type: "disjunction" });

/** "Belt", "Belt and Hat", "Belt, Hat, and Scarf". */
export const and = (items: readonly string[]) => list.format(items);

/** A sentence names at most so many things and counts the others. */
export const namedAtMost = 6;

/** The first of a list in words, and how many more there are: "Belt, Hat, and 3 more products". */
export function listed(items: readonly string[], one: string, most = namedAtMost): string {
  if (items.length <= most) return and(items);
  const more = items.length - most + 1;
  return and([...items.slice(0, most - 1), `${number(more)} more ${plural(more, one)}`]);
}

/** "Belt", "Belt or Hat", "Belt, Hat, or Scarf". */
export const or = (items: readonly string[]) => choice.format(items);

/** A noun in the number that the count asks for; the count itself is not written. */
export const plural = (count: number, one: string, many = pluralOf(one)) =>
  count === 1 ? one : many;

/**
 * What readers call a value, by the names given for some values; an own property only, whatever the
 * value is.
 */
export const called = (value: string, names: Readonly<Record<string, string>>) =>
  isolated(Object.hasOwn(names, value) ? (names[value] ?? value) : value);

export { inSentence } from "../../format/nouns.ts";

/** With its first letter large. */
export const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const segmenter = new Intl.Segmenter("en-US", { granularity: "grapheme" });

/** A text's letters as a reader counts them: an emoji of several code points is one. */
export const letters = (text: string): string[] =>
  plain.test(text) ? text.split("") : Array.from(segmenter.segment(text), ({ segment }) => segment);

// The segmenter is a hundred times slower than a string's own characters, which in ASCII are the
// same.
const plain = /^[ -~]*$/;

/** The first `limit` letters, with an ellipsis where something was cut. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const all = letters(text);
  return all.length <= limit
    ? text
    : `${all
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`;
}

/**
 * Breaks a text between words into lines of at most about `limit` letters; a longer word stands
 * alone, cut.
 * @param sizeOf what a line is measured by instead of its length, with `cut` to cut a word by the
 * same
 */
export function wrapped(
  text: string,
  limit: number,
  sizeOf = (line: string) => line.length,
  cut = shortened,
): string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    const fitted = cut(word, limit);
    return last !== undefined && sizeOf(`${last} ${fitted}`) <= limit
      ? [...lines.slice(0, -1), `${last} ${fitted}`]
      : [...lines, fitted];
  }, []);
}

const small = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

/** "3,900 customers", "1 customer". */
export const counted = (count: number, { one, many }: Noun) =>
  `${number(count)} ${count === 1 ? one : many}`;

/** A small count in letters, a larger one in digits. */
export const spelled = (count: number) => small[count] ?? number(count);
