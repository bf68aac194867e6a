import { defineConfig } from "astro/config";

const site = process.env.SITE;

export default defineConfig({
  output: "static",
  ...(site ? { site } : {}),
  base: process.env.BASE_PATH || "/",
  outDir: process.env.OUT || "dist",
  trailingSlash: "always",
  compressHTML: true,
  build: { inlineStylesheets: "always", format: "directory" },
  // No page is written in Markdown; its highlighter writes style attributes, which the policy below forbids.
  markdown: { syntaxHighlight: false },
  devToolbar: { enabled: false },
  security: {
    csp: {
      algorithm: "SHA-256",
      directives: ["default-src 'self'", "img-src 'self' data:", "object-src 'none'", "base-uri 'none'", "form-action 'self'"],
    },
  },
  vite: {
    // The one Node is pinned, so nothing is gained by rewriting syntax for older ones.
    build: { target: "es2022" },
  },
});
