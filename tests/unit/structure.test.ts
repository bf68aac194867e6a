import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const folders = ["etl", "format", "src", "bin", "tools", "bench", "sample"];
const root = join(import.meta.dirname, "../..");

/** The project files that a file imports, as paths from the root; type-only imports included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  // Of an Astro component the parser reads the frontmatter and the scripts, where imports stand.
  const code = file.endsWith(".astro")
    ? [...text.matchAll(/^---\n([\s\S]*?)^---$|<script[^>]*>([\s\S]*?)<\/script>/gm)]
        .map(([, matter, script]) => matter ?? script ?? "")
        .join("\n")
    : text;
  return ts
    .preProcessFile(code)
    .importedFiles.filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName }) => normalize(join(dirname(file), fileName.replace(/\?.*$/, ""))));
}

const files = globSync(`{${folders.join()}}/**/*.{ts,astro}`, { cwd: root }).toSorted();
const graph = new Map(files.map((file) => [file, importsOf(file)]));

/** Every import of a file in `from` of something in `to`, as "file -> file". */
const imports = (from: string, to: string) =>
  [...graph].flatMap(([file, found]) =>
    file.startsWith(from)
      ? found.filter((each) => each.startsWith(to)).map((each) => `${file} -> ${each}`)
      : [],
  );

/** One path of imports for each file from which some path leads back to it. */
function cycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(" -> "));
    if (start >= 0 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}

test("sees imports of every kind", () => {
  expect(files.length).toBeGreaterThan(200);
  expect(imports("bin/etl.ts", "etl/").length).toBeGreaterThan(0);
  expect(imports("src/components/", "src/model/").length).toBeGreaterThan(0);
  const loop = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["b"]],
  ]);
  expect(cycles(loop)).toEqual(["b -> c -> b"]);
});

test("no file imports itself, however many files are between", () => {
  expect(cycles(graph)).toEqual([]);
});

test.each([
  ["", "tests/", "tests are imported by tests only"],
  ["etl/", "src/", "the ETL knows nothing of pages"],
  ["src/", "etl/", "pages know snapshots, not where they come from"],
  ["format/", "etl/", "the format is below both"],
  ["format/", "src/", "the format is below both"],
  ["etl/query/", "etl/cache/", "cached results are passed in"],
  ["etl/report/", "etl/query/", "a description is checked before anything is asked"],
  ["etl/plan/", "etl/query/", "the plan runs nothing"],
  ["etl/plan/", "etl/suppress/", "what is left out is decided of exact results"],
  ["src/model/", "src/sentences/", "the model computes, sentences put it into words"],
  ["src/model/", "src/site/", "the model reads no store"],
  ["src/model/", "src/views/", "the model is below the views"],
])("%s imports nothing of %s: %s", (from, to) => {
  expect(imports(from, to)).toEqual([]);
});
