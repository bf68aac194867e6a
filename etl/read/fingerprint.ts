import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** What a file's bytes are, in one streamed pass. */
export interface Fingerprint {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Whether a byte is zero. */
  readonly nul: boolean;
}

/** A file's size in bytes, its SHA-256, and whether it holds a NUL byte. */
export async function fingerprint(path: string): Promise<Fingerprint> {
  const hash = createHash("sha256");
  let [bytes, nul] = [0, false];
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 20,
  }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    nul ||= chunk.includes(0);
  }
  return { bytes, sha256: hash.digest("hex"), nul };
}
