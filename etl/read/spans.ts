/** A record: where it ends, where the next one begins, and its fields and lines. */
export interface Span {
  readonly end: number;
  readonly next: number;
  readonly fields: number;
  readonly lines: number;
}

const [lineFeed, carriageReturn, quote] = [0x0a, 0x0d, 0x22];

/** Past the line end at `at`, which may be two bytes. */
const pastLineEnd = (data: Buffer, at: number) =>
  data[at] === carriageReturn && data[at + 1] === lineFeed ? at + 2 : at + 1;

/**
 * The record that begins at `start`, by RFC 4180.
 * @param last whether no bytes come after these
 * @returns "broken" where a quote is not closed, or closed and followed by more text; undefined
 * where the record needs more bytes
 */
export function recordAt(
  data: Buffer,
  start: number,
  delimiter: number,
  last: boolean,
): Span | "broken" | undefined {
  let [fields, lines, quoted, fieldStart] = [1, 1, false, true];
  for (let at = start; at < data.length; at++) {
    const byte = data[at];
    const lineEnd = byte === lineFeed || byte === carriageReturn;
    const unknown = at + 1 === data.length && !last;
    if (quoted) {
      if (byte === quote) {
        if (unknown) return undefined;
        const after = data[at + 1];
        if (after === quote) at++;
        else if (
          after === undefined ||
          after === delimiter ||
          after === lineFeed ||
          after === carriageReturn
        )
          quoted = false;
        else return "broken";
      } else if (lineEnd && pastLineEnd(data, at) === at + 1) lines++;
    } else if (lineEnd) {
      if (byte === carriageReturn && unknown) return undefined;
      return { end: at, next: pastLineEnd(data, at), fields, lines };
    } else if (byte === delimiter) {
      fields++;
      fieldStart = true;
    } else {
      quoted = byte === quote && fieldStart;
      fieldStart = false;
    }
  }
  if (!last) return undefined;
  return quoted ? "broken" : { end: data.length, next: data.length, fields, lines };
}

/** The line that begins at `start`, ignoring quotes; undefined where it needs more bytes. */
export function lineAt(data: Buffer, start: number, last: boolean): Span | undefined {
  for (let at = start; at < data.length; at++) {
    if (data[at] !== lineFeed && data[at] !== carriageReturn) continue;
    if (data[at] === carriageReturn && at + 1 === data.length && !last) return undefined;
    return { end: at, next: pastLineEnd(data, at), fields: 0, lines: 1 };
  }
  return last ? { end: data.length, next: data.length, fields: 0, lines: 1 } : undefined;
}

/**
 * Whether a record holds nothing but delimiters, blanks and empty quotes, as spreadsheets write the
 * empty rows of a range.
 */
export function isBlank(bytes: Buffer, delimiter: number): boolean {
  let sure = true;
  for (const byte of bytes) {
    if (byte === delimiter || byte === 0x20 || byte === 0x09) continue;
    // Quotes, line ends within them, and blanks beyond ASCII need a closer look.
    if (byte < 0x80 && byte !== quote && byte !== lineFeed && byte !== carriageReturn) return false;
    sure = false;
  }
  if (sure) return true;
  return bytes
    .toString()
    .split(String.fromCharCode(delimiter))
    .every((field) => /^\s*(?:"\s*")?\s*$/.test(field));
}
