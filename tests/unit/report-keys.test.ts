import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { describe, expect, test } from "vitest";
import { parseReport } from "../../etl/report/load.ts";
import { jsonSchema } from "../../etl/report/schema.ts";
import { withKeyTables, type Schema } from "../../tools/report-keys.ts";
import { logo } from "../e2e/themed.ts";
import { temporaryFolder } from "../support/folders.ts";
import { exampleReports, reportPage, writtenPage } from "../../tools/write-report-keys.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const page = read(reportPage);

/** All keys of objects in a schema, wherever they stand. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = "properties" in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(keysOf)];
}

/** The cells of the page's tables. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(/(?<!\\) \| /).map((cell) => cell.replaceAll(/^\| | \|$/g, "").trim()));

describe("docs/report.md", () => {
  test("has the tables that the schema makes; `npm run schema` writes them", async () => {
    const config = await resolveConfig(join(root, reportPage));
    const written = await format(writtenPage(page), { ...config, parser: "markdown" });
    expect(page).toBe(written);
  });

  test("names each key of the schema", () => {
    const named = new Set(rows.flatMap(([key = ""]) => key.match(/\w+/g) ?? []));
    const inside = new Set(["value", "one", "many", "volume", "rate"]);
    const keys = keysOf(jsonSchema()).filter((key) => !inside.has(key));
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter((key) => !named.has(key))).toEqual([]);
  });

  test("has a meaning and an example of each key that has no table of its own", () => {
    expect(rows.length).toBeGreaterThan(90);
    expect(rows.filter(([, meaning = ""]) => meaning.length < 10)).toEqual([]);
    expect(rows.filter(([, , example]) => example === "").map(([key]) => key)).toEqual(
      [
        "theme",
        "columns",
        "cleaning",
        "metrics",
        "dimensions",
        "dashboard",
        "claims",
        "drivers",
        "guards",
      ]
        .map((key) => `\`${key}\``)
        .concat("`figures`"),
    );
  });

  test("takes its examples from reports without a mistake", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "logo.svg"), logo);
    for (const file of exampleReports) parseReport(read(file), file, folder);
  });
});

describe("a table of keys", () => {
  const schema: Schema = {
    required: ["size"],
    properties: {
      size: { description: "How large.", enum: ["small", "large"], default: "small" },
      tags: { description: "Names.", items: {} },
      look: { properties: { color: { description: "Its `CSS` color." } } },
      parts: {
        description: "What it has.",
        items: {
          properties: {
            a: { description: "First." },
            deep: { description: "D.", properties: { one: {} } },
          },
        },
      },
    },
  };
  const marked = (place: string) =>
    `Before\n<!-- keys: ${place} -->\nold\n<!-- end of keys -->\nAfter`;

  test("has the object's keys and those inside it, with the first report's shortest example", () => {
    const reports = [{ look: { color: "a|b" } }, { look: { color: "red" }, tags: ["Yes", "No"] }];
    expect(withKeyTables(marked("."), schema, reports).split("\n")).toEqual([
      "Before",
      "<!-- keys: . -->",
      "",
      "| key | meaning | example |",
      "| --- | --- | --- |",
      "| `size` | How large: `small` or `large`. Default: `small`. Required. |  |",
      '| `tags` | Names. | `tags: ["Yes", "No"]` |',
      "| `look.color` | Its `CSS` color. | `color: a\\|b` |",
      "| `parts` | What it has. |  |",
      "| `parts[].a` | First. |  |",
      "| `parts[].deep` | D. |  |",
      "",
      "<!-- end of keys -->",
      "After",
    ]);
  });

  test("leaves out what has a table of its own", () => {
    const both = withKeyTables(`${marked(".")}\n${marked("parts[]")}`, schema, []);
    expect(both).toContain("| `a` | First. |  |");
    expect(both).not.toContain("parts[].a");
  });

  test("is refused for a place that the schema lacks, and for a key without description", () => {
    expect(() => withKeyTables(marked("shade"), schema, [])).toThrow("has no shade");
    expect(() => withKeyTables(marked("."), { properties: { bare: {} } }, [])).toThrow(
      "bare has no description",
    );
  });
});
