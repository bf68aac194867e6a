/** Scripts whose letters or digits are mistaken for Latin ones, or share a keyboard with them. */
const scripts = [
  "Cyrillic",
  "Greek",
  "Armenian",
  "Hebrew",
  "Arabic",
  "Devanagari",
  "Thai",
  "Han",
  "Hiragana",
  "Katakana",
  "Hangul",
  "Latin",
] as const;
const patterns = scripts.map(
  (script) => [script, new RegExp(`\\p{Script=${script}}`, "u")] as const,
);

/** The code of a character as Unicode writes it: "U+0423". */
const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/**
 * The first character of a text beyond printable ASCII, in words: `"У" (U+0423, Cyrillic)`; one that
 * is invisible or changes the direction of text by its code alone. Undefined where there is none.
 */
export function foreignCharacter(text: string): string | undefined {
  const found = /[^ -~]/u.exec(text)?.[0];
  if (found === undefined) return undefined;
  if (/[\p{C}\p{Z}]/u.test(found)) return `an invisible character (${codeOf(found)})`;
  const script = patterns.find(([, pattern]) => pattern.test(found))?.[0];
  return `"${found}" (${codeOf(found)}${script === undefined ? "" : `, ${script}`})`;
}

/** A text as messages quote it: invisible characters as codes, long values cut. */
export function quoted(text: string): string {
  const quotation = JSON.stringify(text.slice(0, 60)).replaceAll(
    /[\p{Cf}\x7f-\x9f\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return text.length > 60 || quotation.length > 60 ? `${quotation.slice(0, 57)}…"` : quotation;
}

/** The longest header that a message shows in full. */
const longestHeader = 60;

/** A header as messages show it: cut where it is long, control characters replaced. */
export function shownHeader(header: string): string {
  const visible = header
    .slice(0, longestHeader)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return header.length > longestHeader ? `${visible}…` : visible;
}

/** A text without the spaces of any width around it, as DuckDB's `trim`: line ends and tabs stay. */
export function withoutSpaces(text: string): string {
  // A regular expression would look at a long run of inner spaces once for each of them.
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text.charAt(start))) start++;
  while (end > start && isSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

const isSpace = (character: string) => /\p{Zs}/u.test(character);
