const codes: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Words and signs that name a currency, besides the codes of ISO 4217. */
const named: Readonly<Record<string, string>> = {
  $: "USD",
  us$: "USD",
  dollar: "USD",
  dollars: "USD",
  euro: "EUR",
  euros: "EUR",
  pound: "GBP",
  pounds: "GBP",
  sterling: "GBP",
  yen: "JPY",
  rupee: "INR",
  rupees: "INR",
  rs: "INR",
  yuan: "CNY",
  kr: "kr",
  zł: "PLN",
  kč: "CZK",
};

const token = /(?:[A-Za-z]{1,3})?\p{Sc}|[\p{L}\p{M}]+|\p{N}+/gu;

/** A text in words, and what it says of a currency. */
export interface CurrencyWords {
  /** The words without those of the currency, in lower case. */
  readonly words: readonly string[];
  /** The currency as the text writes it, and its code where it has one. */
  readonly currency: { readonly text: string; readonly code: string } | undefined;
}

/** Finds the first currency that a heading or value names: "(EUR)", "in £", "euros", "A$". */
export function currencyWords(text: string): CurrencyWords {
  const words: string[] = [];
  let currency: CurrencyWords["currency"];
  for (const [found] of text.matchAll(token)) {
    const code = codeOf(found);
    if (code === undefined) words.push(found.toLowerCase());
    else currency ??= { text: found, code };
  }
  return { words: currency ? words.filter((word) => word !== "in") : words, currency };
}

function codeOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (Object.hasOwn(named, lower)) return named[lower];
  if (codes.has(word.toUpperCase())) return word.toUpperCase();
  return /\p{Sc}/u.test(word) ? word : undefined;
}
