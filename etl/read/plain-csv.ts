import { createReadStream } from "node:fs";
import { basename, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { literal } from "../contract/sql.ts";
import { messageOf, ReportError } from "../errors.ts";
import type { Database } from "../database.ts";
import { begins, headBytes, isWorkbook } from "./formats.ts";
import { withTemporaryFolder } from "./temporary.ts";
import { unpack } from "./unpack.ts";
import { fromWorkbook } from "./workbook.ts";

/** What a file may be, besides a CSV. */
export type Packing = "gzip" | "parquet" | "excel";

type Copy = (path: string, csv: string, database: Database, sheet?: string) => Promise<void>;

const packings: readonly (readonly [Packing, typeof isWorkbook, Copy])[] = [
  ["gzip", begins("\x1f\x8b"), unpack],
  ["parquet", begins("PAR1"), fromParquet],
  ["excel", isWorkbook, (path, csv, _, sheet) => fromWorkbook(path, csv, sheet)],
];

/**
 * Runs `work` on the plain CSV: `path` itself, or, where that is packed by gzip or is a Parquet
 * file or an Excel workbook, a CSV of it in a temporary folder, which is removed afterwards.
 * @throws ReportError where the file is damaged, cut off, or grows out of all proportion
 */
export async function withPlainCsv<T>(
  path: string,
  { database, sheet }: { readonly database: Database; readonly sheet?: string | undefined },
  work: (csv: string, packing?: Packing) => Promise<T>,
): Promise<T> {
  // What cannot be opened is packed in no way; whoever reads it next says why.
  const head = await buffer(createReadStream(path, { start: 0, end: headBytes - 1 })).catch(() =>
    Buffer.alloc(0),
  );
  for (const [packing, is, copy] of packings)
    if (is(head, head.subarray(0, 4).toString("latin1")))
      return withTemporaryFolder(async (folder) => {
        const csv = join(folder, "plain.csv");
        await copy(path, csv, database, sheet);
        return work(csv, packing);
      });
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
