import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Manifest, Source } from "../../format/manifest.ts";
import { describeData, type DescriptionOptions } from "../describe.ts";
import { customersFile } from "../history/customers.ts";
import { historyFile } from "../history/previous.ts";
import { fileDigest, sqlTexts, fileKinds } from "../query/files.ts";
import type { CachedResults } from "../query/index.ts";
import { fingerprint } from "../read/fingerprint.ts";
import { rejectedFile } from "../read/rejects.ts";
import { filesOf, nameOf } from "../read/several.ts";
import {
  inputsFile,
  inputsSchema,
  settingsDigest,
  sha256,
  sqlDigest,
  type DecidingSettings,
} from "./inputs.ts";
import { cachedIn } from "./results.ts";

/** A run of the same program on the same customers with the same settings; its snapshots are whole. */
export interface PreviousRun {
  readonly manifest: Manifest;
  /** Whether a new run would write the same snapshots. */
  readonly unchanged: boolean;
  /** Its results; undefined where its snapshots do not hold them whole. */
  readonly cached: CachedResults | undefined;
}

/** What decides whether a run can use the snapshots of an earlier one. */
export interface CacheOptions extends DecidingSettings, DescriptionOptions {
  /** The folder of the snapshots. */
  readonly snapshots: string;
  /** The folder of SQL files. */
  readonly sql: string;
  /** `programDigest()` of the program that runs; without it nothing is cached. */
  readonly program?: string | undefined;
  /** Whether to ignore the cache. */
  readonly fresh?: boolean | undefined;
  /** What the run is compared with: a site's address, a file or a folder; else the snapshots. */
  readonly previous: string | undefined;
}

/**
 * The run that wrote the snapshots, if its results are still those of this run's data and settings.
 * A file that cannot be read or does not match its digest counts as no run, and so does a table in a
 * database, which others may change.
 * @throws ReportError for metadata that cannot be used
 */
export async function findPreviousRun(
  options: CacheOptions,
  now: () => number,
): Promise<PreviousRun | undefined> {
  const { csv, snapshots, program, fresh, minGroup } = options;
  if (csv === undefined || program === undefined || fresh) return undefined;
  const found = await readRun(options);
  if (!found || !(await isFrom(csv, found.manifest.source))) return undefined;
  if (!(await isWhole(snapshots, found.manifest))) return undefined;
  return {
    manifest: found.manifest,
    unchanged: await isUnchanged(options, found, now),
    // After suppression a snapshot is not the whole of its result.
    cached: minGroup === 1 ? cachedIn(found.manifest, snapshots) : undefined,
  };
}

/** The manifest of a run and the digest of the SQL files it ran. */
interface Run {
  readonly manifest: Manifest;
  readonly sql: string;
}

async function isUnchanged(options: CacheOptions, { manifest, sql }: Run, now: () => number) {
  const { snapshots, previous } = options;
  const { source } = manifest;
  const description = await describeData(options, source, now, () => undefined);
  return (
    Object.entries(description).every(([name, value]) =>
      isDeepStrictEqual(value, manifest[name as keyof Manifest]),
    ) &&
    (manifest.note === undefined || "note" in description) &&
    sql === (await currentSql(options.sql)) &&
    previous === undefined &&
    existsSync(join(snapshots, customersFile)) &&
    // The lines that were left out can still be looked up.
    ((source.kind === "file" && source.rejected === 0) || existsSync(rejectedFile(snapshots)))
  );
}

/** The last run of this program with these settings, if manifest and history are as it wrote them. */
async function readRun(options: CacheOptions): Promise<Run | undefined> {
  const read = (name: string) => readFile(join(options.snapshots, name), "utf8").catch(() => "");
  const inputs = await read(inputsFile)
    .then((text) => inputsSchema.parse(JSON.parse(text)))
    .catch(() => undefined);
  if (inputs?.program !== options.program || inputs?.settings !== settingsDigest(options))
    return undefined;
  const [manifest, history] = [await read("manifest.json"), await read(historyFile)];
  if (inputs.manifest !== sha256(manifest) || inputs.history !== sha256(history)) return undefined;
  // This program wrote these bytes from a checked manifest; checking it again would take longer than
  // everything else here.
  return { manifest: JSON.parse(manifest) as Manifest, sql: inputs.sql };
}

/** Whether a manifest's source is the CSV, name included. Files of another size are not read. */
async function isFrom(csv: string, source: Source): Promise<boolean> {
  const files = filesOf(csv);
  const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  return (
    source.kind === "file" &&
    source.name === nameOf(files) &&
    sizes.reduce((sum, size) => sum + size) === source.bytes &&
    (await fingerprint(...files)).sha256 === source.sha256
  );
}

async function isWhole(folder: string, { snapshots }: Manifest): Promise<boolean> {
  const digestOf = (file: string) => readFile(join(folder, file)).then(sha256, () => undefined);
  const found = await Promise.all(snapshots.map(({ file }) => digestOf(file)));
  return snapshots.every((entry, index) => entry.sha256 === found[index]);
}

async function currentSql(folder: string): Promise<string> {
  const texts = await Promise.all(fileKinds.map((kind) => sqlTexts(folder, kind)));
  return sqlDigest(texts.flat().map(fileDigest));
}
