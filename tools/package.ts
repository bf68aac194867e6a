import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";

// Node strips no types from files in node_modules, so that the package holds JavaScript. Astro reads
// the pages' sources as they are.

const root = join(import.meta.dirname, "..");
const lib = join(root, "lib");

/** What is copied as it is: the pages' sources and what they load, and what editors read. */
const sources = [
  "src",
  "format",
  "public",
  "report.schema.json",
  "package-lock.json",
  "templates",
  "tsconfig.json",
];

rmSync(lib, { recursive: true, force: true });
execFileSync("tsc", ["-p", "tsconfig.package.json"], { cwd: root, stdio: "inherit" });
for (const source of sources)
  cpSync(join(root, source), join(lib, source), { recursive: true, force: false });
