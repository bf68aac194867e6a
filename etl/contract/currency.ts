/** English nouns of currencies, several of which share one: a dollar may be that of any country. */
const nouns: ReadonlySet<string> = new Set([
  "dollar",
  "euro",
  "franc",
  "krona",
  "krone",
  "peso",
  "pound",
  "rupee",
  "yen",
  "yuan",
]);

/** What a sign or word can mean: the codes of ISO 4217. */
type Codes = ReadonlySet<string>;

let known: ReadonlyMap<string, Codes> | undefined;

/** Codes, signs and nouns of all currencies, in lower case. Made once, when a currency is looked for. */
function spellings(): ReadonlyMap<string, Codes> {
  if (known) return known;
  const found = new Map<string, Set<string>>();
  const add = (spelling: string, code: string) =>
    found.set(
      spelling.toLowerCase(),
      (found.get(spelling.toLowerCase()) ?? new Set<string>()).add(code),
    );
  const names = new Intl.DisplayNames("en", { type: "currency" });
  for (const currency of Intl.supportedValuesOf("currency")) {
    add(currency, currency);
    // Other locales write whose sign it is: US$ in Canada.
    for (const [locale, currencyDisplay] of [
      ["en", "symbol"],
      ["en", "narrowSymbol"],
      ["en-CA", "symbol"],
    ] as const) {
      const format = new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay,
      });
      add(format.formatToParts(1).find(({ type }) => type === "currency")?.value ?? "", currency);
    }
    const noun = names.of(currency)?.toLowerCase().split(" ").at(-1) ?? "";
    if (nouns.has(noun)) for (const word of [noun, `${noun}s`]) add(word, currency);
    if (noun === "rupee") add("rs", currency);
  }
  known = found;
  return known;
}

/**
 * The decimals of a currency's amounts (ISO 4217), as a part of a column or field; none where there
 * are two.
 */
export function minorDigits(code: string): { readonly decimals?: number } {
  const format = new Intl.NumberFormat("en", { style: "currency", currency: code });
  const { maximumFractionDigits: decimals = 2 } = format.resolvedOptions();
  return decimals === 2 ? {} : { decimals };
}

const token = /(?:[A-Za-z]{1,3})?\p{Sc}|[\p{L}\p{M}]+|\p{N}+/gu;

/** A text in words, and what it says of a currency. */
export interface CurrencyWords {
  /** The words without those of the currency, in lower case. */
  readonly words: readonly string[];
  /** The currency as the text writes it, and the codes that it can mean. */
  readonly currency: { readonly text: string; readonly codes: Codes } | undefined;
}

/** Finds the first currency that a heading or value names: "(EUR)", "in £", "euros", "A$". */
export function currencyWords(text: string): CurrencyWords {
  const words: string[] = [];
  let currency: CurrencyWords["currency"];
  for (const [found] of text.matchAll(token)) {
    const codes = codesOf(found);
    if (codes === undefined) words.push(found.toLowerCase());
    else currency ??= { text: found, codes };
  }
  return { words: currency ? words.filter((word) => word !== "in") : words, currency };
}

/** What a sign or word of a currency can mean; undefined of any other word. */
export function codesOf(word: string): Codes | undefined {
  if (/^\p{N}+$/u.test(word)) return undefined;
  return spellings().get(word.toLowerCase()) ?? (/\p{Sc}/u.test(word) ? new Set() : undefined);
}
