import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "tests/unit/**/*.test.ts",
      "tests/charts/**/*.test.ts",
      "tests/servers/**/*.test.ts",
      "tests/mysql/**/*.test.ts",
      "tests/distributed/**/*.test.ts",
      "tests/publishing/**/*.test.ts",
      "tests/workflows/**/*.test.ts",
    ],
    setupFiles: ["tests/support/seed.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
