import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const variable = "TESTS_FOLDER";

/** Makes a folder for what all test files of a run share, which is removed at its end. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "customer-trends-tests-"));
  process.env[variable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** The folder of the run. */
export const sharedFolder = (): string => process.env[variable] ?? tmpdir();
