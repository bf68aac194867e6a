import type { Source } from "../../format/manifest.ts";
import type { Column } from "../contract/columns.ts";
import { identifier } from "../contract/sql.ts";
import { textOf, type Database } from "../database.ts";
import { fingerprint, withFingerprint } from "./fingerprint.ts";
import { shownHeader } from "../contract/characters.ts";
import type { Notice } from "../notices.ts";
import { publicOf } from "../report/cleaned.ts";
import type { Report } from "../report/report.ts";
import { preflight } from "./preflight.ts";
import type { Skipping } from "./rejects.ts";
import { freeTexts } from "./scan.ts";
import { similarValues } from "./similar-values.ts";
import { readText } from "./text.ts";
import { filesOf, nameOf, withCsv } from "./several.ts";

export interface ReadResult {
  /** The profile adds `duplicates`. */
  readonly source: Omit<Extract<Source, { kind: "file" }>, "duplicates" | "rejected"> & {
    readonly rejected: number;
  };
  /** The report's columns that the file has. */
  readonly columns: readonly Column[];
  /** The file's header of each column, by name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly notices: readonly Notice[];
}

/** How a CSV is to be read, where that is not as usual. */
export interface ReadOptions {
  /** Leaves lines that cannot be used out; without it they stop the run. */
  readonly skipping?: Skipping | undefined;
  /** The file's encoding, as TextDecoder names it; without it, it is detected. */
  readonly encoding?: string | undefined;
  /** The sheet of an Excel workbook, by name; without it, the first. */
  readonly sheet?: string | undefined;
}

/**
 * Stage 1: reads the CSV at `path` into the table `raw` of `database`: the report's columns, typed,
 * in file order.
 * @throws ReportError for a file, line or value that cannot be used: which, where, and how to fix it
 */
export async function read(
  { columns, unique }: Pick<Report, "columns" | "unique">,
  path: string,
  database: Database,
  advance: (share: number) => void,
  { skipping, ...how }: ReadOptions = {},
): Promise<ReadResult> {
  const files = filesOf(path);
  const [sourceName, headers] = [nameOf(files), columns.map(({ header }) => header)];
  return withFingerprint(files, (printed) =>
    withCsv(path, { database, ...how }, headers, async (plain, packing, lineOf) => {
      // Joined files are in UTF-8.
      const encoding = lineOf ? undefined : how.encoding;
      const dialect = { ...(await preflight(columns, plain, files[0], encoding)), lineOf };
      const print = (other: string) => (other === path ? printed() : fingerprint(other));
      const [{ bytes, sha256 }, found] = await Promise.all([
        printed(),
        readText({ path: plain, sourceName, database, dialect, unique, skipping, advance, print }),
      ]);
      const { rows, rejected } = found;
      const { headers, positions, ignored } = dialect.header;
      const notices: Notice[] = [];
      if (packing === "gzip") notices.push({ kind: "unpacked" });
      if (ignored.length > 0)
        notices.push({ kind: "ignored-columns", columns: ignored.map(shownHeader) });
      const absent = columns.filter((column) => !dialect.columns.includes(column));
      if (absent.length > 0)
        notices.push({ kind: "absent-columns", columns: absent.map(({ header }) => header) });
      if (found.encoding !== "utf-8" || dialect.chosen) {
        const samples = await samplesOf(database, publicOf(dialect.columns));
        notices.push({
          kind: "encoding",
          encoding: found.encoding,
          chosen: dialect.chosen,
          samples,
        });
      }
      notices.push(...found.notices, ...(await similarValues(database, publicOf(dialect.columns))));
      return {
        source: {
          kind: "file",
          name: sourceName,
          bytes,
          sha256,
          ...(packing && packing !== "gzip" ? { format: packing } : {}),
          rows,
          rejected,
          encoding: found.encoding,
          byteOrderMark: dialect.byteOrderMark,
          delimiter: dialect.delimiter,
          newline: dialect.newline,
          ignoredColumns: ignored.map(shownHeader),
        },
        columns: dialect.columns,
        headers: new Map(
          [...positions].map(([name, position]) => [name, headers[position] ?? name]),
        ),
        notices,
      };
    }),
  );
}

/** Two values with letters beyond ASCII, from columns that the report publishes by group. */
async function samplesOf(database: Database, columns: readonly Column[]): Promise<string[]> {
  const texts = freeTexts(columns);
  if (texts.length === 0) return [];
  const values = texts.map(({ name }) => `SELECT ${identifier(name)} AS v FROM raw`);
  const rows = await database.rows(
    `SELECT v, count(*) AS n FROM (${values.join(" UNION ALL ")}) WHERE regexp_matches(v, '[^\\x00-\\x7F]')
     GROUP BY v ORDER BY n DESC, v LIMIT 2`,
  );
  return rows.map(({ v }) => shownHeader(textOf(v).slice(0, 40)));
}
