import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { contract } from "../support/report.ts";
import { exitCodes } from "../../etl/errors.ts";
import { guardKinds } from "../../etl/report/guards.ts";
import { etlSettings, serveSettings, siteSettings } from "../../etl/options.ts";
import { fieldTypes } from "../../format/fields.ts";
import { columnsOfComparison } from "../../format/finding.ts";
import { readings } from "../../format/manifest.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (name: string) => readFileSync(join(root, name), "utf8");
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

const { scripts, version } = JSON.parse(read("package.json")) as {
  scripts: Record<string, string>;
  version: string;
};
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...filesIn("docs", ".md"),
];
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );

/** Flags of commands that are not ours. */
const foreignFlags = ["--exchange"];
const flags = new Set([
  ...[etlSettings, siteSettings, serveSettings].flatMap((settings) =>
    Object.keys(settings).map((name) => `--${name}`),
  ),
  ...[...filesIn("bin", ".ts"), "tests/e2e/run.ts"].flatMap((name) =>
    [...read(name).matchAll(/--[a-z][a-z-]+/g)].map(([flag]) => flag),
  ),
  ...foreignFlags,
]);

test.for(pages)("%s: every link, picture, command and flag exists", (name) => {
  const text = read(name);
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
    .map((match) => match[1] ?? match[2] ?? "")
    .filter((target) => !target.startsWith("https://"));
  for (const target of targets) {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? join(root, name) : join(root, dirname(name), path);
    expect(existsSync(file), target).toBe(true);
    if (anchor !== undefined)
      expect(anchorsOf(readFileSync(file, "utf8")), target).toContain(anchor);
  }
  for (const [command, script = ""] of text.matchAll(/npm run\s+([a-z0-9:]+)/g))
    expect(script in scripts, command).toBe(true);
  // The changelog also names flags of earlier versions.
  if (name !== "CHANGELOG.md")
    for (const [, flag = ""] of text.matchAll(/(?<=[\s`])(--[a-z][a-z-]+)/g))
      expect(flags, `${name}: ${flag}`).toContain(flag);
});

test.for(pages)("%s is written in the words of the project", (name) => {
  expect(read(name)).not.toMatch(
    /\b(told|mend(ed|s)?|anew|withh\w+|data card|licen[c]es?|colour|behaviour)\b(?!\.txt)/i,
  );
});

test("pictures are small, and each is shown", () => {
  const shown = pages.map(read).join("\n");
  for (const name of readdirSync(join(root, "docs/pictures"))) {
    expect(statSync(join(root, "docs/pictures", name)).size, name).toBeLessThan(150_000);
    expect(shown).toContain(`pictures/${name}`);
  }
});

test("README is short; its first screen has a picture and the two commands", () => {
  const lines = read("README.md").trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(150);
  const first = lines.slice(0, 15).join("\n");
  expect(first).toContain("docs/pictures/dashboard.png");
  expect(first).toContain("npm ci && npm run build");
  expect(first).toContain("npm ci && npm test");
});

test("README links to every page and folder of docs", () => {
  const readme = read("README.md");
  for (const { name } of readdirSync(join(root, "docs"), { withFileTypes: true }))
    expect(readme, name).toContain(`docs/${name}`);
});

test("README lists the exit codes, and every command", () => {
  const readme = read("README.md").replaceAll(/\s+/g, " ");
  for (const [kind, code] of Object.entries(exitCodes))
    if (kind !== "internal") expect(readme).toContain(`${code} ${kind}`);
  for (const name of filesIn("bin", ".ts"))
    if (/^await run(Command|WithSettings)\(/m.test(read(name))) {
      const command = name.slice("bin/".length, -".ts".length);
      expect(readme).toMatch(new RegExp(`npm (run )?${command}\\b`));
    }
});

test("docs/architecture.md names every folder of the code", () => {
  const page = read("docs/architecture.md");
  const top = [
    "bench",
    "bin",
    "etl",
    "examples",
    "format",
    "sample",
    "sql",
    "src",
    "tests",
    "tools",
  ];
  for (const folder of top) expect(page).toContain(`\`${folder}/`);
  for (const half of ["etl", "src"])
    for (const entry of readdirSync(join(root, half), { withFileTypes: true }))
      if (entry.isDirectory()) expect(page).toContain(`\`${half}/${entry.name}\``);
});

test("docs/data.md lists every column of the input", () => {
  const page = read("docs/data.md");
  for (const { header } of contract) expect(page).toContain(header);
});

test("docs/questions.md lists every column type and reading", () => {
  const page = read("docs/questions.md");
  for (const type of fieldTypes) expect(page).toContain(`| \`${type}\``);
  for (const reading of readings) expect(page).toMatch(new RegExp(`reading:.*\\b${reading}\\b`));
});

test("docs/claims.md lists every comparison with its columns", () => {
  const [, table = ""] = read("docs/claims.md").split(/^\| comparison /m);
  for (const [comparison, columns] of Object.entries(columnsOfComparison)) {
    const name = `\`${comparison}\``;
    const row = table.split("\n").find((line) => line.split(" | ")[0]?.includes(name)) ?? "";
    expect(row, comparison).not.toBe("");
    for (const column of columns) expect(row).toContain(`\`${column}\``);
  }
});

test("docs/changes.md lists every kind of guard", () => {
  const page = read("docs/changes.md");
  for (const kind of guardKinds)
    expect(
      page.split("\n").filter((line) => line.startsWith(`| \`${kind}`)),
      kind,
    ).not.toEqual([]);
});

test("the changelog's newest version is the package's", () => {
  const lock = JSON.parse(read("package-lock.json")) as {
    version: string;
    packages: Record<string, { version: string }>;
  };
  const [, newest] = /^## \[(\d+\.\d+\.\d+)\]/m.exec(read("CHANGELOG.md")) ?? [];
  expect([newest, lock.version, lock.packages[""]?.version]).toEqual([version, version, version]);
});
