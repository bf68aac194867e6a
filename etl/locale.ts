import type { Affixes, Locale } from "../format/locale-schema.ts";

const digitTypes: ReadonlySet<string> = new Set(["integer", "group", "decimal", "fraction"]);
/** Invisible marks of direction, which only right-to-left letters need. */
const marks = /[\u061c\u200e\u200f]/g;

/** What stands before and after the digits, with a true minus sign, as typesetting has it. */
function affixesOf(parts: readonly Intl.NumberFormatPart[]): Affixes {
  const text = (of: typeof parts) =>
    of.map(({ type, value }) => (type === "minusSign" ? "\u2212" : value)).join("");
  const isDigits = ({ type }: Intl.NumberFormatPart) => digitTypes.has(type);
  const before = text(parts.slice(0, parts.findIndex(isDigits)));
  const after = text(parts.slice(parts.findLastIndex(isDigits) + 1));
  // Right-to-left letters are isolated, for they would turn the figures around them.
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(before + after)
    ? [`\u2068${before}`, `${after}\u2069`]
    : [before.replaceAll(marks, ""), after.replaceAll(marks, "")];
}

/** Whether a tag of BCP 47 names a locale whose customs Intl knows. */
export function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/**
 * How a locale writes numbers, by the patterns of CLDR that Intl has; digits are Latin always.
 * @param tag of BCP 47, that `isLocale`
 * @param units of the numbers; those that are codes of ISO 4217 are currencies
 */
export function localeOf(tag: string, units: Iterable<string>): Locale {
  const latin = new Intl.Locale(tag, { numberingSystem: "latn" });
  const parts = (value: number, options: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(latin, options).formatToParts(value);
  const part = (type: string, value: number) =>
    parts(value).find((found) => found.type === type)?.value;
  const style = (options: Intl.NumberFormatOptions): [Affixes, Affixes] => [
    affixesOf(parts(1, options)),
    affixesOf(parts(-1, options)),
  ];
  const [others = 3, last = 3] = parts(123_456_789_012)
    .filter(({ type }) => type === "integer")
    .map(({ value }) => value.length)
    .slice(-2);
  const wanted = new Set(units);
  const currencies = Intl.supportedValuesOf("currency")
    .filter((code) => wanted.has(code))
    .map((currency) => ({ style: "currency", currency }) as const);
  const compact = new Map<number, Affixes>();
  for (let power = 3; power < 15; power++) {
    const short = parts(10 ** power, { notation: "compact", maximumFractionDigits: 0 });
    const [before, after] = affixesOf(short);
    const whole = short.flatMap(({ type, value }) => (type === "integer" ? value : []));
    if (short.some(({ type }) => type === "compact"))
      compact.set(power + 1 - whole.join("").length, [before, after === "K" ? "k" : after]);
  }
  return {
    tag,
    decimal: part("decimal", 1.5) ?? ".",
    group: part("group", 1e9) ?? "",
    groups: [last, others, [1, 2].find((least) => part("group", 10 ** (2 + least))) ?? 99],
    styles: {
      "": style({}),
      "%": style({ style: "percent" }),
      ...Object.fromEntries(currencies.map((options) => [options.currency, style(options)])),
    },
    decimals: Object.fromEntries(
      currencies.map((options) => [
        options.currency,
        new Intl.NumberFormat(latin, options).resolvedOptions().maximumFractionDigits ?? 2,
      ]),
    ),
    compact: [...compact],
  };
}
