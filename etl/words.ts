import { digits, styled } from "../format/numerals.ts";
import type { Noun } from "../format/report.ts";

export type { Noun };

/** A whole number as messages write it: "3,900". */
export const number = (value: number) => styled(digits(value, 0));

/** A count with its noun: "1 row", "3,900 rows". */
export const counted = (count: number, noun: string, plural = `${noun}s`) =>
  `${number(count)} ${count === 1 ? noun : plural}`;

/** A count with a noun: "3,900 customers". */
export const countedNoun = (count: number, { one, many }: Noun) => counted(count, one, many);

/** A label within a sentence: "Review rating" becomes "review rating"; an acronym stays. */
export const inSentence = (label: string) =>
  label.replace(/^[A-Z](?=[a-z]|$)/, (letter) => letter.toLowerCase());

/** A text with its first letter in upper case. */
export const capitalized = (text: string) => text.replace(/^./u, (letter) => letter.toUpperCase());

/** The most items that one sentence lists. */
const mostListed = 6;

/** Items as a sentence lists them: the first six, then how many more there are. */
export function listed(items: readonly string[]): string {
  const more = items.length - mostListed;
  if (more > 0) return `${items.slice(0, mostListed).join(", ")} and ${number(more)} more`;
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
