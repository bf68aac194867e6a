import { createReadStream, createWriteStream } from "node:fs";
import { symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { ReportError, codeOf } from "../errors.ts";
import { Plausibility } from "./encoding.ts";
import type { Dialect } from "./preflight.ts";
import { withTemporaryFolder } from "./temporary.ts";

/** What DuckDB reads as a pattern of several files. */
const pattern = /[*?[\]]/;

/**
 * Runs `work` on a UTF-8 file with a plain name: the file itself, a link where its name holds the
 * signs of a pattern, or a transcoded copy. Links and copies are in a temporary folder, which is
 * removed afterwards.
 * @throws ReportError for bytes that are not in its encoding, or where the evidence speaks against
 * a detected one
 */
export async function withUtf8<T>(
  path: string,
  sourceName: string,
  { encoding, chosen }: Pick<Dialect, "encoding" | "chosen">,
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
        const plausibility = new Plausibility();
        const detected = encoding === "windows-1252" && !chosen;
        try {
          for await (const chunk of chunks) {
            const text = decoder.decode(chunk, { stream: true });
            if (detected) plausibility.add(text);
            yield text;
          }
          yield decoder.decode();
          if (detected) plausibility.settle(sourceName);
        } catch (cause) {
          if (codeOf(cause) !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw cause;
          throw new ReportError(
            "input",
            `${sourceName} ${chosen ? "holds" : `begins as ${encoding.toUpperCase()} but holds`} bytes that are not ${encoding.toUpperCase()}.`,
            {
              hint:
                `It is cut off or damaged${chosen ? ", or in another encoding" : ""}; export ` +
                "it again, if possible as UTF-8.",
              cause,
            },
          );
        }
      },
      createWriteStream(copy),
    );
    return work(copy);
  });
}
