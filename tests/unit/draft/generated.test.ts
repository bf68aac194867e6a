import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openDatabase } from "../../../etl/database.ts";
import { draft } from "../../../etl/draft/index.ts";
import { ReportError } from "../../../etl/errors.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { openStore } from "../../../format/store.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { run } from "../../support/runs.ts";
import { chosen } from "../../support/descriptions/choose.ts";
import { foreignFile, secret } from "../../support/foreign-files.ts";
import { cases, sized } from "../../support/tier.ts";

/** Drafts and runs a file: it ends in snapshots that have nothing private, or in a sentence. */
async function expectReport(text: string): Promise<void> {
  const folder = temporaryFolder();
  const path = join(folder, "data.csv");
  writeFileSync(path, text);
  const database = await openDatabase();
  try {
    const { yaml } = await draft(path, { data: "data.csv", schema: "s" }, database);
    const report = parseReport(yaml, "report.yaml", folder);
    const snapshots = join(folder, "snapshots");
    await run(path, { report, sql: report.sql, snapshots });
    expect(openStore(snapshots).manifest.metrics.length).toBeGreaterThan(0);
    for (const file of readdirSync(snapshots))
      expect(readFileSync(join(snapshots, file), "latin1"), file).not.toMatch(secret);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    // A draft that the program refuses is no sentence about the file.
    expect(error.message).not.toContain("report.yaml has");
  } finally {
    await database.close();
  }
}

const runs = cases(15, 200);

test(`of ${runs} generated files each is drafted and run, or refused in words`, sized, async () => {
  await fc.assert(fc.asyncProperty(chosen(foreignFile), expectReport), { numRuns: runs });
});
