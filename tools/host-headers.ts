/** One rule of a `_headers` file: the paths it is for, and their headers. */
export interface Rule {
  readonly pattern: RegExp;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Limits that the documentation of a host states. */
const limits = { rules: 100, line: 2000 };

/** `*` stands for any characters, slashes and none as well. */
const patternOf = (path: string) =>
  new RegExp(
    `^${path
      .split("*")
      .map((part) => part.replaceAll(/[.+?^$()[\]{}|\\]/g, "\\$&"))
      .join(".*")}$`,
  );

/**
 * Reads `_headers` as Cloudflare Pages and Netlify document it: a line with a path, then indented
 * lines of `Name: value`.
 * @throws Error for what such a host would not take
 */
export function parseRules(text: string): Rule[] {
  const lines = text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  const rules: { pattern: RegExp; headers: [string, string][] }[] = [];
  for (const line of lines) {
    if (line.length > limits.line) throw new Error(`A line of ${line.length} characters.`);
    const [, name, value] = /^\s+([\w-]+): (\S.*)$/.exec(line) ?? [];
    if (/^\/[^\s*]*\*?$/.test(line)) rules.push({ pattern: patternOf(line), headers: [] });
    else if (name !== undefined && value !== undefined && rules.length > 0)
      rules.at(-1)?.headers.push([name.toLowerCase(), value]);
    else throw new Error(`Neither a path nor a header: ${line}`);
  }
  if (rules.length > limits.rules) throw new Error(`${rules.length} rules.`);
  return rules;
}

/**
 * The headers of a path: those of all rules that it matches; of a header that several give, the
 * values joined.
 */
export function headersFor(rules: readonly Rule[], path: string): Record<string, string> {
  const given = rules.filter(({ pattern }) => pattern.test(path)).flatMap(({ headers }) => headers);
  return Object.fromEntries(
    [...Map.groupBy(given, ([name]) => name)].map(([name, all]) => [
      name,
      all.map(([, value]) => value).join(", "),
    ]),
  );
}
