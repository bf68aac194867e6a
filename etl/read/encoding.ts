import { isAscii, isUtf8 } from "node:buffer";
import { ReportError } from "../errors.ts";
import { quoted } from "../contract/characters.ts";
import { recordBatches } from "./records.ts";

/**
 * The encoding of a file's head. Bytes that are not UTF-8 are taken for windows-1252, the single-byte
 * encoding that spreadsheets write, unless other lines of the head are UTF-8 beyond ASCII: then the
 * file is UTF-8 with damaged lines. Decoding looks for evidence in the whole file (`Plausibility`).
 * @param cut whether the file goes on after the head
 */
export function detectEncoding(
  head: Buffer,
  cut: boolean,
): { encoding: string; byteOrderMark: boolean } {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", byteOrderMark: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", byteOrderMark: true };
  const byteOrderMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  // An ASCII header in UTF-16 has a zero in every second byte.
  if (!byteOrderMark && head[1] === 0 && head[3] === 0)
    return { encoding: "utf-16le", byteOrderMark };
  if (!byteOrderMark && head[0] === 0 && head[2] === 0)
    return { encoding: "utf-16be", byteOrderMark };
  const text = cut ? wholeCharacters(head) : head;
  return {
    encoding:
      byteOrderMark || isUtf8(text) || linesOf(text).some(isBeyondAscii) ? "utf-8" : "windows-1252",
    byteOrderMark,
  };
}

/**
 * Whether a file that was taken for UTF-8 is in another encoding: some record is not UTF-8, and
 * none is UTF-8 beyond ASCII, which text in another encoding hardly ever is.
 */
export async function isOtherEncoding(path: string, delimiter: string): Promise<boolean> {
  let other = false;
  for await (const batch of recordBatches(path, delimiter)) {
    if (batch.some(({ bytes }) => isBeyondAscii(bytes))) return false;
    other ||= batch.some(({ fault }) => fault === "encoding");
  }
  return other;
}

const isBeyondAscii = (bytes: Buffer) => !isAscii(bytes) && isUtf8(bytes);

const linesOf = (bytes: Buffer) =>
  bytes
    .toString("latin1")
    .split("\n")
    .map((line) => Buffer.from(line, "latin1"));

/** Without the bytes of a UTF-8 character that the end of the head cuts in two. */
function wholeCharacters(head: Buffer): Buffer {
  let end = head.length;
  while (end > head.length - 4 && ((head[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  return head.subarray(0, end - 1);
}

const [beyondAscii, separator, longestWord] = [/[^\0-\x7f]+/g, /[\s,;|"]/, 40];

/**
 * What text in windows-1252 hardly holds, but text in another encoding that is read as windows-1252
 * does: bytes without a character, three characters beyond ASCII in a row, a sign within a word, a
 * capital within a word.
 */
const unlikely =
  /[\x80-\x9f]|[^\0-\x7f]{3}|\p{L}[¡-©«¬¯-¶¸¹»-¿×÷‚ƒ„…†‡ˆ‰‹›€˜](?=\p{L})|\p{Ll}[À-ÖØ-ÞŠŽŒŸ]|[A-Z][ŠŽŸ](?=[a-z])/u;

/** Gathers evidence of whether text is really in windows-1252, as it is decoded in pieces. */
export class Plausibility {
  #words = 0;
  readonly #unlikely = new Set<string>();
  #unlikelyCount = 0;

  add(text: string): void {
    let end = 0;
    for (const found of text.matchAll(beyondAscii)) {
      if (found.index < end) continue;
      let start = found.index;
      end = start + found[0].length;
      const [first, last] = [start - longestWord, end + longestWord];
      while (start > Math.max(0, first) && !separator.test(text.charAt(start - 1))) start--;
      while (end < Math.min(text.length, last) && !separator.test(text.charAt(end))) end++;
      const word = text.slice(start, end);
      this.#words++;
      if (!unlikely.test(word)) continue;
      this.#unlikelyCount++;
      if (this.#unlikely.size < 2) this.#unlikely.add(word);
    }
  }

  /** @throws ReportError where more than one word in ten is unlikely */
  settle(name: string): void {
    if (this.#unlikelyCount * 10 <= this.#words) return;
    throw new ReportError(
      "input",
      `${name} is not UTF-8, and as windows-1252 it would read ${[...this.#unlikely].map(quoted).join(" and ")}.`,
      {
        hint: "Name its encoding, for example --encoding windows-1251, shift_jis or macintosh, or save it as UTF-8.",
      },
    );
  }
}
