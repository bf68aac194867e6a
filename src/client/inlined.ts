/**
 * What a page carries of an inline script: its source without lines of comment, indentation and the
 * line ends of other systems.
 * The pages and the hash in their content security policy are both made from this, and a browser
 * runs the script only if they agree.
 */
export const inlined = (source: string): string =>
  source
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"))
    .join("\n");
