import { basename } from "node:path";
import type { Source } from "../../format/manifest.ts";
import type { Database } from "../database.ts";
import { fingerprint } from "./fingerprint.ts";
import { shownHeader } from "../contract/characters.ts";
import type { Notice } from "../notices.ts";
import { preflight } from "./preflight.ts";
import type { Skipping } from "./rejects.ts";
import { readText } from "./text.ts";
import { withUnpacked } from "./unpack.ts";

export interface ReadResult {
  /** Of repeated rows the profile tells. */
  readonly source: Omit<Extract<Source, { kind: "file" }>, "duplicates" | "rejected"> & {
    readonly rejected: number;
  };
  readonly headers: ReadonlyMap<string, string>;
  readonly notices: readonly Notice[];
}

/**
 * Stage 1: reads the CSV at `path` into the table `raw` of `database`, typed by the contract and in
 * file order.
 * @param skipping whether lines that cannot be used are left out, written to a file and counted;
 * otherwise the first stops it
 * @throws ReportError for a file, line or value that cannot be used, saying which and how to mend
 * it
 */
export async function read(
  path: string,
  database: Database,
  advance: (share: number) => void,
  skipping?: Skipping,
): Promise<ReadResult> {
  const sourceName = basename(path);
  return withUnpacked(path, async (plain, unpacked) => {
    const dialect = await preflight(plain, path);
    const printed = fingerprint(path);
    const print = (other: string) => (other === path ? printed : fingerprint(other));
    const [{ bytes, sha256 }, found] = await Promise.all([
      printed,
      readText({ path: plain, sourceName, database, dialect, skipping, advance, print }),
    ]);
    const { rows, rejected, encoding } = found;
    const ignored = dialect.header.ignored;
    const notices: Notice[] = [];
    if (unpacked) notices.push({ kind: "unpacked" });
    if (ignored.length > 0)
      notices.push({ kind: "ignored-columns", columns: ignored.map(shownHeader) });
    if (encoding !== "utf-8")
      notices.push({ kind: "encoding", encoding, chosen: false, samples: [] });
    notices.push(...found.notices);
    return {
      source: {
        kind: "file",
        name: sourceName,
        bytes,
        sha256,
        rows,
        rejected,
        encoding,
        byteOrderMark: dialect.byteOrderMark,
        delimiter: dialect.delimiter,
        newline: dialect.newline,
        ignoredColumns: ignored.map(shownHeader),
      },
      headers: new Map(
        [...dialect.header.positions].map(([name, position]) => [
          name,
          dialect.header.headers[position] ?? name,
        ]),
      ),
      notices,
    };
  });
}
