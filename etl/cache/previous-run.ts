import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Manifest, Source } from "../../format/manifest.ts";
import { fileDigest, sqlTexts, fileKinds } from "../query/files.ts";
import { customersFile } from "../history/customers.ts";
import { historyFile } from "../history/previous.ts";
import { fingerprint } from "../read/fingerprint.ts";
import { rejectedFile } from "../read/rejects.ts";
import {
  inputsFile,
  inputsSchema,
  settingsDigest,
  sha256,
  sqlDigest,
  type DecidingSettings,
} from "./inputs.ts";
import type { CachedResult } from "../query/index.ts";
import { cachedIn } from "./results.ts";

/**
 * An earlier run of the same program on the same customers with the same settings, whose snapshots
 * are whole.
 */
export interface PreviousRun {
  readonly manifest: Manifest;
  /** Whether another run would make the same again. */
  readonly unchanged: boolean;
  /** Its results; undefined where its snapshots do not hold them whole. */
  readonly cached: CachedResult | undefined;
}

/** What an earlier run is looked for with. */
export interface Wanted extends DecidingSettings {
  readonly csv: string;
  readonly snapshots: string;
  readonly sql: string;
  readonly program: string;
  /** What the run is to be compared with, where that is not the earlier run's own. */
  readonly previous: string | undefined;
}

/**
 * The run that made the snapshots, if it was of the same customers; whatever cannot be read or is
 * not as it says was none.
 * @param described what the manifest would say of the data now: an object whose every property it
 * has to have
 */
export async function previousRun(
  wanted: Wanted,
  described: (source: Source) => Promise<object>,
): Promise<PreviousRun | undefined> {
  const found = await runBy(wanted);
  if (
    !found ||
    !(await isOf(wanted.csv, found.manifest.source)) ||
    !(await isWhole(wanted.snapshots, found.manifest))
  )
    return undefined;
  const { manifest, sql } = found;
  const told = await described(manifest.source);
  const same = Object.entries(told).every(([name, value]) =>
    isDeepStrictEqual(value, manifest[name as keyof Manifest]),
  );
  const unchanged =
    same &&
    sql === (await sqlNow(wanted.sql)) &&
    (manifest.note === undefined || "note" in told) &&
    wanted.previous === undefined &&
    (await isThere(join(wanted.snapshots, customersFile))) &&
    (await hasRejected(wanted.snapshots, manifest.source));
  // Where small groups were left out, a snapshot is not the whole of its result.
  return {
    manifest,
    unchanged,
    cached: wanted.minGroup === 1 ? cachedIn(manifest, wanted.snapshots) : undefined,
  };
}

const textOrNothing = (path: string) => readFile(path, "utf8").catch(() => undefined);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The manifest of this program's last run with these settings, and the digest of its `sql/`. */
async function runBy({
  snapshots,
  program,
  ...settings
}: Wanted): Promise<{ readonly manifest: Manifest; readonly sql: string } | undefined> {
  const inputs = inputsSchema.safeParse(
    parsed((await textOrNothing(join(snapshots, inputsFile))) ?? ""),
  ).data;
  if (inputs?.program !== program || inputs.settings !== settingsDigest(settings)) return undefined;
  const text = (await textOrNothing(join(snapshots, "manifest.json"))) ?? "";
  // These are the bytes that this same program wrote of a checked manifest; to check it again would
  // take longer than all else here.
  // Without the history, or with another one, what changed would not be told.
  if (inputs.history !== sha256((await textOrNothing(join(snapshots, historyFile))) ?? ""))
    return undefined;
  return inputs.manifest === sha256(text)
    ? { manifest: JSON.parse(text) as Manifest, sql: inputs.sql }
    : undefined;
}

/**
 * Whether the CSV is the one that the manifest tells of, by its name as well. One of another size
 * need not be read.
 */
async function isOf(csv: string, source: Source): Promise<boolean> {
  const size = await stat(csv).then(
    (found) => found.size,
    () => undefined,
  );
  return (
    source.kind === "file" &&
    source.name === basename(csv) &&
    size === source.bytes &&
    (await fingerprint(csv)).sha256 === source.sha256
  );
}

async function isWhole(folder: string, { snapshots }: Manifest): Promise<boolean> {
  const found = await Promise.all(
    snapshots.map(
      async (entry) =>
        (await readFile(join(folder, entry.file)).then(sha256, () => undefined)) === entry.sha256,
    ),
  );
  return !found.includes(false);
}

async function sqlNow(folder: string): Promise<string> {
  const texts = await Promise.all(fileKinds.map((kind) => sqlTexts(folder, kind)));
  return sqlDigest(texts.flat().map(fileDigest));
}

/** Whether the lines that were left out can still be looked up. */
async function hasRejected(snapshots: string, source: Source): Promise<boolean> {
  if (source.kind === "file" && source.rejected === 0) return true;
  return isThere(rejectedFile(snapshots));
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
