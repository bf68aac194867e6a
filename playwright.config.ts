import { defineConfig } from "@playwright/test";
import { launchArguments } from "./tools/browser.ts";
import { browserPath } from "./tests/e2e/support/sites.ts";

export default defineConfig({
  testDir: "tests/e2e",
  projects: [
    {
      name: "smoke",
      testMatch: ["smoke", "cross-filter", "link", "compare", "downloads"].map(
        (name) => `**/${name}.spec.ts`,
      ),
      grep: /@smoke/,
    },
    { name: "browser", testMatch: "**/*.spec.ts", grepInvert: /@smoke/ },
  ],
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  workers: 2,
  retries: 0,
  // Generous: a busy machine must not fail a test.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["./tests/e2e/measured.ts"]],
  use: {
    browserName: "chromium",
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    launchOptions: { executablePath: browserPath(), args: [...launchArguments] },
    screenshot: "only-on-failure",
    video: "off",
    trace: "off",
  },
});
