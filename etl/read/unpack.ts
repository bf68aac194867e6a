import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { ReportError, codeOf, messageOf } from "../errors.ts";

/** A CSV shrinks to a fifth or tenth; what grows to more than this is made to fill a disk. */
const [largestGrowth, alwaysTaken] = [200, 100_000_000];

/**
 * Unpacks a gzip archive, streamed.
 * @throws ReportError where it is damaged, cut off, or grows out of all proportion
 */
export async function unpack(path: string, copy: string): Promise<void> {
  const limit = Math.max(alwaysTaken, (await stat(path)).size * largestGrowth);
  try {
    await pipeline(
      createReadStream(path),
      createGunzip(),
      (chunks: AsyncIterable<Buffer>) => limited(chunks, limit, path),
      createWriteStream(copy),
    );
  } catch (cause) {
    if (cause instanceof ReportError || codeOf(cause)?.startsWith("Z_") !== true) throw cause;
    throw new ReportError(
      "input",
      `${path} is a gzip archive that cannot be unpacked: ${messageOf(cause)}.`,
      { hint: "It is cut off or damaged; copy or export it again.", cause },
    );
  }
}

async function* limited(chunks: AsyncIterable<Buffer>, limit: number, path: string) {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limit)
      throw new ReportError(
        "input",
        `${path} is a gzip archive that unpacks to more than ${largestGrowth} times its ` +
          "size, which no CSV of customers does.",
        { hint: "If it is one, unpack it and name the CSV." },
      );
    yield chunk;
  }
}
