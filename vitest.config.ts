import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const unit = [
  "tests/unit/**/*.test.ts",
  "tests/charts/**/*.test.ts",
  "tests/workflows/rules.test.ts",
];

/** A named set of test files. tests/tiers.ts has the npm scripts that run them. */
const project = (
  name: string,
  tier: "fast" | "full",
  include: readonly string[],
  exclude: readonly string[] = [],
) => ({
  extends: true as const,
  test: { name, include: [...include], exclude: [...exclude], env: { TIER: tier } },
});

/**
 * The files of a project share the modules of their process, which saves a quarter of the time;
 * those that replace modules have a project and processes of their own.
 */
const shared = (name: string, tier: "fast" | "full", include: readonly string[]) => {
  const files = globSync(include);
  const mocks = files.filter((path) => /\bvi\.mock\(/.test(readFileSync(path, "utf8")));
  const { test, ...rest } = project(name, tier, include, mocks);
  return [{ ...rest, test: { ...test, isolate: false } }, project(`${name}-mocks`, tier, mocks)];
};

/** Unit tests of the full tier are in files that import these tags from tests/support/tier.ts. */
const tagged = globSync(unit).filter((path) =>
  /import \{.*\b(fullTier|sized)\b.*\} from ".*\/tier\.ts"/.test(readFileSync(path, "utf8")),
);

export default defineConfig({
  test: {
    projects: [
      ...shared("unit", "fast", unit),
      project("parity", "fast", ["tests/mysql/parity.test.ts"]),
      ...shared("generated", "full", tagged),
      project("mysql", "full", ["tests/mysql/**/*.test.ts"]),
      project("servers", "full", ["tests/servers/**/*.test.ts", "tests/distributed/**/*.test.ts"]),
      project("publishing", "full", ["tests/publishing/**/*.test.ts"]),
      project("workflows", "full", ["tests/workflows/run.test.ts"]),
    ],
    tags: [
      { name: "full", description: "Runs only in the full tier." },
      { name: "sized", description: "Tries more cases in the full tier than in the fast one." },
    ],
    globalSetup: ["tests/support/shared-folder.ts"],
    setupFiles: ["tests/support/seed.ts"],
    maxWorkers: 2,
    // Generous: a busy machine must not fail a test.
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
  },
});
