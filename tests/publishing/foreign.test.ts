import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chosen } from "../support/descriptions/choose.ts";
import { foreignFile, secret } from "../support/foreign-files.ts";
import { folderOfTests } from "./builds.ts";

const project = resolve(import.meta.dirname, "../..");
const folder = folderOfTests();
const files = Number(process.env["FILES"] ?? 12);

/** Runs a command to its end: well, or with a sentence that is no bug's. */
function ends(command: string, args: readonly string[]): boolean {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(project, `bin/${command}.ts`), ...args],
    { cwd: folder, encoding: "utf8" },
  );
  if (status === 0) return true;
  expect(status, stderr).toBeGreaterThan(1);
  expect(stderr).toMatch(/^Error: \S/m);
  expect(stderr, "what new drafts, build accepts").not.toContain("report.yaml has");
  return false;
}

test(`of ${files} generated files each becomes a site without private values, or is refused in words`, () => {
  let sites = 0;
  fc.assert(
    fc.property(chosen(foreignFile), (text) => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      writeFileSync(join(folder, "people.csv"), text);
      if (!ends("new", ["people.csv", "--into", "."]) || !ends("build", [])) return;
      expect(existsSync(join(folder, "dist/index.html"))).toBe(true);
      sites += 1;
      for (const made of ["snapshots", "dist"])
        for (const file of readdirSync(join(folder, made), {
          recursive: true,
          withFileTypes: true,
        }))
          if (file.isFile()) {
            const path = join(file.parentPath, file.name);
            expect(readFileSync(path, "latin1"), path).not.toMatch(secret);
          }
    }),
    { numRuns: files, endOnFailure: true },
  );
  expect(sites).toBeGreaterThan(files / 2);
});
