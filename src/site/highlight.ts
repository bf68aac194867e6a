import { codeToTokensBase, createCssVariablesTheme } from "shiki";

/** A run of code of one kind; plain text has none. */
export interface CodeToken {
  readonly text: string;
  readonly kind: string | undefined;
}

const theme = createCssVariablesTheme({ name: "kinds", variablePrefix: "--" });

/**
 * SQL as lines of tokens. Shiki's theme of CSS variables names each token's kind; the page turns it into a class, because its
 * content security policy allows no style attributes.
 */
export async function highlightSql(sql: string): Promise<CodeToken[][]> {
  const lines = await codeToTokensBase(sql, { lang: "sql", theme });
  return lines.map((tokens) => tokens.map(({ content, color }) => ({ text: content, kind: /--token-([a-z-]+)/.exec(color ?? "")?.[1] })));
}
