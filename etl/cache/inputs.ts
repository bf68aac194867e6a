import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { nameOf, type Address } from "../load/mysql/address.ts";
import type { Limit } from "../read/rejects.ts";

/**
 * The file beside the manifest that says by what the snapshots were made. It is never published,
 * and no secret is in it.
 */
export const inputsFile = "inputs.json";

export const inputsSchema = z.strictObject({
  format: z.literal(1),
  /**
   * The program, the settings that matter, the files of `sql/`, the manifest, the history: a
   * SHA-256 each. The manifest has that of the CSV.
   */
  program: z.string(),
  settings: z.string(),
  sql: z.string(),
  manifest: z.string(),
  history: z.string(),
});
/** By what a set of snapshots was made. */
export type Inputs = z.infer<typeof inputsSchema>;

export const sha256 = (content: string | Uint8Array) =>
  createHash("sha256").update(content).digest("hex");

/**
 * Of everything that runs: the files of the ETL, the versions of what it uses, and Node's. To be
 * taken when the program starts, as it may be edited later.
 */
export function programDigest(): string {
  const root = join(import.meta.dirname, "../..");
  const files = ["etl", "format"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(folder, name),
    ),
  );
  const sources = files.filter((name) => name.endsWith(".ts")).toSorted();
  return sha256(
    [
      process.version,
      ...[...sources, "package-lock.json"].map(
        (name) => `${name} ${sha256(readFileSync(join(root, name)))}`,
      ),
    ].join("\n"),
  );
}

/** Settings that decide what the same customers become. */
export interface DecidingSettings {
  readonly minGroup: number;
  readonly maxRejected?: Limit | undefined;
  readonly mysql: Address | undefined;
}

/** Of the settings; of a database its name for people, which is without the password. */
export const settingsDigest = ({ minGroup, maxRejected, mysql }: DecidingSettings) =>
  sha256(JSON.stringify([minGroup, maxRejected ?? null, mysql ? nameOf(mysql) : null]));

/** Of the files of `sql/`, by the digest of each, in whatever order and how often they come. */
export const sqlDigest = (digests: Iterable<string>) =>
  sha256([...new Set(digests)].toSorted().join("\n"));
