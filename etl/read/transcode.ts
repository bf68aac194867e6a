import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Encoding } from "./preflight.ts";

/**
 * Runs `work` on a UTF-8 copy of the file, streamed into a temporary folder and removed afterwards; on the file itself
 * where it already is UTF-8.
 */
export async function withUtf8<T>(path: string, encoding: Encoding, work: (path: string) => Promise<T>): Promise<T> {
  if (encoding === "utf-8") return work(path);
  const folder = await mkdtemp(join(tmpdir(), "customer-trends-"));
  try {
    const copy = join(folder, "utf-8.csv");
    await pipeline(
      createReadStream(path),
      async function* (chunks: AsyncIterable<Buffer>) {
        const decoder = new TextDecoder(encoding);
        for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
        yield decoder.decode();
      },
      createWriteStream(copy),
    );
    return await work(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
