/** File systems take 255 bytes; most of that is left to what a browser adds. */
const mostBytes = 120;

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** A text with letters and digits only, of any script, and hyphens between its words. */
const slug = (text: string) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");

/** A short code of a text, so that names that had to be cut stay apart. */
function codeOf(text: string): string {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0).toString(36);
}

/**
 * The name of a downloaded file, with the filters that it was made under:
 * "revenue-by-category.gender-female.csv".
 * @param search the query of a link to what is shown; empty where nothing is filtered
 */
export function fileName(id: string, search: string, extension: string): string {
  const filters = [...Map.groupBy(new URLSearchParams(search), ([key]) => key)].map(
    ([key, pairs]) =>
      `${slug(key)}-${pairs.map(([, value]) => slug(value) || codeOf(value)).join("-or-")}`,
  );
  const stem = [id, ...filters].join(".");
  if (bytesOf(stem) <= mostBytes) return `${stem}.${extension}`;
  const end = `-${codeOf(search)}`;
  let cut = "";
  for (const letter of stem) {
    if (bytesOf(cut + letter + end) > mostBytes) break;
    cut += letter;
  }
  return `${cut.replace(/[-.]+$/, "")}${end}.${extension}`;
}
