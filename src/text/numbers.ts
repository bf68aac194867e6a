import { inUnit, type Field } from "../../format/fields.ts";
import type { Value } from "../../format/columns.ts";
import {
  compact,
  currencyDecimals,
  digits,
  localeTag,
  percentDigits,
  styled,
  threeDigits,
} from "../../format/numerals.ts";

/**
 * What a number is, which decides how it is written; an amount with its currency, and a number with
 * how many decimals it has, where these are not the usual ones.
 */
export type NumberKind =
  "count" | "share" | "decimal" | "fixed" | `fixed:${number}` | `money:${string}`;

/** Whether a number is nothing as it is written: "$0.00", "0%", "−0.0 points". */
export const isZero = (text: string) => !/[1-9]/.test(text);

export const count = (value: number) => styled(digits(value, 0));

export const countCompact = (value: number) =>
  (Math.abs(value) < 100_000 ? undefined : compact(value, "", threeDigits)) ?? count(value);

const percentOf = (share: number, decimals: number) => styled(percentDigits(share, decimals), "%");

/**
 * A share that is not nothing is never written as 0%, and one that is not everything never as 100%.
 */
function honest(share: number, decimals: 0 | 1): string {
  const step = decimals === 0 ? 0.01 : 0.001;
  if (share < 0 && share > -step / 2) return `>${percentOf(-step, decimals)}`;
  if (share > 0 && share < step / 2) return `<${percentOf(step, decimals)}`;
  if (share < 1 && share >= 1 - step / 2) return `>${percentOf(1 - step, decimals)}`;
  return percentOf(share, decimals);
}
/** How far two shares are from each other, in percentage points with one decimal. */
export const points = (difference: number) =>
  `${styled(percentDigits(Math.abs(difference), 1))} points`;
/** Whole percent. */
export const percent = (share: number) => honest(share, 0);
/** A share as a sentence has it: "under 1%" for "<1%". */
export const inWords = (share: string) => share.replace("<", "under ").replace(">", "over ");
/** Percent with one decimal. */
export const percentFine = (share: number) => honest(share, 1);
export const rating = (value: number) => fixed(value, 2);
export const decimal = (value: number) => styled(digits(value, 0, 2));
export const correlation = (value: number) => fixed(value, 3);
/** "November 1, 2026", from "2026-11-01"; by the calendar and in the digits that the site's text has. */
export function date(iso: string): string {
  const locale = new Intl.Locale(localeTag(), { numberingSystem: "latn", calendar: "gregory" });
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const text = format.format(new Date(`${iso}T00:00:00Z`));
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? `\u2068${text}\u2069` : text;
}
/** A file size in decimal units: "416.5 kB". */
export function bytes(size: number): string {
  // From where a thousand of the smaller unit would be written.
  const [unit, divisor] = size >= 999_950 ? ["MB", 1e6] : size >= 1e3 ? ["kB", 1e3] : ["bytes", 1];
  return `${styled(digits(size / divisor, 0, 1))}\u00a0${unit}`;
}

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** The kind of numbers in a unit: amounts where it is a currency's code. */
export const kindOfUnit = (unit: string): NumberKind =>
  currencies.has(unit) ? `money:${unit}` : "fixed";

/** How a field's numbers are written. */
export function kindOf({ type, unit, decimals }: Omit<Field, "name" | "label">): NumberKind {
  if (type === "share") return "share";
  const digits =
    decimals === undefined || decimals === 2 ? ("" as const) : (`:${decimals}` as const);
  if (currencies.has(unit)) return type === "number" ? `money:${unit}${digits}` : `money:${unit}`;
  if (type === "decimal" || /^of \d/.test(unit) || digits !== "") return `fixed${digits}`;
  return type === "integer" || type === "count" ? "count" : "decimal";
}

type Money = Extract<NumberKind, `money:${string}`>;
type Fixed = Extract<NumberKind, `fixed${string}`>;

/** Whether a number is an amount of money. */
export const isMoney = (kind: NumberKind): kind is Money => kind.startsWith("money:");

/** Whether a number is written with the same decimals always. */
export const isFixed = (kind: NumberKind): kind is Fixed => kind.startsWith("fixed");

const decimalsIn = (kind: Fixed) => Number(kind.split(":")[1] ?? 2);

/** An amount's currency, and how many decimals are written, from "money:USD" or "money:USD:0". */
function amountOf(kind: Money): { code: string; decimals: number; whole: number } {
  const [, code = "", written] = kind.split(":");
  const decimals = written === undefined ? currencyDecimals(code) : Number(written);
  return { code, decimals, whole: written === undefined ? 0 : decimals };
}

/**
 * A number of a kind in full, as a table or a sentence has it: whole amounts without decimals,
 * others with all of the currency's.
 */
export function full(value: number, kind: NumberKind): string {
  if (isFixed(kind)) return fixed(value, decimalsIn(kind));
  if (!isMoney(kind)) return { count, share: percentFine, decimal }[kind](value);
  const { code, decimals, whole } = amountOf(kind);
  return styled(digits(value, Number.isInteger(value) ? whole : decimals), code);
}

/** A number in full, an amount with all decimals of its currency. */
export function exact(value: number, kind: NumberKind): string {
  if (!isMoney(kind)) return full(value, kind);
  const { code, decimals } = amountOf(kind);
  return styled(digits(value, decimals), code);
}

/** A number of a kind in short, as a label beside a mark: $9.6k, $27.7k, $104k. */
export function short(value: number, kind: NumberKind): string {
  if (kind === "count") return countCompact(value);
  if (kind === "share") return percent(value);
  if (!isMoney(kind)) return full(value, kind);
  const round = (units: number) => digits(units, Math.abs(units) >= 99.95 ? 0 : 1);
  return compact(value, amountOf(kind).code, round) ?? full(value, kind);
}

/**
 * The number that a sentence's figure stands for, so that what is said of two figures is true of
 * them as written.
 */
export function asWritten(value: number, kind: NumberKind): number {
  if (isFixed(kind)) return Number(digits(value, decimalsIn(kind)));
  const most = isMoney(kind) ? amountOf(kind).decimals : kind === "share" ? 3 : 2;
  return Number(digits(value, 0, most));
}

/** Words for a number with its unit where the kind does not show it already: "3.86 of 5". */
export function withUnit(value: number, field: Field): string {
  const kind = kindOf(field);
  return isFixed(kind) ? `${full(value, kind)} ${field.unit}`.trim() : full(value, kind);
}

/** A stored value as a table shows it; an averaged amount always has its cents. */
export function cell(value: Value, field: Field, decimals?: number): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  const number = inUnit(value, field);
  if (field.type === "number" && isMoney(kindOf(field))) return exact(number, kindOf(field));
  if (/(^|_)id$/.test(field.name)) return String(number);
  return decimals !== undefined && kindOf(field) === "decimal"
    ? fixed(number, decimals)
    : full(number, kindOf(field));
}

/** A number with exactly so many decimals. */
export const fixed = (value: number, decimals: number): string => styled(digits(value, decimals));

/**
 * How many decimals a column of plain numbers is written with, the same for all so that points
 * align: three for shares of one.
 */
export function decimalsOf(values: readonly Value[]): number {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.every(Number.isInteger)) return 0;
  if (numbers.every((value) => Math.abs(value) <= 1)) return 3;
  return numbers.every((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-9) ? 1 : 2;
}
