import { existsSync, globSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { quoted } from "../contract/characters.ts";
import { ReportError } from "../errors.ts";
import { listed } from "../words.ts";
import { withPlainCsv, type Packing } from "./plain-csv.ts";
import { preflight, type Dialect } from "./preflight.ts";
import { recordBatches } from "./records.ts";
import { withTemporaryFolder } from "./temporary.ts";
import { withUtf8 } from "./transcode.ts";

/** The header by which a report asks for the name of the file that a row is from. */
const fileHeader = "$file";

/**
 * The files that a path names: one, or all that match a pattern such as `data/*.csv`, by name.
 * @throws ReportError where none matches
 */
export function filesOf(path: string): readonly string[] {
  if (!/[*?[{]/.test(path) || existsSync(path)) return [path];
  const files = globSync(path).toSorted();
  if (files.length > 0) return files;
  throw new ReportError("input", `No file matches ${path}.`, {
    hint: "Correct the pattern, or put files where it looks for them.",
  });
}

/** What files are called together. */
export const nameOf = (files: readonly string[]) => listed(files.map((file) => basename(file)));

/**
 * Runs `work` on the plain CSV of a path; of a pattern, on one that joins all files. What it calls a
 * line is then "12 of may.csv".
 * @param headers that the report reads
 * @throws ReportError as `withPlainCsv`, and where the files are not of one shape
 */
export async function withCsv<T>(
  path: string,
  options: Parameters<typeof withPlainCsv>[1] & { readonly encoding?: string | undefined },
  headers: readonly string[],
  work: (csv: string, packing?: Packing, lineOf?: Dialect["lineOf"]) => Promise<T>,
): Promise<T> {
  const files = filesOf(path);
  if (files[0] === path) return withPlainCsv(path, options, work);
  const starts: { name: string; before: number; packing: Packing | undefined }[] = [];
  let [line, first] = [1, undefined as Dialect | undefined];
  return withTemporaryFolder(async (folder) => {
    const csv = join(folder, "joined.csv");
    for (const file of files)
      await withPlainCsv(file, options, async (plain, packing) => {
        const dialect = await preflight([], plain, file, options.encoding);
        refuseOtherShape(file, dialect, files[0] ?? "", (first ??= dialect));
        const [name, before, { delimiter, header }] = [basename(file), line - 1, dialect];
        starts.push({ name, before, packing });
        const end = (value: string) =>
          headers.includes(fileHeader) ? `${delimiter}"${value.replaceAll('"', '""')}"\n` : "\n";
        await withUtf8(plain, name, dialect, async (utf8) => {
          for await (const batch of recordBatches(utf8, delimiter)) {
            const pieces: Buffer[] = [];
            for (const { line: own, bytes, blank } of batch) {
              const isHeader = own === header.line;
              if (blank || (isHeader && dialect !== first)) continue;
              // Each record keeps its place in its file.
              const gap = Buffer.alloc(before + own - line, "\n");
              pieces.push(gap, bytes, Buffer.from(end(isHeader ? fileHeader : name)));
              line = before + own + 1 + [...bytes.toString().matchAll(/\r\n?|\n/g)].length;
            }
            await appendFile(csv, Buffer.concat(pieces));
          }
        });
      });
    return work(csv, starts[0]?.packing, (at) => {
      const found = starts.findLast(({ before }) => before < at);
      return `${at - (found?.before ?? 0)} of ${found?.name}`;
    });
  });
}

/** @throws ReportError where a file has another header or delimiter than the first */
function refuseOtherShape(file: string, found: Dialect, first: string, wanted: Dialect): void {
  const [own, all] = [found.header.headers, wanted.header.headers];
  const column = [...(own.length > all.length ? own : all).keys()].find(
    (index) => own[index]?.trim() !== all[index]?.trim(),
  );
  const said = ({ header, delimiter }: Dialect) =>
    column === undefined
      ? `separates values by ${quoted(delimiter)}`
      : `has ${column in header.headers ? quoted(header.headers[column] ?? "") : "nothing"} as column ${column + 1}`;
  if (said(found) === said(wanted)) return;
  throw new ReportError("input", `${file} ${said(found)}, and ${first} ${said(wanted)}.`, {
    hint: "Files that are read as one need the same header. Correct it, or name other files.",
  });
}
