import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import type { ReportError } from "../../etl/errors.ts";
import type { EtlOptions } from "../../etl/pipeline.ts";
import { fingerprints, temporaryFolder } from "./folders.ts";
import { failure, run } from "./runs.ts";

/** A folder that stands for the snapshots of an earlier, good run. */
export function lastGoodSnapshots(): string {
  const folder = join(temporaryFolder(), "snapshots");
  mkdirSync(folder);
  writeFileSync(join(folder, "manifest.json"), '{"the last": "good one"}\n');
  writeFileSync(join(folder, "revenue-by-gender.arrow"), "the last good bytes");
  return folder;
}

/**
 * Runs the ETL, which must refuse and leave the last good snapshots, and nothing beside them, as
 * they were.
 */
export async function refusal(
  csv: string,
  options: Partial<EtlOptions> = {},
): Promise<ReportError> {
  const snapshots = lastGoodSnapshots();
  const before = fingerprints(snapshots);
  const error = await failure(run(csv, { ...options, snapshots }));
  expect(fingerprints(snapshots)).toEqual(before);
  expect(readdirSync(dirname(snapshots))).toEqual(["snapshots"]);
  return error;
}
