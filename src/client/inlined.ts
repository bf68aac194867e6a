/**
 * An inline script as pages contain it: without comment lines, indentation and carriage returns.
 * Both the pages and the hash in their content security policy use it, and a browser runs the
 * script only if they agree.
 */
export const inlined = (source: string): string =>
  source
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"))
    .join("\n");
