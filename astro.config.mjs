import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig } from "astro/config";
import { inlined } from "./src/client/inlined.ts";
import { stubUnused } from "./src/site/stub-unused.ts";

const site = process.env.SITE;
const themeBoot = inlined(
  readFileSync(new URL("src/client/theme-boot.js", import.meta.url), "utf8"),
);

export default defineConfig({
  output: "static",
  ...(site ? { site } : {}),
  base: process.env.BASE_PATH || "/",
  outDir: process.env.OUT || "dist",
  trailingSlash: "always",
  compressHTML: true,
  build: { inlineStylesheets: "always", format: "directory" },
  // No page is written in Markdown; its highlighter writes style attributes, which the policy below
  // forbids.
  markdown: { syntaxHighlight: false },
  devToolbar: { enabled: false },
  security: {
    csp: {
      algorithm: "SHA-256",
      // Astro knows the scripts that it bundles; this one stands in pages as it is.
      scriptDirective: {
        hashes: [`sha256-${createHash("sha256").update(themeBoot).digest("base64")}`],
      },
      directives: [
        "default-src 'none'",
        "connect-src 'self'",
        // Pictures are turned into PNG by way of a data address.
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        // No script may turn text into markup or code: there is no way to, and none can be made.
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ],
    },
  },
  vite: {
    // The one Node is pinned, so nothing is gained by rewriting syntax for older ones.
    build: { target: "es2022" },
    plugins: [stubUnused()],
  },
});
