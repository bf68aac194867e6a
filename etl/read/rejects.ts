import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import Papa from "papaparse";
import type { Source } from "../../format/manifest.ts";
import { ReportError, cannotWrite } from "../errors.ts";
import { counted, number } from "../words.ts";
import { fieldsOf } from "./head.ts";
import type { Dialect } from "./preflight.ts";
import { mostRefused, tooMany } from "./refusals.ts";

/** A line of the file that is left out, as an editor counts it, and why. */
export interface Rejected {
  readonly line: number | string;
  readonly reason: string;
  /** The line as the file has it. */
  readonly text: string;
}

/** How many lines may be left out: a share of all, 0 to 1, or a number of them. */
export type Limit = { readonly share: number } | { readonly lines: number };

/** What `--max-rejected` accepts: a whole number of lines, or a share of them as a percentage. */
export const limitPattern = /^(\d{1,9}|(\d{1,2}(\.\d{1,4})?|100)%)$/;

/** The limit that a text of that pattern means. */
export const parseLimit = (text: string): Limit =>
  text.endsWith("%") ? { share: Number(text.slice(0, -1)) / 100 } : { lines: Number(text) };

/** What skipping lines needs to know: how many may be, and the file that they are written to. */
export interface Skipping {
  readonly limit: Limit;
  readonly file: string;
}

/** The file of lines that were left out, beside the snapshots. */
export const rejectedFile = (snapshots: string) => `${snapshots}.rejected.csv`;

/** Says where the rejected lines are, if there are any. */
export const rejectedNotice = (source: Source, snapshots: string): string[] =>
  source.kind === "table" || source.rejected === 0
    ? []
    : [`The lines that were left out are in ${rejectedFile(snapshots)}, with their reasons.`];

/** Removes the rejected lines of an earlier run, once a run rejected none. */
export async function forgetUnused(source: Source, snapshots: string): Promise<void> {
  if (source.kind === "table" || source.rejected === 0)
    await rm(rejectedFile(snapshots), { force: true });
}

/** Whatever the limit says, no more characters than these are held in memory. */
const mostCharacters = 64_000_000;

/** A line of a file without what it holds of private columns; of a broken line nothing is known. */
export function masked(text: string, { columns, header, delimiter }: Dialect): string {
  const places = columns.flatMap(({ name, private: isPrivate }) =>
    isPrivate ? [header.positions.get(name)] : [],
  );
  if (places.length === 0) return text;
  const fields = fieldsOf(text, delimiter);
  if (fields.length !== header.headers.length) return "hidden: the file has private columns";
  const kept = fields.map((field, place) => (places.includes(place) ? "***" : field));
  return Papa.unparse([kept], { delimiter });
}

/** Lines that are left out of a file. */
export class Rejects {
  readonly #lines: Rejected[] = [];
  #characters = 0;
  readonly #sourceName: string;
  readonly #mask: (text: string) => string;

  /** @param mask hides what a line holds of private columns */
  constructor(sourceName: string, mask: (text: string) => string) {
    this.#sourceName = sourceName;
    this.#mask = mask;
  }

  get lines(): readonly Rejected[] {
    return this.#lines;
  }

  /** @throws ReportError where there are too many to be held */
  add(rejected: Rejected): void {
    this.#lines.push({ ...rejected, text: this.#mask(rejected.text) });
    this.#characters += rejected.text.length;
    if (this.#lines.length > mostRefused || this.#characters > mostCharacters)
      throw tooMany(
        this.#sourceName,
        this.#lines.length - 1,
        `line ${this.#lines[0]?.line}: ${this.#lines[0]?.reason}`,
      );
  }

  /**
   * Writes the lines with their numbers and reasons to the file that is meant for them, then holds
   * their number to the limit.
   * @param total how many lines the file has, without the header
   * @throws ReportError where more were left out than may be
   */
  async settle({ limit, file }: Skipping, total: number): Promise<void> {
    // Those of several files stay as they were found.
    const rejected = this.#lines.toSorted((a, b) => Number(a.line) - Number(b.line) || 0);
    if (rejected.length === 0) return;
    await writeLines(file, rejected);
    const allowed = "share" in limit ? Math.floor(limit.share * total) : limit.lines;
    if (rejected.length <= allowed) return;
    const share =
      "share" in limit
        ? `${Number((limit.share * 100).toFixed(4))}% (${number(allowed)} of ${number(total)})`
        : number(allowed);
    const shown = rejected.slice(0, 10).map(({ line, reason }) => `  line ${line}: ${reason}`);
    const more =
      rejected.length > shown.length
        ? `\n  … and ${number(rejected.length - shown.length)} more`
        : "";
    throw new ReportError(
      "input",
      `${this.#sourceName}: ${counted(rejected.length, "line")} cannot be used, more than the ${share} that --max-rejected allows:\n${shown.join("\n")}${more}`,
      {
        hint: `All of them are in ${file}, with their reasons. Fix them in the file, or allow more by --max-rejected.`,
      },
    );
  }
}

async function writeLines(file: string, rejected: Rejected[]): Promise<void> {
  // With a byte-order mark and CRLF, as every CSV of the program, so that Excel opens it right.
  const columns = ["line", "reason", "text"];
  const text = `\ufeff${Papa.unparse(rejected, { columns, newline: "\r\n" })}\r\n`;
  try {
    await mkdir(dirname(file), { recursive: true });
    // Rows of customers are for the owner of the run alone.
    await rm(`${file}.next`, { force: true });
    await writeFile(`${file}.next`, text, { mode: 0o600 });
    await rename(`${file}.next`, file);
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
}
