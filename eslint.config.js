import astro from "eslint-plugin-astro";
import tseslint from "typescript-eslint";

/** Data flows one way: etl/ -> snapshots/ -> src/. The two meet in format/ only. */
const boundary = (forbidden, message) => ({
  "no-restricted-imports": ["error", { patterns: [{ group: forbidden, message }] }],
});

export default tseslint.config(
  {
    ignores: [
      "dist*/",
      "lib/",
      "snapshots*/",
      "node_modules/",
      ".astro/",
      ".cache/",
      "test-results/",
      "playwright-report/",
    ],
  },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  ...astro.configs["flat/recommended"],
  {
    files: ["**/*.ts"],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/prefer-readonly": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: "error",
    },
  },
  {
    files: ["etl/**", "format/**"],
    rules: boundary(
      ["**/src/**", "**/tests/**", "astro", "@observablehq/plot", "jsdom"],
      "The ETL knows nothing of pages.",
    ),
  },
  {
    files: ["bin/**", "bench/**", "tools/**", "sample/**", "examples/**"],
    rules: boundary(["**/tests/**"], "Nothing outside tests/ imports from it."),
  },
  {
    files: ["src/**"],
    rules: boundary(
      ["**/etl/**", "**/tests/**", "@duckdb/*", "mysql2", "node:fs", "node:fs/*", "node:path"],
      "Pages know snapshots and nothing of CSV, databases or files.",
    ),
  },
);
