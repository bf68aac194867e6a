import { describe, expect, test } from "vitest";
import { stageNames, type Reporter } from "../../../etl/progress.ts";
import { jsonReporter, plainReporter } from "../../../etl/reporters.ts";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { run } from "../../support/runs.ts";

/** What a reporter writes for one stage with a notice in it. */
function written(make: (output: { write(text: string): void }) => Reporter): string {
  let text = "";
  const reporter = make({ write: (more) => void (text += more) });
  reporter.begin("read");
  reporter.advance(0.5);
  reporter.notice("Ignored a column.");
  reporter.end("read", "3,900 rows", 1234.56);
  reporter.end("clean", "5 steps", 61_000);
  return text;
}

describe("reporters", () => {
  test("plain: one line a stage with its time, and notices", () => {
    expect(written(plainReporter)).toBe(
      "note    Ignored a column.\nread      3,900 rows (1.23 s)\nclean     5 steps (61.0 s)\n",
    );
  });

  test("JSON: one object a line", () => {
    const lines = written(jsonReporter).trimEnd().split("\n");
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { event: "begin", stage: "read" },
      { event: "notice", text: "Ignored a column." },
      { event: "end", stage: "read", detail: "3,900 rows", milliseconds: 1235 },
      { event: "end", stage: "clean", detail: "5 steps", milliseconds: 61_000 },
    ]);
  });
});

describe("what a run reports", () => {
  test("six stages begin and end in order, with what they did, and shares stay within 0 and 1", async () => {
    const { recorded, folder, manifest } = await run(csvFile(csvOf(someCustomers(8))));
    // Small groups are left out only where that is asked for.
    const stages = stageNames.filter((name) => name !== "suppress" && name !== "cached");
    expect(recorded.begun).toEqual(stages);
    expect(recorded.ended).toEqual(stages);
    expect(recorded.details.get("read")).toBe("8 rows, customers.csv");
    expect(recorded.details.get("load")).toBe("8 rows in DuckDB");
    const files = manifest.snapshots.filter(
      ({ name, sql }) => sql && !/^(profile|cleaning)-/.test(name),
    );
    expect(files).toHaveLength(11);
    expect(recorded.details.get("query")).toBe(`${11 + manifest.statements.length} queries`);
    expect(recorded.details.get("snapshot")).toMatch(new RegExp(`^\\d+ files in ${folder}/$`));
    expect(recorded.shares.length).toBeGreaterThan(10);
    for (const share of recorded.shares) expect(share >= 0 && share <= 1).toBe(true);
  });

  test("notices reach the reporter and the manifest", async () => {
    const rows = someCustomers(8).map((row) => ({ ...row, age: "30" }));
    const { recorded, manifest } = await run(csvFile(csvOf(rows)));
    expect(recorded.notices).toEqual([
      "Quantiles of age coincide, so there are fewer than 4 groups: All.",
    ]);
    expect(manifest.notices).toEqual(recorded.notices);
  });
});
