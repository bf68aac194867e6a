import { inUnit, type Field } from "../../format/fields.ts";
import type { Value } from "../../format/columns.ts";

/**
 * What a number is, which decides how it is written; an amount with its currency, and a number with
 * how many decimals it has, where these are not the usual ones.
 */
export type NumberKind =
  "count" | "share" | "decimal" | "fixed" | `fixed:${number}` | `money:${string}`;

const locale = "en-US";

/** A format of numbers; what rounds to nothing has no sign. */
const formatOf = (options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(locale, { signDisplay: "negative", ...options });

const digitsOf = (decimals: number) => ({
  minimumFractionDigits: decimals,
  maximumFractionDigits: decimals,
});

const formats = {
  count: formatOf({ maximumFractionDigits: 0 }),
  countCompact: formatOf({ notation: "compact", maximumSignificantDigits: 3 }),
  percent: formatOf({ style: "percent", maximumFractionDigits: 0 }),
  percentFine: formatOf({ style: "percent", ...digitsOf(1) }),
  decimal: formatOf({ maximumFractionDigits: 2 }),
  bytes: formatOf({ maximumFractionDigits: 1 }),
  plain: formatOf({ useGrouping: false, maximumFractionDigits: 2 }),
  plainShare: formatOf({ useGrouping: false, maximumFractionDigits: 3 }),
} as const;

/** What a function makes of each argument, made once: making a format takes longer than all else. */
function madeOnce<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

/** By a currency's code, and how many decimals are written: "USD:0". */
const formatsOf = madeOnce((amount: string) => {
  const [currency, decimals] = amount.split(":");
  const style = { style: "currency", currency } as const;
  const whole = { ...style, maximumFractionDigits: 0 } as const;
  const exact = formatOf(
    decimals === undefined ? style : { ...style, ...digitsOf(Number(decimals)) },
  );
  const { maximumFractionDigits } = exact.resolvedOptions();
  return {
    exact,
    whole: decimals === undefined ? formatOf(whole) : exact,
    compact: formatOf({ ...style, notation: "compact", ...digitsOf(1) }),
    compactWhole: formatOf({ ...whole, notation: "compact" }),
    plain: formatOf({ useGrouping: false, maximumFractionDigits }),
  };
});

const dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });

/** Whether a number is nothing as it is written: "$0.00", "0%", "−0.0 points". */
export const isZero = (text: string) => !/[1-9]/.test(text);

/** A true minus sign, as typesetting has it. */
const typeset = (text: string) => text.replace(/^-/, "\u2212");

export const count = (value: number) => typeset(formats.count.format(value));
/** Whole amounts without decimals, anything else with all of the currency's. */
const money = (value: number, currency: string) =>
  typeset(
    (Number.isInteger(value) ? formatsOf(currency).whole : formatsOf(currency).exact).format(value),
  );
/** As a label beside a mark: $9.6k, $27.7k, $104k. */
function moneyCompact(value: number, currency: string): string {
  const magnitude = Math.abs(value);
  if (magnitude < 1000) return money(value, currency);
  const leading = magnitude / 1000 ** Math.floor(Math.log10(magnitude) / 3);
  const { compact, compactWhole } = formatsOf(currency);
  // The last letter, for currencies have a K as well.
  return typeset((leading >= 99.95 ? compactWhole : compact).format(value)).replace(/K$/, "k");
}
export const countCompact = (value: number) =>
  Math.abs(value) < 100_000
    ? count(value)
    : typeset(formats.countCompact.format(value)).replace("K", "k");

/**
 * A share that is not nothing is never written as 0%, and one that is not everything never as 100%.
 */
function honest(share: number, format: Intl.NumberFormat, step: number): string {
  if (share < 0 && share > -step / 2) return `>${typeset(format.format(-step))}`;
  if (share > 0 && share < step / 2) return `<${format.format(step)}`;
  if (share < 1 && share >= 1 - step / 2) return `>${format.format(1 - step)}`;
  return typeset(format.format(share));
}
/** How far two shares are from each other, in percentage points with one decimal. */
export const points = (difference: number) =>
  `${typeset(formats.percentFine.format(Math.abs(difference))).replace("%", "")} points`;
/** Whole percent. */
export const percent = (share: number) => honest(share, formats.percent, 0.01);
/** A share as a sentence has it: "under 1%" for "<1%". */
export const inWords = (share: string) => share.replace("<", "under ").replace(">", "over ");
/** Percent with one decimal. */
export const percentFine = (share: number) => honest(share, formats.percentFine, 0.001);
export const rating = (value: number) => fixed(value, 2);
export const decimal = (value: number) => typeset(formats.decimal.format(value));
export const correlation = (value: number) => fixed(value, 3);
/** "November 1, 2026", from "2026-11-01". */
export const date = (iso: string) => dates.format(new Date(`${iso}T00:00:00Z`));
/** A file size in decimal units: "416.5 kB". */
export function bytes(size: number): string {
  // From where a thousand of the smaller unit would be written.
  const [unit, divisor] = size >= 999_950 ? ["MB", 1e6] : size >= 1e3 ? ["kB", 1e3] : ["bytes", 1];
  return `${formats.bytes.format(size / divisor)}\u00a0${unit}`;
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

const currencyOf = (kind: NumberKind) =>
  kind.startsWith("money:") ? kind.slice("money:".length) : undefined;

/** Whether a number is an amount of money. */
export const isMoney = (kind: NumberKind) => currencyOf(kind) !== undefined;

/** Whether a number is written with the same decimals always. */
export const isFixed = (kind: NumberKind) => kind.startsWith("fixed");

const decimalsIn = (kind: NumberKind) => Number(kind.split(":")[1] ?? 2);

type Plain = "count" | "share" | "decimal";

/** A number of a kind in full, as a table or a sentence has it. */
export function full(value: number, kind: NumberKind): string {
  const currency = currencyOf(kind);
  if (currency !== undefined) return money(value, currency);
  if (isFixed(kind)) return fixed(value, decimalsIn(kind));
  return { count, share: percentFine, decimal }[kind as Plain](value);
}

/** A number in full, an amount with all decimals of its currency. */
export function exact(value: number, kind: NumberKind): string {
  const currency = currencyOf(kind);
  return currency === undefined
    ? full(value, kind)
    : typeset(formatsOf(currency).exact.format(value));
}

/** A number of a kind in short, as a label beside a mark. */
export function short(value: number, kind: NumberKind): string {
  const currency = currencyOf(kind);
  if (currency !== undefined) return moneyCompact(value, currency);
  if (isFixed(kind)) return fixed(value, decimalsIn(kind));
  return { count: countCompact, share: percent, decimal }[kind as Plain](value);
}

/**
 * The number that a sentence's figure stands for, so that what is said of two figures is true of
 * them as written.
 */
export function asWritten(value: number, kind: NumberKind): number {
  const currency = currencyOf(kind);
  const { plain, plainShare } = formats;
  if (kind.startsWith("fixed:"))
    return Number(fixedFormat(decimalsIn(kind)).format(value).replaceAll(",", ""));
  const format =
    currency === undefined ? (kind === "share" ? plainShare : plain) : formatsOf(currency).plain;
  return Number(format.format(value));
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

const fixedFormat = madeOnce((decimals: number) => formatOf(digitsOf(decimals)));

/** A number with exactly so many decimals. */
export const fixed = (value: number, decimals: number): string =>
  typeset(fixedFormat(decimals).format(value));

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
