import { execFile } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { decodeArrow } from "../../../format/arrow.ts";
import {
  back,
  bijectionOf,
  renamedCsv,
  renamedReport,
  renamedSql,
  type Bijection,
} from "../../support/bijection.ts";
import { fullTier } from "../../support/tier.ts";

// Within the project, whose packages the pages are built with.
const folder = resolve(".cache/bijection");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Builds the site of a report's folder by the command that people use. */
async function build(name: string): Promise<string> {
  const at = join(folder, name);
  await promisify(execFile)(process.execPath, [
    "bin/build.ts",
    ...["--report", at, "--snapshots", join(at, "snapshots"), "--out", join(at, "dist")],
  ]);
  return join(at, "dist");
}

function writeRenamed(bijection: Bijection): void {
  const at = join(folder, "renamed");
  cpSync("sql", join(at, "sql"), { recursive: true });
  mkdirSync(join(at, "data"));
  writeFileSync(join(at, "report.yaml"), renamedReport(bijection));
  writeFileSync(join(at, "data/customers.csv"), renamedCsv("data/customers.csv", bijection));
  writeFileSync(join(at, "data/customers.about.yaml"), aboutWithoutHash());
  for (const file of globSync("sql/{questions,claims}/*.sql"))
    writeFileSync(join(at, file), renamedSql(readFileSync(file, "utf8"), bijection));
}

const nothing: Bijection = { columns: new Map(), values: new Map() };

const aboutWithoutHash = () =>
  readFileSync("data/customers.about.yaml", "utf8").replace(/^sha256:.*\n/m, "");

/** The root report as a folder of its own. */
function writeRoot(): void {
  const at = join(folder, "root");
  cpSync("sql", join(at, "sql"), { recursive: true });
  mkdirSync(join(at, "data"));
  cpSync("report.yaml", join(at, "report.yaml"));
  // Written as the renamed one is, so that the files have the same dialect.
  writeFileSync(join(at, "data/customers.csv"), renamedCsv("data/customers.csv", nothing));
  writeFileSync(join(at, "data/customers.about.yaml"), aboutWithoutHash());
}

/** What a text says, apart from hashes and sizes of files in which names stand. */
const settled = (text: string) =>
  text
    .replaceAll(/\b[0-9a-f]{12,64}\b/g, "#")
    .replaceAll(/sha256-[\w+/]+=*/g, "sha256-#")
    .replaceAll(/[\d.,]+(?:\u00a0|&nbsp;| )(kB|MB|bytes)/g, "#")
    .replaceAll(/"bytes": ?\d+/g, '"bytes":#')
    .replaceAll(/\/_astro\/[\w.-]+/g, "/_astro/#")
    // A column may be called as a word of SQL is.
    .replaceAll(/<span class="sql-[\w-]+">([^<]*)<\/span>/g, "$1")
    .replaceAll(/"names":\s*\{[^{}]*\}/g, '"names":{}');

/** A folder's files by name, each as text; of Arrow files what is in them. */
function filesOf(dist: string, renaming: (text: string) => string): ReadonlyMap<string, string> {
  const paths = globSync("**/*.{html,csv,json,svg,arrow,txt}", { cwd: dist });
  return new Map(
    paths
      .filter((path) => !path.startsWith("_astro/"))
      .map((path) => {
        const bytes = readFileSync(join(dist, path));
        const text = path.endsWith(".arrow")
          ? JSON.stringify(decodeArrow(bytes))
          : bytes.toString("utf8");
        return [renaming(path), settled(renaming(text))] as const;
      }),
  );
}

test("the root report with every column and value renamed is the same site", fullTier, async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ["root", "renamed"]) mkdirSync(join(folder, name), { recursive: true });
  const bijection = bijectionOf("data/customers.csv", 20_261_101);
  expect(bijection.columns.size).toBe(20);
  expect(bijection.values.size).toBeGreaterThan(120);
  writeRoot();
  writeRenamed(bijection);
  const root = filesOf(await build("root"), (text) => text);
  const renamed = filesOf(await build("renamed"), (text) => back(text, bijection));
  expect([...renamed.keys()].toSorted()).toEqual([...root.keys()].toSorted());
  for (const [path, text] of root)
    expect(renamed.get(path)?.split("\n"), path).toEqual(text.split("\n"));
});
