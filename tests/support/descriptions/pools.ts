import type { Choose } from "./choose.ts";

/** Names that SQL, tables of results or JavaScript could take for their own. */
export const textNames = [
  "plan",
  "city",
  "tier",
  "result",
  "value",
  "dimension",
  "label",
  "group_name",
];
export const numberNames = [
  "price",
  "visits",
  "score",
  "lower",
  "total",
  "squares",
  "balance",
  "name",
];

export const headers = ['The "kind"', "Größe, m", "Плата", "plan_x", "E-mail 😀", "ABC code"];

/** Texts that trip readers of CSV, SQL, HTML or plain objects. */
const awkward = [
  "Yes",
  "No",
  "__proto__",
  "constructor",
  'say "hi"',
  "a, b, and c",
  "O'Brien",
  "😀👩‍👩‍👧",
  "שלום \u202eabc",
  "e\u0301",
  "é",
  "a",
  "A",
  "\\n",
  "<b>&amp;",
  "2 others",
  "All",
  "two\nlines",
  "0",
  "1.0",
  "=1+1",
  "--';",
  "long ".repeat(50) + "end",
  "W".repeat(255),
  "👍".repeat(255),
];
const plain = ["Hat", "Coat", "Shoe", "Sock"];
const calendar = ["Sun", "Mon", "Tue", "Sat"];
const many = Array.from({ length: 20 }, (_, index) => `Item ${index + 1}`);

/** Between one and a dozen and a half values. */
export function textPool({ of, some, yes }: Choose): string[] {
  if (yes(0.1)) return some(many, 1, 20);
  return of([
    () => some(plain, 1, 4),
    () => some(awkward, 1, 4),
    () => some([...plain, ...awkward], 1, 6),
    () => some(calendar, 1, 4),
    () => some(["Yes", "No"], 1, 2),
  ])();
}

/** Numbers of a column, as whole units; few of them, so that groups tie. */
export function numberPool({ of, int }: Choose, unit: number): number[] {
  return of([
    () => [1, 2, 3],
    () => [0],
    () => [int(1, 9)],
    () => [0, 5],
    () => [5, -5, 0],
    () => [-3, -7, -10],
    () => [-12.5 * unit, 10 * unit, 29, 115, unit],
    () => Array.from({ length: 6 }, () => int(-500, 2000)),
    () => Array.from({ length: 12 }, () => int(0, 100_000)),
    () => [1_000_000 * unit, 999_999 * unit, 1],
  ])().map(Math.trunc);
}
