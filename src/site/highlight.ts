import { codeToTokensBase, createCssVariablesTheme } from "shiki";

const theme = createCssVariablesTheme({ name: "kinds", variablePrefix: "--" });

/**
 * SQL as lines of tokens of one kind each; plain text has none. Shiki's theme of CSS variables names
 * each token's kind; the page turns it into a class, because its content security policy allows no
 * style attributes.
 */
export async function highlightSql(sql: string) {
  // Without a limit, on a slow machine too: what a page holds must not depend on the time.
  const lines = await codeToTokensBase(sql, { lang: "sql", theme, tokenizeTimeLimit: 0 });
  return lines.map((tokens) =>
    tokens.map(({ content, color }) => ({
      text: content,
      kind: /--token-([a-z-]+)/.exec(color ?? "")?.[1],
    })),
  );
}
