import { accepts } from "./accepts.ts";
import { foreignCharacter } from "./characters.ts";
import { maxTextLength, type Column } from "./columns.ts";

/**
 * Spellings of numbers that mean nothing certain, or nothing that can be summed: a pattern and what
 * is said of it.
 */
const doubtful: readonly (readonly [RegExp, string])[] = [
  [/^[+-]?(?:∞|inf|infinity)$/i, "is infinity"],
  [/^[+-]?(?:#?n\/?a!?|nan|null|none|nil|-+|\?+|\.+)$/i, "is no number"],
  [/^#(?:NUM|VALUE|REF|DIV\/0|NAME\?|NULL)!?$/i, "is an error of a spreadsheet"],
  [/^\(.*\)$/, "is in parentheses, as accountants write what is below zero"],
  [/^[+-]?[\d.,]+e[+-]?\d+$/i, "is in scientific notation, in which spreadsheets drop digits"],
  [/^[+-]?0[xb]/i, "is not written in decimal digits"],
  [/^[+-]?\$?\d{1,3},\d{3}$/, "may mean thousands or a decimal comma"],
  [/^[+-]?\$?[\d.]*\d,\d+$/, "has a decimal comma"],
  [/%$/, "is a percentage"],
];

/**
 * Why a column refuses a value: "is empty", "is not a whole number from 1 to 120". `bare` is the
 * value without spaces around it.
 */
export function refusal(column: Column, bare: string): string {
  if (bare === "") return "is empty";
  if (column.type === "text" && !column.allowed)
    return `is longer than ${maxTextLength} characters`;
  const expected = `: expected ${accepts(column)}`;
  const [low = -Infinity, high = Infinity] = column.range ?? [];
  if (
    column.type !== "text" &&
    /^[+-]?\d*\.?\d*$/.test(bare) &&
    (Number(bare) < low || Number(bare) > high)
  )
    return `is out of range${expected}`;
  if (column.type !== "text") {
    const doubt = doubtful.find(([pattern]) => pattern.test(bare))?.[1];
    if (doubt !== undefined) return `${doubt}${expected}`;
    const currency = /(?!\$)\p{Sc}/u.exec(bare)?.[0];
    if (currency !== undefined) return `is in another currency (${currency})${expected}`;
  }
  const foreign = foreignCharacter(bare);
  return foreign === undefined ? `is not ${accepts(column)}` : `has ${foreign} in it${expected}`;
}
