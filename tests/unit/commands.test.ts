import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fingerprints, temporaryFolder } from "../support/folders.ts";
import { run } from "../support/runs.ts";
import { fullTier } from "../support/tier.ts";

const root = join(import.meta.dirname, "../..");

/** Runs a program of `bin/` in a folder of its own. */
function command(name: string, cwd: string, args: readonly string[], env = {}) {
  const { status, stderr } = spawnSync(process.execPath, [join(root, "bin", name), ...args], {
    encoding: "utf8",
    cwd,
    env: { ...process.env, SOURCE_DATE_EPOCH: "0", ...env },
  });
  return { status, stderr };
}

test("npm run etl reads the project's own files in any working directory, and writes to that one", async () => {
  const folder = temporaryFolder();
  const { status, stderr } = command("etl.ts", folder, []);
  expect(stderr).toContain("3,900 rows, customers.csv");
  expect(status).toBe(0);
  const here = await run(join(root, "data/customers.csv"));
  const { "revenue-by-gender.arrow": expected } = fingerprints(here.folder);
  expect(expected).toBeDefined();
  expect(fingerprints(join(folder, "snapshots"))["revenue-by-gender.arrow"]).toBe(expected);
});

test("--report DIR takes columns, data and SQL from that folder", () => {
  const [report, here] = [temporaryFolder(), temporaryFolder()];
  for (const name of ["report.yaml", "data", "sql"])
    cpSync(join(root, name), join(report, name), { recursive: true });
  const question = join(report, "sql/questions/revenue-by-gender.sql");
  writeFileSync(question, readFileSync(question, "utf8").replace(/title: .*/, "title: Elsewhere"));
  const { status, stderr } = command("etl.ts", here, ["--report", report]);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const manifest = readFileSync(join(here, "snapshots/manifest.json"), "utf8");
  expect(manifest).toContain('"title": "Elsewhere"');
  const missing = command("etl.ts", here, ["--report", here]);
  expect(missing.status).toBe(3);
  expect(missing.stderr).toContain(`There is no report.yaml in ${here}.`);
});

describe("a password in the URL of a database", fullTier, () => {
  const said = /The password in --database-url can be seen in the list of processes/;
  const url = "mysql://reader:secret@127.0.0.1:1/nowhere";

  test("that stands on the command line is pointed out", () => {
    const args = ["--source", "database", "--database-url", url];
    const { status, stderr } = command("etl.ts", temporaryFolder(), args);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain("secret");
  });

  test("that comes from the environment is not", () => {
    const args = ["--source", "database"];
    const { status, stderr } = command("etl.ts", temporaryFolder(), args, { DATABASE_URL: url });
    expect(status).not.toBe(0);
    expect(stderr).not.toMatch(said);
    expect(stderr).not.toContain("secret");
  });
});
