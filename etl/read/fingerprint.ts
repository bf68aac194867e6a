import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { ReportError } from "../errors.ts";
import { nameOf } from "./several.ts";

/** What a file's bytes are, in one streamed pass. */
export interface Fingerprint {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Whether a byte is zero. */
  readonly nul: boolean;
  /** Whether a megabyte has no line end: DuckDB drops lines of several of its blocks in silence. */
  readonly unbroken: boolean;
}

const chunkBytes = 1 << 20;

/** What the bytes of a file are, or of several with their names, one after another. */
export async function fingerprint(...paths: readonly string[]): Promise<Fingerprint> {
  const hash = createHash("sha256");
  let [bytes, nul, unbroken] = [0, false, false];
  for (const path of paths) {
    if (paths.length > 1) hash.update(basename(path));
    for await (const chunk of createReadStream(path, {
      highWaterMark: chunkBytes,
    }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      nul ||= chunk.includes(0);
      unbroken ||= chunk.length === chunkBytes && !chunk.includes("\n") && !chunk.includes("\r");
    }
  }
  return { bytes, sha256: hash.digest("hex"), nul, unbroken };
}

/** A file's size, inode and times; undefined where there is none. */
async function stateOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && [found.size, found.ino, found.mtimeNs, found.ctimeNs].join(" ");
}

/**
 * Runs `work` on a file, or several. Its argument takes their fingerprint, once.
 * @throws ReportError where the file changed in the meantime: the fingerprint would not be that of
 * what was read
 */
export async function withFingerprint<T>(
  paths: readonly string[],
  work: (print: () => Promise<Fingerprint>) => Promise<T>,
): Promise<T> {
  const state = () => Promise.all(paths.map(stateOf)).then(String);
  const before = await state();
  let printed: Promise<Fingerprint> | undefined;
  const [outcome] = await Promise.allSettled([work(() => (printed ??= fingerprint(...paths)))]);
  // A file that is being written also looks broken, so this is said first.
  const changed =
    (await state()) !== before ||
    // Times have a resolution; only the bytes show a change within it.
    (outcome.status === "fulfilled" &&
      printed !== undefined &&
      (await fingerprint(...paths)).sha256 !== (await printed).sha256);
  if (changed)
    throw new ReportError("input", `${nameOf(paths)} changed while it was read.`, {
      hint: "Run again when nothing writes to the file.",
    });
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}
