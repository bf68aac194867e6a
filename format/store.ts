import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { decodeArrow } from "./arrow.ts";
import type { Columns } from "./columns.ts";
import { historySchema, type History } from "./history.ts";
import { manifestSchema, type Manifest, type SnapshotEntry } from "./manifest.ts";
import { madeOnce } from "./numerals.ts";

/** A set of snapshots as pages read it. */
export interface SnapshotStore {
  readonly manifest: Manifest;
  /** What is remembered from build to build. */
  readonly history: History;
  entry(name: string): SnapshotEntry;
  /**
   * The Arrow file's bytes.
   * @throws for a snapshot that may not be published, or whose bytes are not the manifest's
   */
  bytes(name: string): Uint8Array;
  columns(name: string): Columns;
}

/**
 * Opens the snapshots folder that the ETL published.
 * @param folder defaults to the SNAPSHOTS environment variable, then to `snapshots`
 * @throws Error with the command to run where there is no readable manifest
 */
export function openStore(folder = process.env["SNAPSHOTS"] ?? "snapshots"): SnapshotStore {
  const manifest = parsed(join(folder, "manifest.json"), "manifest", manifestSchema);
  const history = parsed(join(folder, "history.json"), "history", historySchema);
  const entries = new Map(manifest.snapshots.map((snapshot) => [snapshot.name, snapshot]));
  const entry = (name: string) => {
    const found = entries.get(name);
    if (!found)
      throw new Error(`There is no snapshot "${name}" in ${folder}; build the report again.`);
    return found;
  };
  const bytes = (name: string) => {
    const { file, published, sha256 } = entry(name);
    if (!published)
      throw new Error(`The snapshot "${name}" is private: its rows never reach a page.`);
    const content = readFileSync(join(folder, file));
    if (createHash("sha256").update(content).digest("hex") !== sha256)
      throw new Error(
        `${join(folder, file)} is not what its manifest says; build the report again.`,
      );
    return content;
  };
  const columns = madeOnce((name) => decodeArrow(bytes(name)));
  return { manifest, history, entry, bytes, columns };
}

function parsed<T>(path: string, what: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new Error(`${path} cannot be read as a ${what}; build the report again.`, { cause });
  }
}
