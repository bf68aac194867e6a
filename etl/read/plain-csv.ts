import { createReadStream } from "node:fs";
import { basename, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { literal } from "../contract/sql.ts";
import { messageOf, ReportError } from "../errors.ts";
import type { Database } from "../database.ts";
import { withTemporaryFolder } from "./temporary.ts";
import { unpack } from "./unpack.ts";

/** What a file may be, besides a CSV. */
export type Packing = "gzip" | "parquet";

const packings: Readonly<
  Record<
    Packing,
    { readonly starts: string; copy(path: string, csv: string, database: Database): Promise<void> }
  >
> = {
  gzip: { starts: "\x1f\x8b", copy: unpack },
  parquet: { starts: "PAR1", copy: fromParquet },
};

/**
 * Runs `work` on the plain CSV: `path` itself, or, where that is packed by gzip or is a Parquet
 * file, a CSV of it in a temporary folder, which is removed afterwards.
 * @throws ReportError where the file is damaged, cut off, or grows out of all proportion
 */
export async function withPlainCsv<T>(
  path: string,
  database: Database,
  work: (csv: string, packing?: Packing) => Promise<T>,
): Promise<T> {
  // What cannot be opened is packed in no way; whoever reads it next says why.
  const head = await buffer(createReadStream(path, { start: 0, end: 3 })).catch(() => undefined);
  const start = head?.toString("latin1") ?? "";
  for (const packing of ["gzip", "parquet"] as const) {
    const { starts, copy } = packings[packing];
    if (start.startsWith(starts))
      return withTemporaryFolder(async (folder) => {
        const csv = join(folder, "plain.csv");
        await copy(path, csv, database);
        return work(csv, packing);
      });
  }
  return work(path);
}

async function fromParquet(path: string, csv: string, database: Database): Promise<void> {
  await database
    .run(
      `COPY (FROM read_parquet(${literal(path)})) TO ${literal(csv)} (FORMAT csv, HEADER, DELIMITER ',')`,
    )
    .catch((cause: unknown) => {
      throw new ReportError(
        "input",
        `${path} is a Parquet file that cannot be read: ${reasonOf(messageOf(cause).replaceAll(path, basename(path)))}`,
        { hint: "It may be cut off, damaged or encrypted; export it again.", cause },
      );
    });
}

/** The first line of DuckDB's message, without the kind of error: "Invalid Input Error: …". */
const reasonOf = (message: string) =>
  (message.split("\n")[0] ?? "").replace(/^[A-Z][\w ]* Error: /, "");
