import { digits, styled } from "../../format/numerals.ts";
import { foreignCharacter } from "./characters.ts";
import { counted, listed } from "../words.ts";
import { decimalsOf, isMissing, maxTextLength, type Column } from "./columns.ts";
import { currencyWords } from "./currency.ts";

/** What a column accepts, in words: "a whole number from 1 to 120". */
export function accepts(column: Column): string {
  return `${acceptsOnceClean(column)}${orNothing(column)}`;
}

const orNothing = ({ nullable }: Column) => (nullable ? ", or nothing" : "");

/** What a column holds once it is clean: the same, but never empty. */
export function acceptsOnceClean(column: Column): string {
  if (column.allowed)
    return column.allowed.length === 2
      ? column.allowed.join(" or ")
      : `one of ${column.allowed.join(", ")}`;
  if (column.type === "text") return `any text of up to ${maxTextLength} characters`;
  const limit = (given = NaN) => Number.isFinite(given) && styled(digits(given, 0, 6));
  const [low, high] = [limit(column.range?.[0]), limit(column.range?.[1])];
  const one = low ? ` of at least ${low}` : high ? ` of at most ${high}` : "";
  const range = low && high ? ` from ${low} to ${high}` : one;
  const [decimals, type] = [decimalsOf(column), column.type];
  const what = { integer: "a whole number", money: "an amount", decimal: "a number" }[type];
  const most = `${decimals === 0 ? "" : "at most "}${decimalsInWords(decimals)}`;
  return `${what}${range}${type === "integer" ? "" : `, with ${most}`}`;
}

const few = ["no", "one", "two", "three", "four", "five", "six"];

/** "two decimals" */
export const decimalsInWords = (decimals: number): string =>
  `${few[decimals] ?? decimals} decimal${decimals === 1 ? "" : "s"}`;

/** Spellings that are ambiguous or no numbers: a pattern, and what the error says. */
const doubtful: readonly (readonly [RegExp, string])[] = [
  [/^[+-]?(?:∞|inf|infinity)$/i, "is infinity"],
  [/^[+-]?(?:#?n\/?a!?|nan|null|none|nil|-+|\?+|\.+)$/i, "is not a number"],
  [/^#(?:NUM|VALUE|REF|DIV\/0|NAME\?|NULL)!?$/i, "is a spreadsheet error"],
  [/^\(.*\)$/, "is in parentheses, which means a negative amount in accounting"],
  [/^[+-]?[\d.,]+e[+-]?\d+$/i, "is in scientific notation, which may have lost digits"],
  [/^[+-]?0[xb]/i, "is not written in decimal digits"],
  [/^[+-]?\p{Sc}?\d{1,3},\d{3}$/u, "may mean thousands or a decimal comma"],
  [/^[+-]?\p{Sc}?[\d.]*\d,\d+$/u, "has a decimal comma"],
  [/%$/, "is a percentage"],
];

/** Whole numbers have no decimals, so that a comma can only group their digits. */
const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.0*)?$/;

/** A whole number without its thousands separators. */
export const ungrouped = (bare: string) => (grouped.test(bare) ? bare.replaceAll(",", "") : bare);

/**
 * Why a column refuses a value: "is empty", "is not a whole number from 1 to 120". `written` is the
 * value without spaces around it.
 */
export function refusal(column: Column, written: string): string {
  // From here on thousands and decimals are written the usual way.
  const bare = column.decimalChar ? written.replaceAll(".", "").replace(",", ".") : written;
  if (bare === "") return "is empty";
  if (column.type === "text" && !column.allowed && isMissing(column, bare))
    return "stands for a missing value; in report.yaml, set what replaces it (missing) or list what counts as missing (missingValues)";
  if (column.type === "text" && bare === column.missingText)
    return "is the text for missing values, so it must not occur in the file";
  if (column.type === "text" && !column.allowed)
    return `is longer than ${maxTextLength} characters`;
  const wanted =
    column.allowed && column.allowed.length > 2
      ? `one of ${listed(column.allowed)}${orNothing(column)}`
      : accepts(column);
  const expected = `: expected ${wanted}`;
  const plain = column.type === "integer" ? ungrouped(bare) : bare;
  const [low = -Infinity, high = Infinity] = column.range ?? [];
  if (
    column.type !== "text" &&
    /^[+-]?\d*\.?\d*$/.test(plain) &&
    (Number(plain) < low || Number(plain) > high)
  )
    return `is out of range${expected}`;
  const decimals = /\.(\d+)$/.exec(plain)?.[1]?.replace(/0+$/, "").length ?? 0;
  if (column.type === "money" && decimals > decimalsOf(column) && /^[+-]?\d*\.\d+$/.test(plain))
    return `has ${counted(decimals, "decimal")}${expected}`;
  if (column.type !== "text") {
    const doubt = doubtful.find(([pattern]) => pattern.test(bare))?.[1];
    if (doubt !== undefined) return `${doubt}${expected}`;
    const { currency } = currencyWords(bare);
    if (column.type === "money" && /\d/.test(bare) && currency && !currency.codes.has(column.unit))
      return `is in another currency (${currency.text})${expected}`;
  }
  const foreign = foreignCharacter(bare);
  return foreign === undefined ? `is not ${wanted}` : `has ${foreign} in it${expected}`;
}
