import leven from "leven";
import { ReportError } from "../errors.ts";
import { listed } from "../words.ts";
import { foreignCharacter, quoted } from "./characters.ts";
import type { Column } from "./columns.ts";
import { currencyWords } from "./currency.ts";

/** A file's header matched to the report's columns: the position of each; the rest is ignored. */
export interface HeaderMap {
  readonly headers: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  readonly ignored: readonly string[];
  /** The line on which it begins, from 1. */
  readonly line: number;
}

const normalize = (header: string) => header.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const acceptedHeaders = (column: Column): string[] =>
  [column.header, column.name, ...column.aliases].map(normalize);

/** A column as messages call it: by its header, and where the file has an alias of it, by both. */
export function calledIn({ headers, positions }: HeaderMap, column: Column): string {
  const own = headers[positions.get(column.name) ?? -1] ?? column.header;
  const isAlias = column.aliases.some((alias) => normalize(alias) === normalize(own));
  return isAlias ? `"${own}" (read as "${column.header}")` : `"${column.header}"`;
}

/** The headers of a money column without their currency. */
const withoutCurrency = (header: string) => currencyWords(header).words.join("");

/** Which headers name a column, by its first accepted name that occurs. */
function matchesOf(column: Column, headers: readonly string[], all: Places): readonly number[] {
  const found = acceptedHeaders(column)
    .map((name) => all.get(name) ?? [])
    .map((indexes) =>
      column.type === "money"
        ? indexes.filter((index) => !isForeign(column, headers[index] ?? ""))
        : indexes,
    )
    .find(({ length }) => length > 0);
  if (found || column.type !== "money") return found ?? [];
  // "Amount in US$" and "purchase_amount_usd" differ from an accepted name in the currency alone.
  const accepted = moneyHeaders(column);
  return [...headers.keys()].filter((index) => {
    const header = headers[index] ?? "";
    return accepted.has(withoutCurrency(header)) && !isForeign(column, header);
  });
}

type Places = ReadonlyMap<string, readonly number[]>;

const moneyHeaders = (column: Column): ReadonlySet<string> =>
  new Set([column.header, column.name, ...column.aliases].map(withoutCurrency));

/** Whether a header names another currency than the column's. */
function isForeign(column: Column, header: string): boolean {
  const { currency } = currencyWords(header);
  return currency !== undefined && !currency.codes.has(column.unit);
}

/** How many of the report's columns a line names; more than a few make it a header. */
export function namedColumns(columns: readonly Column[], headers: readonly string[]): number {
  const all = placesOf(headers);
  return columns.filter((column) => matchesOf(column, headers, all).length > 0).length;
}

const placesOf = (headers: readonly string[]): Places =>
  Map.groupBy(headers.keys(), (index) => normalize(headers[index] ?? ""));

/**
 * Matches a file's header to the report's columns; letter case, punctuation and order do not matter.
 * @param line the line on which the header begins
 * @throws ReportError for missing columns, with the headers that are likely meant, for a column
 * that occurs twice, and for one in another currency
 */
export function mapHeader(
  columns: readonly Column[],
  headers: readonly string[],
  fileName: string,
  line = 1,
): HeaderMap {
  const positions = new Map<string, number>();
  const taken = new Set<number>();
  const all = placesOf(headers);
  for (const column of columns) {
    const matches = matchesOf(column, headers, all);
    if (matches.length > 1)
      throw new ReportError(
        "input",
        `${fileName}, line ${line}: the column "${column.header}" occurs ${matches.length} ` +
          `times (columns ${listed(matches.map((index) => String(index + 1)))}).`,
        { hint: "Keep one of them." },
      );
    for (const index of matches) {
      positions.set(column.name, index);
      taken.add(index);
    }
  }
  const ignored = headers.filter((_, index) => !taken.has(index));
  const absent = columns.filter((column) => !positions.has(column.name));
  for (const column of absent) refuseForeignCurrency(column, ignored, fileName, line);
  const missing = absent.filter(({ optional }) => !optional);
  if (missing.length > 0) throw missingColumns(columns, missing, ignored, fileName, line);
  return { headers, positions, ignored, line };
}

