/**
 * Characters that a terminal obeys or that hide what stands beside them: controls but for line ends
 * and tabs, direction marks, invisible ones but for the joiners that scripts and emoji need.
 */
const unsafe = /[^\P{Cc}\n\t]|(?![\u200c\u200d])\p{Cf}|[\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A text that may be shown at a terminal or in a log: values, file names and the messages of other
 * programs can hold escape sequences, which are shown as codes. To be applied where text is
 * printed, and nowhere before.
 */
export const printable = (text: string) =>
  text.replaceAll(unsafe, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);

/** A value as one line of JSON: escaped by JSON's own codes, so that readers get it unchanged. */
export const jsonLine = (value: object) =>
  `${JSON.stringify(value).replaceAll(unsafe, (found) =>
    Array.from({ length: found.length }, (_, index) => found.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  )}\n`;
