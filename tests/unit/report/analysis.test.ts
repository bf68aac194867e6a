import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { ReportError } from "../../../etl/errors.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { jsonSchema } from "../../../etl/report/schema.ts";

const file = join(import.meta.dirname, "../../fixtures/report/mistakes.yaml");
const { begin, cases } = z
  .object({
    begin: z.string(),
    cases: z.array(z.object({ end: z.string(), mistakes: z.array(z.string()) })),
  })
  .parse(parseYaml(readFileSync(file, "utf8")));

const parse = (end: string) => parseReport(`${begin}${end}\n`, "report.yaml", ".");

/** The lines of the error that a description is refused with. */
function mistakes(end: string): string[] {
  try {
    parse(end);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    expect(error.exitCode).toBe(3);
    const [first, ...lines] = error.message.split("\n").map((line) => line.trim());
    expect(first).toMatch(/^report\.yaml has \d+ errors?:$/);
    return lines;
  }
  throw new Error("Nothing was refused.");
}

describe("a mistake in the analysis has its line and column, and the name that was probably meant:", () => {
  test.for(cases.map((each) => [each.mistakes.join("; "), each] as const))(
    "%s",
    ([, { end, mistakes: expected }]) => {
      expect(mistakes(end)).toEqual(expected);
    },
  );

  test("there are cases of every part and every kind of it", () => {
    const { properties = {} } = jsonSchema();
    const all = cases.map(({ end }) => end).join("\n");
    for (const part of ["dimensions", "dashboard", "claims", "drivers", "guards"]) {
      expect(Object.keys(properties)).toContain(part);
      expect(all).toContain(`${part}:`);
    }
    const kinds = "count sum mean share ratio bars stacked heatmap grouped means rates lead part";
    for (const kind of `${kinds} correlation rows metric missing values column`.split(" "))
      expect(all).toMatch(new RegExp(`\\b${kind}: `));
  });

  test("several mistakes are listed in the order of the file, twenty at most", () => {
    const kpis = Array.from({ length: 8 }, (_, index) => `none_${index}`).join(", ");
    const slicers = Array.from({ length: 8 }, (_, index) => `no_${index}`).join(", ");
    const drivers = Array.from({ length: 6 }, (_, index) => `never_${index}`).join(", ");
    const lines = mistakes(
      `drivers: { title: D, of: [average], by: [${drivers}] }\ndashboard: { kpis: [${kpis}], slicers: [${slicers}] }`,
    );
    expect(lines.slice(0, -1)).toHaveLength(20);
    expect(lines.at(-1)).toBe("and 2 more");
    expect(lines[0]).toMatch(/^line 19, column 42: drivers, by, item 1: /);
    expect(lines[6]).toMatch(/^line 20, column 21: dashboard, kpis, item 1: /);
  });
});

describe("what is right is taken:", () => {
  test.for([
    "  more: { sum: price, verb: [costs, cost] }",
    "  more: { share: { band: [low, high] } }",
    "  more: { ratio: [turnover, sales_count] }",
    "dimensions:\n  kind: { within: city, key: k }\n  city: { names: { Rome: Roma } }",
    "dashboard:\n  figures:\n    - { id: a, share: sales_count, by: city, of: Oslo }",
    "claims:\n  - { id: a, claim: A., about: B, means: average, by: city, groups: [Rome, Oslo] }",
    "claims:\n  - { id: a, claim: A., about: B, because: nobody knows }",
    "guards:\n  - { column: vanished, then: warn }\n  - { values: new, of: kind, then: off }",
  ])("%s", (end) => {
    expect(() => parse(end)).not.toThrow();
  });

  test("without any metric the rows are counted, and that leads the dashboard", () => {
    const none = begin.replace(/metrics:[\s\S]*$/, "");
    for (const [many, name] of [
      ["sales", "sales"],
      ["online orders", "online_orders"],
      ["groups", "row_count"],
      ["Übungen", "bungen"],
      ["件", "row_count"],
    ] as const) {
      const text = none.replace("many: sales", `many: ${many}`);
      const { analysis } = parseReport(text, "report.yaml", ".");
      expect([...analysis.metrics.keys()]).toEqual([name]);
      expect(analysis.metrics.get(name)?.label.toLowerCase()).toBe(many.toLowerCase());
      expect(analysis.dashboard).toMatchObject({ lead: name, kpis: [name], figures: [] });
    }
  });
});
