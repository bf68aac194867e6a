/** The plural of a regular English noun: category, categories. */
export const pluralOf = (one: string): string => `${one.replace(/(?<=[^aeiou])y$/, "ie")}s`;

/** A label within a sentence: "Review rating" becomes "review rating"; an acronym stays. */
export const inSentence = (label: string): string =>
  /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
