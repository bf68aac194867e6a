import { foreignCharacter } from "./characters.ts";
import { maxTextLength, type Column } from "./columns.ts";

const limits = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** What a column accepts, in words: "a whole number from 1 to 120". */
export function accepts(column: Column): string {
  return `${acceptsOnceClean(column)}${column.nullable ? ", or nothing" : ""}`;
}

/** What a column holds once it is clean: the same, but never nothing. */
export function acceptsOnceClean(column: Column): string {
  if (column.allowed)
    return column.allowed.length === 2
      ? column.allowed.join(" or ")
      : `one of ${column.allowed.join(", ")}`;
  if (column.type === "text") return `any text of up to ${maxTextLength} characters`;
  const [low, high] = column.range ?? [-Infinity, Infinity];
  const range = `from ${limits.format(low)} to ${limits.format(high)}`;
  return {
    integer: `a whole number ${range}`,
    money: `an amount ${range}, with at most two decimals`,
    rating: `a number ${range}, with at most two decimals`,
  }[column.type];
}

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
