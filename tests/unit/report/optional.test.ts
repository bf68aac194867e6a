import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseReport } from "../../../etl/report/load.ts";
import { csvFile } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { run, type Run } from "../../support/runs.ts";

const description = `currency: EUR
data: a.csv
table: sale
row: { one: sale, many: sales }
columns:
  city: { header: City, type: string }
  size: { header: Size, type: string, optional: true }
  price: { header: Price, type: money }
  tip: { header: Tip, type: money, optional: true }
  age: { header: Age, type: integer, optional: true }
cleaning:
  - { bins: age, into: age_band, label: Age band, edges: [30], labels: [young, old] }
metrics:
  turnover: { sum: price }
  tips: { sum: tip, label: Tips given }
  average_tip: { mean: tip }
  average_age: { mean: age }
  large: { share: { size: L }, label: Large sales }
  tip_rate: { ratio: [tips, turnover], label: Tip per turnover }
dashboard:
  headline: { leader: turnover, by: city, because: { volume: sales, rate: average_tip } }
  kpis: [tips, turnover, large]
  slicers: [size, city]
  figures:
    - { id: a, bars: turnover, by: city, columns: [tips, sales] }
    - { id: b, bars: tips, by: city }
    - { id: c, heatmap: turnover, by: [city, size] }
    - { id: d, share: sales, by: age_band }
drivers: { title: D, of: [average_tip, average_age], by: [city, size] }
claims:
  - { id: tip-city, claim: A., about: B, means: average_tip, by: city }
  - { id: large-city, claim: A., about: B, rates: large, by: city }
  - { id: turnover-city, claim: A., about: B, lead: turnover, by: city, groups: [Rome] }
  - { id: turnover-band, claim: A., about: B, lead: turnover, by: age_band, groups: [old] }
  - { id: tip-price, claim: A., about: B, correlation: [tip, price] }
guards:
  - { metric: tips, moved: 5%, then: stop }
  - { missing: tip, more_than: 5%, then: stop }
  - { values: new, of: size, then: stop }
`.replace("metrics:\n", "metrics:\n  sales: { count: rows }\n");
const rows = [
  ["Rome", "L", "1.50", "0.10", "20"],
  ["Rome", "S", "2", "0.20", "40"],
  ["Oslo", "L", "3", "0.30", "50"],
  ["Oslo", "L", "4.25", "0.40", "60"],
];
const header = ["City", "Size", "Price", "Tip", "Age"];

/** A run on a file that lacks some columns. */
async function without(...lacking: readonly string[]): Promise<Run> {
  const kept = header.flatMap((name, index) => (lacking.includes(name) ? [] : [index]));
  const lines = [header, ...rows].map((row) => kept.map((index) => row[index]).join(","));
  const report = parseReport(description, "report.yaml", ".");
  return run(csvFile(`${lines.join("\n")}\n`), { report, sql: sqlFolder() });
}

/** A folder with a question that names a claim which a file may not answer. */
function sqlFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "questions"));
  writeFileSync(
    join(folder, "questions/by-city.sql"),
    "/*\ntitle: T\nquestion: Q?\nclaim: tip-city\ncolumns: { city: { label: City, type: text } }\n*/\nSELECT DISTINCT city FROM sale ORDER BY city",
  );
  return folder;
}

const names = ({ manifest }: Run) => manifest.snapshots.map(({ name }) => name);
const leftOut = ({ recorded, manifest }: Run) => {
  const found = recorded.notices.filter((text) => text.startsWith("Left out"));
  expect(manifest.notices).toEqual(expect.arrayContaining(found));
  return found;
};

describe("of a file that lacks an optional column", () => {
  test("nothing is left out where it lacks none", async () => {
    const whole = await without();
    expect(leftOut(whole)).toEqual([]);
    const { metrics, dashboard, dimensions } = whole.manifest;
    expect(metrics.map(({ name }) => name)).toEqual([
      "sales",
      "turnover",
      "tips",
      "average_tip",
      "large",
    ]);
    expect(dimensions.map(({ name }) => name)).toEqual(["size", "city", "age_band"]);
    expect(dashboard.figures.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(names(whole).filter((name) => name.startsWith("finding-"))).toHaveLength(5);
    expect(whole.rows("driver-sales")).toHaveLength(4);
  });

  test("a dimension is left out with its figures, claims and drivers", async () => {
    const found = await without("Size");
    expect(leftOut(found)).toEqual([
      "Left out because an optional column is missing: large sales and size.",
    ]);
    const { dashboard, dimensions } = found.manifest;
    expect(dimensions.map(({ name }) => name)).toEqual(["city", "age_band"]);
    expect(dashboard.slicers).toEqual(["city"]);
    expect(dashboard.kpis).toEqual(["tips", "turnover"]);
    expect(dashboard.figures.map(({ id }) => id)).toEqual(["a", "b", "d"]);
    expect(names(found)).not.toContain("finding-large-city");
    expect(found.rows("driver-sales").map((row) => row["dimension"])).toEqual(["city", "city"]);
  });

  test("a column that a step makes of it is left out too", async () => {
    const found = await without("Age");
    expect(leftOut(found)).toEqual([
      "Left out because an optional column is missing: average age and age band.",
    ]);
    expect(found.manifest.dashboard.figures.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(names(found)).not.toContain("finding-turnover-band");
    const [driver] = found.manifest.snapshots.filter(({ kind }) => kind === "driver");
    expect(driver?.driver?.measures.map(({ measure }) => measure)).toEqual(["average tip"]);
  });

  test("metrics of it are left out of key figures, headline, columns, claims and ratios", async () => {
    const found = await without("Tip");
    expect(leftOut(found)).toEqual([
      "Left out because an optional column is missing: tips given, average tip, tip per turnover and tip.",
    ]);
    const { metrics, dashboard } = found.manifest;
    expect(metrics.map(({ name }) => name)).toEqual(["sales", "turnover", "large"]);
    expect(dashboard).toMatchObject({
      headline: { leader: "turnover", by: "city" },
      kpis: ["turnover", "large"],
      lead: "turnover",
    });
    expect(dashboard.headline).not.toHaveProperty("rate");
    expect(dashboard.figures.map(({ id, columns }) => [id, columns])).toEqual([
      ["a", ["sales"]],
      ["c", []],
      ["d", []],
    ]);
    expect(names(found).filter((name) => name.startsWith("finding-"))).toEqual([
      "finding-large-city",
      "finding-turnover-city",
      "finding-turnover-band",
    ]);
    // The question names the claim tip-city, which cannot be answered, and is asked all the same.
    expect(found.rows("by-city")).toEqual([{ city: "Oslo" }, { city: "Rome" }]);
  });

  test("drivers without anything that they explain are left out wholly", async () => {
    const found = await without("Tip", "Age");
    expect(names(found)).not.toContain("driver-sales");
    expect(found.rows("cube-main").reduce((sum, row) => sum + Number(row["sales"]), 0)).toBe(4);
  });

  test("all that is left is counted where nothing else can be", async () => {
    const found = await without("Tip", "Age", "Size");
    expect(found.manifest.dashboard).toMatchObject({ kpis: ["turnover"], slicers: ["city"] });
    expect(leftOut(found)).toEqual([
      "Left out because an optional column is missing: tips given, average tip, average age, large sales, tip per turnover, size and 2 more.",
    ]);
  });
});
