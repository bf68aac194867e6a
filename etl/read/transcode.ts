import { createReadStream, createWriteStream } from "node:fs";
import { symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { ReportError, codeOf } from "../errors.ts";
import type { Encoding } from "./encoding.ts";
import { withTemporaryFolder } from "./temporary.ts";

/** What DuckDB takes for a pattern of several files. */
const pattern = /[*?[\]]/;

/**
 * Runs `work` on a UTF-8 file with a plain name: the file itself where it is one, a link where its
 * name holds the signs of a
 * pattern, else a copy, streamed; links and copies are in a temporary folder and removed
 * afterwards.
 * @throws ReportError for bytes that are not of its encoding
 */
export async function withUtf8<T>(
  path: string,
  sourceName: string,
  encoding: Encoding,
  work: (path: string) => Promise<T>,
): Promise<T> {
  if (encoding === "utf-8" && !pattern.test(path)) return work(path);
  return withTemporaryFolder(async (folder) => {
    const copy = join(folder, "utf-8.csv");
    if (encoding === "utf-8") {
      await symlink(resolve(path), copy);
      return work(copy);
    }
    await pipeline(
      createReadStream(path),
      async function* (chunks: AsyncIterable<Buffer>) {
        const decoder = new TextDecoder(encoding, { fatal: true });
        try {
          for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
          yield decoder.decode();
        } catch (cause) {
          if (codeOf(cause) !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw cause;
          throw new ReportError(
            "input",
            `${sourceName} begins as ${encoding.toUpperCase()} and holds bytes that are not.`,
            { hint: "It is cut off or damaged; copy or export it again, best as UTF-8.", cause },
          );
        }
      },
      createWriteStream(copy),
    );
    return work(copy);
  });
}
