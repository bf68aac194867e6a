const [mostNames, longestName] = [10, 60];

/** A header that is not too long to be shown. */
export const shownHeader = (header: string) => (header.length > longestName ? `${header.slice(0, longestName)}…` : header);

/** Headers as a sentence lists them: ten at most, none long, one without a name told as such. */
export function shownHeaders(headers: readonly string[]): string {
  const names = headers.slice(0, mostNames).map((header) => (header.trim() === "" ? "one without a name" : shownHeader(header)));
  const more = headers.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more.toLocaleString("en-US")} more` : ""}`;
}
