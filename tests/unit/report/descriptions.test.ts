import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseReport } from "../../../etl/report/load.ts";
import { openStore, type SnapshotStore } from "../../../format/store.ts";
import {
  correlationChart,
  correlationSentence,
  distributions,
  groupingChart,
  groupingEdges,
  groupings,
  missingChart,
} from "../../../src/views/data.ts";
import { tracesOf } from "../../../src/views/trace.ts";
import { expectDrawnChart, expectSound } from "../../support/descriptions/sound.ts";
import { descriptions, type Described } from "../../support/descriptions.ts";
import { run } from "../../support/runs.ts";
import { cases, sized } from "../../support/tier.ts";

test("a generated description is one that a report may have", () => {
  const property = fc.property(descriptions, ({ yaml }) => {
    expect(() => parseReport(yaml, "report.yaml", ".")).not.toThrow();
  });
  fc.assert(property, { numRuns: 200 });
});

/** Asserts that the data page can show what a run found of its columns. */
function expectDataPage(store: SnapshotStore): void {
  for (const { name, title, subtitle, chart } of distributions(store)) {
    expectSound(title, subtitle);
    expectDrawnChart(chart, name);
  }
  for (const grouping of groupings(store)) {
    expectSound(...(groupingEdges(store, grouping) ?? []));
    expectDrawnChart(groupingChart(store, grouping), grouping.values.name);
  }
  const missing = missingChart(store);
  if (missing) expectDrawnChart(missing, "missing");
  for (const method of ["Pearson", "Spearman"]) {
    expectSound(correlationSentence(store, method));
    expectDrawnChart(correlationChart(store, method), method);
  }
  for (const { title, rule, outcome } of store.manifest.cleaning) expectSound(title, rule, outcome);
}

/** Asserts that a run of the whole ETL makes snapshots that pages can show. */
async function expectRun({ yaml, csv }: Described, minGroup: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
  try {
    writeFileSync(join(folder, "data.csv"), csv);
    const report = parseReport(yaml, "report.yaml", folder);
    const snapshots = join(folder, "snapshots");
    await run(report.data, { report, sql: report.sql, snapshots, minGroup });
    const store = openStore(snapshots);
    for (const { name, published } of store.manifest.snapshots)
      if (published) expect(store.columns(name).fields.length).toBeGreaterThan(0);
    expectDataPage(store);
    expect(tracesOf(store).length).toBeGreaterThan(0);
  } catch (error) {
    // Fewer rows in all than may be shown are nothing to publish.
    if (!String(error).includes("nothing to publish")) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const runs = cases(10, 100);

test(
  `of ${runs} generated descriptions a run makes snapshots that pages can show`,
  sized,
  async () => {
    const property = fc.asyncProperty(descriptions, fc.constantFrom(1, 3), expectRun);
    await fc.assert(property, { numRuns: runs });
  },
);
