const [mostNames, longestName] = [10, 60];

/** A header as it can be shown: not too long, and nothing in it that breaks or turns a line. */
export function shownHeader(header: string): string {
  const visible = header.slice(0, longestName).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return header.length > longestName ? `${visible}…` : visible;
}

/** Headers as a sentence lists them: ten at most, none long, one without a name told as such. */
export function shownHeaders(headers: readonly string[]): string {
  const names = headers
    .slice(0, mostNames)
    .map((header) => (header.trim() === "" ? "one without a name" : shownHeader(header)));
  const more = headers.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more.toLocaleString("en-US")} more` : ""}`;
}
