import { defineConfig } from "vitest/config";

/** Files that try more generated cases in the full tier than in the fast one. */
const inBothTiers: readonly string[] = [];

/** Files that only the full tier runs. */
const fullOnly = [
  "tests/unit/fuzz/**",
  "tests/unit/suppress/files.test.ts",
  "tests/unit/suppress/sites.test.ts",
];

/** A named set of test files; see `npm test` and `npm run test:full` in tests/run.ts. */
const project = (
  name: string,
  tier: "fast" | "full",
  include: readonly string[],
  exclude: readonly string[] = [],
) => ({
  extends: true as const,
  test: { name, include: [...include], exclude: [...exclude], env: { TIER: tier } },
});

export default defineConfig({
  test: {
    projects: [
      project(
        "unit",
        "fast",
        ["tests/unit/**/*.test.ts", "tests/charts/**/*.test.ts", "tests/workflows/rules.test.ts"],
        fullOnly,
      ),
      project("parity", "fast", ["tests/mysql/parity.test.ts"]),
      project("generated", "full", [...fullOnly, ...inBothTiers]),
      project("mysql", "full", ["tests/mysql/**/*.test.ts"]),
      project("servers", "full", ["tests/servers/**/*.test.ts", "tests/distributed/**/*.test.ts"]),
      project("publishing", "full", ["tests/publishing/**/*.test.ts"]),
      project("workflows", "full", ["tests/workflows/run.test.ts"]),
    ],
    setupFiles: ["tests/support/seed.ts"],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
