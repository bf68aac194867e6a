import { isAscii, isUtf8 } from "node:buffer";
import { recordBatches } from "./records.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * The encoding that a file's head is written in. Bytes that are not UTF-8 are the single-byte
 * encoding that spreadsheets write,
 * unless other lines of the head are UTF-8 beyond ASCII: then the file is UTF-8 with damaged lines,
 * which reading tells.
 * @param cut whether the file goes on after the head
 */
export function detectEncoding(
  head: Buffer,
  cut: boolean,
): { encoding: Encoding; byteOrderMark: boolean } {
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
 * none is UTF-8 beyond ASCII, which
 * text in another encoding hardly ever is.
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

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

/** Without the bytes of a UTF-8 character that the end of the head cut in two. */
function wholeCharacters(head: Buffer): Buffer {
  let end = head.length;
  while (end > head.length - 4 && ((head[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  return head.subarray(0, end - 1);
}
