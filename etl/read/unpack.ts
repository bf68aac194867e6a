import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { ReportError, codeOf, messageOf } from "../errors.ts";
import { withTemporaryFolder } from "./temporary.ts";

/** A CSV shrinks to a fifth or tenth; what grows to more than this is made to fill a disk. */
const [largestGrowth, alwaysTaken] = [200, 100_000_000];

/**
 * Runs `work` on the plain file: `path` itself, or, where that is packed by gzip, a copy that is
 * unpacked, streamed, into a temporary
 * folder, which is removed afterwards.
 * @throws ReportError where the archive is damaged, cut off, or grows out of all proportion
 */
export async function withUnpacked<T>(
  path: string,
  work: (path: string, unpacked: boolean) => Promise<T>,
): Promise<T> {
  if (!(await isGzip(path))) return work(path, false);
  return withTemporaryFolder(async (folder) => {
    const copy = join(folder, "unpacked.csv");
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
    return work(copy, true);
  });
}

async function* limited(
  chunks: AsyncIterable<Buffer>,
  limit: number,
  path: string,
): AsyncGenerator<Buffer> {
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

/** What cannot be opened is no archive; whoever reads it next says why. */
async function isGzip(path: string): Promise<boolean> {
  const head = await buffer(createReadStream(path, { start: 0, end: 1 })).catch(() => undefined);
  return head?.toString("hex") === "1f8b";
}
