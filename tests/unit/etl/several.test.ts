import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../../etl/database.ts";
import { draft } from "../../../etl/draft/index.ts";
import { metadataPath } from "../../../etl/read/metadata.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { fingerprints, temporaryFolder } from "../../support/folders.ts";
import { failure, run } from "../../support/runs.ts";

const fixture = join(import.meta.dirname, "../../fixtures/xlsx/orders.csv");
const [header = "", ...rows] = readFileSync(fixture, "utf8").trimEnd().split("\n");

let folder: string;
let pattern: string;

/** Ten orders each: plain, UTF-16 with CRLF and a blank line above, and compressed. */
beforeEach(() => {
  folder = join(temporaryFolder(), "data");
  mkdirSync(folder);
  pattern = join(folder, "*.csv*");
  const text = (from: number, end: string) => [header, ...rows.slice(from, from + 10)].join(end);
  writeFileSync(join(folder, "a.csv"), `${text(0, "\n")}\n`);
  writeFileSync(join(folder, "b.csv"), `\ufeff\r\n${text(10, "\r\n")}`, "utf16le");
  writeFileSync(join(folder, "c.csv.gz"), gzipSync(`${text(20, "\n")}\n`));
});

async function described(path: string, edit = (yaml: string) => yaml) {
  const database = await openDatabase();
  const options = { data: path, schema: "s" };
  const { yaml } = await draft(path, options, database).finally(() => database.close());
  const report = parseReport(edit(yaml), "report.yaml", "/");
  return { yaml, options: { report, sql: report.sql } };
}
const withFile = (yaml: string) =>
  yaml
    .replace("\ncolumns:\n", "\ncolumns:\n  origin: { header: $file, type: string }\n")
    .replace(/slicers: \[.*\]/, "slicers: [origin, plan]");

const tablesOf = (snapshots: string) =>
  Object.entries(fingerprints(snapshots)).filter(([name]) => name.endsWith(".arrow"));

test("files of any encoding and packing have the figures of one file", async () => {
  const [one, all] = [await described(fixture), await described(pattern)];
  expect(all.yaml.replace(pattern, fixture)).toBe(one.yaml);
  const [ofOne, ofAll] = [await run(fixture, one.options), await run(pattern, all.options)];
  const tables = tablesOf(ofAll.folder);
  expect(tables.length).toBeGreaterThan(10);
  expect(tables).toEqual(tablesOf(ofOne.folder));
  const hash = createHash("sha256");
  for (const name of ["a.csv", "b.csv", "c.csv.gz"])
    hash.update(name).update(readFileSync(join(folder, name)));
  expect(ofAll.manifest).toMatchObject({
    title: "Data",
    source: { name: "a.csv, b.csv and c.csv.gz", rows: 30, sha256: hash.digest("hex") },
  });
});

test("a column holds the file's name where it is asked for, and a new name is a change", async () => {
  const { options } = await described(pattern, withFile);
  const counts = async () => {
    const { rows: cells } = await run(pattern, cached);
    const found: Record<string, number> = {};
    for (const { origin, orders } of cells("cube-main"))
      found[String(origin)] = (found[String(origin)] ?? 0) + Number(orders);
    return found;
  };
  const cached = { ...options, program: "p", snapshots: join(temporaryFolder(), "snapshots") };
  expect(await counts()).toEqual({ "a.csv": 10, "b.csv": 10, "c.csv.gz": 10 });
  const { recorded } = await run(pattern, cached);
  expect(recorded.begun).toEqual(["cached"]);
  renameSync(join(folder, "b.csv"), join(folder, "bb.csv"));
  expect(await counts()).toEqual({ "a.csv": 10, "bb.csv": 10, "c.csv.gz": 10 });
});

test("a value that cannot be used is refused, or left out, by its line in its file", async () => {
  const { options } = await described(pattern);
  const text = [header, ...rows.slice(20)].join("\n").replace("1024,", "x1024,");
  writeFileSync(join(folder, "c.csv.gz"), gzipSync(`\n${text.replace(/(1026.*),Porto/, "$1\n")}`));
  expect((await failure(run(pattern, options))).message).toMatch(
    /line 8 of c\.csv\.gz: has 3 fields/,
  );
  const snapshots = join(temporaryFolder(), "snapshots");
  const { manifest } = await run(pattern, { ...options, snapshots, maxRejected: { lines: 9 } });
  expect(manifest.source).toMatchObject({ rows: 28, rejected: 3 });
  const rejected = readFileSync(`${snapshots}.rejected.csv`, "utf8");
  expect(rejected.match(/^\d+ of [\w.]+/gm)).toEqual([
    "8 of c.csv.gz",
    "9 of c.csv.gz",
    "6 of c.csv.gz",
  ]);
});

test("repeated keys are refused by their lines in their files", async () => {
  const { options } = await described(pattern);
  writeFileSync(join(folder, "d.csv"), `${header}\n${rows[11]}\n`);
  expect((await failure(run(pattern, options))).message).toMatch(
    /the first is 1012, on lines 4 of b\.csv and 2 of d\.csv\./,
  );
});

test.each([
  [
    header.replace("City", "Town"),
    /d\.csv has "Town" as column 4, and .*a\.csv has "City" as column 4\./,
  ],
  [`${header},More`, /d\.csv has "More" as column 10, and .*a\.csv has nothing as column 10\./],
  [
    header.replaceAll(",", ";"),
    /d\.csv separates values by ";", and .*a\.csv separates values by ","\./,
  ],
])("a file of another shape is refused: %s", async (other, message) => {
  const { options } = await described(pattern);
  writeFileSync(join(folder, "d.csv"), `${other}\n${rows[0]}\n`);
  expect((await failure(run(pattern, options))).message).toMatch(message);
});

test("a pattern that no file matches is refused, and its metadata file is about.yaml", async () => {
  const { options } = await described(pattern);
  const { message } = await failure(run(join(folder, "*.tsv"), options));
  expect(message).toMatch(/^No file matches .*\*\.tsv\.$/);
  expect(metadataPath(pattern)).toBe(join(folder, "about.yaml"));
});