function refuseForeignCurrency(
  column: Column,
  headers: readonly string[],
  fileName: string,
  line: number,
): void {
  if (column.type !== "money") return;
  const accepted = moneyHeaders(column);
  const found = headers.find(
    (header) => isForeign(column, header) && accepted.has(withoutCurrency(header)),
  );
  if (found === undefined) return;
  throw new ReportError(
    "input",
    `${fileName}, line ${line}: the column ${quoted(found)} is in another currency ` +
      `(${currencyWords(found).currency?.text ?? ""}): expected "${column.header}".`,
    {
      hint: `Convert the amounts to ${column.unit} and rename the column; the report converts no currencies.`,
    },
  );
}

/** A look-alike letter is the one difference of a misspelled header that nobody can see. */
function foreignIn(header: string): string {
  const foreign = foreignCharacter(header);
  return foreign === undefined ? "" : `, which has ${foreign} in it`;
}

function missingColumns(
  columns: readonly Column[],
  missing: readonly Column[],
  ignored: readonly string[],
  fileName: string,
  line: number,
): ReportError {
  const all = columns.map(({ header }) => header);
  if (missing.length === columns.filter(({ optional }) => !optional).length)
    return new ReportError(
      "input",
      `${fileName}, line ${line} is not the header: it has none of the report's ${all.length} columns.`,
      { hint: `The first line must name the columns: ${all.join(", ")}.` },
    );
  const likely = suggestions(missing, ignored);
  const named = missing.map((column) => {
    const header = likely.get(column);
    return `"${column.header}"${header === undefined ? "" : ` (is it the column ${quoted(header)}${foreignIn(header)}?)`}`;
  });
  // Where not all are listed, those with a suggestion come first.
  const [suggested, others] = [true, false].map((some) =>
    missing.flatMap((column, index) => (likely.has(column) === some ? [named[index] ?? ""] : [])),
  ) as [string[], string[]];
  const sentence = listed(named.length > 6 ? [...suggested, ...others] : named);
  return new ReportError(
    "input",
    missing.length === 1
      ? `${fileName}, line ${line}: the column ${sentence} is missing.`
      : `${fileName}, line ${line}: ${missing.length} columns are missing: ${sentence}.`,
    {
      hint: `${likely.size > 0 ? "Rename the columns that are named otherwise, or export" : "Export"} the file again with all ${all.length} columns: ${all.join(", ")}.`,
    },
  );
}

/** The words of a header, in lower case: "MonthlyCharges (USD)" has monthly, charges and usd. */
export const wordsOf = (header: string): readonly string[] =>
  header
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .match(/\p{L}+|\p{N}+/gu) ?? [];

/**
 * For missing columns the headers that are likely meant, each once: first those that hold all words
 * of the column's name, then those that differ in a few letters, the nearest first.
 */
function suggestions(missing: readonly Column[], ignored: readonly string[]) {
  const pairs = missing.flatMap((column) =>
    ignored.flatMap((header) => {
      const distance = distanceOf(column, header);
      return distance === undefined ? [] : [{ column, header, distance }];
    }),
  );
  const found = new Map<Column, string>();
  const taken = new Set<string>();
  for (const { column, header } of pairs.toSorted((a, b) => a.distance - b.distance)) {
    if (found.has(column) || taken.has(header)) continue;
    found.set(column, header);
    taken.add(header);
  }
  return found;
}

/** How far a header is from a column's name, below 1 where it has all its words; or not near. */
function distanceOf(column: Column, header: string): number | undefined {
  const own = column.type === "money" ? currencyWords(column.header).words : wordsOf(column.header);
  const words = wordsOf(header);
  if (own.every((word) => words.includes(word)))
    return 1 - 1 / (1 + words.length - own.length + header.length / 1e6);
  const [target, given] = [normalize(column.header), normalize(header)];
  if (given.length * 2 >= target.length && target.startsWith(given)) return 1;
  const furthest = Math.max(1, Math.floor(target.length / 4));
  // What differs more in length alone need not be compared letter by letter.
  if (Math.abs(given.length - target.length) > furthest) return undefined;
  const distance = leven(target, given);
  return distance <= furthest ? distance : undefined;
}
