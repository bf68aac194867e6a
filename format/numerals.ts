import type { Affixes, Locale } from "./locale-schema.ts";

// One for the whole process, as a site and a build have one report: numbers are written by hundreds
// of calls, which would all have to hand it on.
let current: Locale | undefined;

/** Has all numbers written as a locale does, from now on. */
export function writeNumbersBy(locale: Locale): void {
  current = locale;
}

function currentLocale(): Locale {
  if (!current) throw new Error("No number can be written before writeNumbersBy is called.");
  return current;
}

/** The tag of the locale that numbers are written by. */
export const localeTag = (): string => currentLocale().tag;

/** The decimals of a currency's amounts. */
export const currencyDecimals = (code: string): number => currentLocale().decimals[code] ?? 2;

/** What a function makes of each argument, made once: making a format takes longer than all else. */
export function madeOnce<V>(make: (key: string) => V): (key: string) => V {
  const made = new Map<string, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

// Every Intl rounds alike, and writes plain American digits alike.
const rounding = madeOnce(
  (options) =>
    new Intl.NumberFormat("en-US", {
      useGrouping: false,
      signDisplay: "negative",
      ...(JSON.parse(options) as Intl.NumberFormatOptions),
    }),
);

/** A number's digits, rounded to some decimals: "-1234.50"; what rounds to nothing has no sign. */
export const digits = (value: number, least: number, most = least): string =>
  rounding(`{"minimumFractionDigits":${least},"maximumFractionDigits":${most}}`).format(value);

/** The digits of a share in percent. */
export const percentDigits = (share: number, least: number, most = least): string =>
  rounding(`{"style":"percent","minimumFractionDigits":${least},"maximumFractionDigits":${most}}`)
    .format(share)
    .slice(0, -1);

/** The first three digits that count, the others as zeros or left out. */
export const threeDigits = (value: number): string =>
  rounding(`{"maximumSignificantDigits":3}`).format(value);

function grouped(whole: string, { group, groups: [last, others, least] }: Locale): string {
  if (whole.length < last + least) return whole;
  const groups = [whole.slice(-last)];
  for (let end = whole.length - last; end > 0; end -= others)
    groups.unshift(whole.slice(Math.max(0, end - others), end));
  return groups.join(group);
}

/**
 * Digits as the locale writes them.
 * @param style "" of plain numbers, "%" of percentages, or a currency's code
 * @param around what stands between the digits and the style's affixes
 */
export function styled(digits: string, style = "", around: Affixes = ["", ""]): string {
  const locale = currentLocale();
  const isNegative = digits.startsWith("-");
  const [whole = "", fraction] = digits.slice(isNegative ? 1 : 0).split(".");
  const [positive, negative] = locale.styles[style] ?? [
    [`${style}\u00a0`, ""],
    [`\u2212${style}\u00a0`, ""],
  ];
  const [before, after] = isNegative ? negative : positive;
  const number =
    fraction === undefined
      ? grouped(whole, locale)
      : grouped(whole, locale) + locale.decimal + fraction;
  return before + around[0] + number + around[1] + after;
}

/**
 * A large number as so many thousands or millions: "27.7k"; undefined below the locale's first unit.
 * @param round the digits of a number of units
 */
export function compact(
  value: number,
  style: string,
  round: (units: number) => string,
): string | undefined {
  const units = currentLocale().compact;
  const place = units.findLastIndex(([power]) => Math.abs(value) >= 10 ** power);
  const [power, affixes] = units[place] ?? [];
  if (power === undefined || affixes === undefined) return undefined;
  const number = round(value / 10 ** power);
  const [next, nextAffixes] = units[place + 1] ?? [];
  // What is rounded up to a thousand thousands is a million.
  return next !== undefined && Math.abs(Number(number)) >= 10 ** (next - power)
    ? styled(round(value / 10 ** next), style, nextAffixes)
    : styled(number, style, affixes);
}
