import { hash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { nameOf, type Address } from "../load/mysql/address.ts";
import type { Limit } from "../read/rejects.ts";

/**
 * The file beside the manifest with the digests of everything that the snapshots depend on. It is
 * never published and holds no secret.
 */
export const inputsFile = "inputs.json";

export const inputsSchema = z.strictObject({
  format: z.literal(1),
  // SHA-256 of each; the CSV's is in the manifest.
  program: z.string(),
  settings: z.string(),
  sql: z.string(),
  manifest: z.string(),
  history: z.string(),
});

export const sha256 = (content: string | Uint8Array) => hash("sha256", content);

/**
 * The digest of everything that runs: the ETL's files, the lockfile and the version of Node. To be
 * computed when the program starts, as its files may be edited later.
 */
export function programDigest(): string {
  const root = join(import.meta.dirname, "../..");
  const sources = globSync("{etl,format}/**/*.{ts,js,json}", { cwd: root }).toSorted();
  const digests = [...sources, "package-lock.json"].map(
    (name) => `${name} ${sha256(readFileSync(join(root, name)))}`,
  );
  return sha256([process.version, ...digests].join("\n"));
}

/** Settings that the snapshots of a CSV depend on. */
export interface DecidingSettings {
  readonly report: { readonly digest: string };
  readonly minGroup: number;
  readonly maxRejected?: Limit | undefined;
  readonly encoding?: string | undefined;
  readonly sheet?: string | undefined;
  readonly mysql: Address | undefined;
}

/** The digest of the settings; a database is named without its password. */
export function settingsDigest(settings: DecidingSettings): string {
  const { report, minGroup, maxRejected = null, encoding = null, sheet = null, mysql } = settings;
  const database = mysql ? nameOf(mysql) : null;
  return sha256(JSON.stringify([report.digest, minGroup, maxRejected, encoding, sheet, database]));
}

/** The digest of the files of `sql/`, from the digest of each, in any order. */
export const sqlDigest = (digests: Iterable<string>) =>
  sha256([...new Set(digests)].toSorted().join("\n"));

/** What a run wrote of itself. */
export interface Texts {
  readonly manifest: string;
  readonly history: string;
}

/**
 * The file that lets the next run use the cache, by name; none for a run that cannot be cached.
 * @param tables the results of the SQL files
 */
export function inputsFiles(
  {
    csv,
    program,
    ...settings
  }: DecidingSettings & { readonly csv: string | undefined; readonly program?: string | undefined },
  tables: readonly { readonly digest?: string }[],
  texts: Texts,
): Readonly<Record<string, string>> {
  if (csv === undefined || program === undefined) return {};
  const inputs: z.infer<typeof inputsSchema> = {
    format: 1,
    program,
    settings: settingsDigest(settings),
    sql: sqlDigest(tables.flatMap(({ digest }) => digest ?? [])),
    manifest: sha256(texts.manifest),
    history: sha256(texts.history),
  };
  return { [inputsFile]: `${JSON.stringify(inputs, null, 2)}\n` };
}
