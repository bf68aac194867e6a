import leven from "leven";
import { ReportError } from "../errors.ts";
import { foreignCharacter, quoted } from "./characters.ts";
import { contract, type Column } from "./columns.ts";

/**
 * A file's header matched to the contract: for each contract column its position in the file; the
 * rest is ignored.
 */
export interface HeaderMap {
  readonly headers: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  readonly ignored: readonly string[];
}

const normalise = (header: string) => header.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

function acceptedHeaders(column: Column): string[] {
  return [column.header, column.name, ...column.aliases].map(normalise);
}

function nearest(column: Column, candidates: readonly string[]): string | undefined {
  const target = normalise(column.header);
  const furthest = Math.max(2, target.length / 2);
  const [best] = candidates
    // What differs more in length alone need not be compared letter by letter.
    .filter((header) => Math.abs(normalise(header).length - target.length) <= furthest)
    .map((header) => ({ header, distance: leven(target, normalise(header)) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= furthest ? best.header : undefined;
}

/**
 * Matches a file's header to the contract; letter case, punctuation and order do not matter.
 * @throws ReportError naming every missing column with the nearest header, or a column that occurs
 * twice
 */
export function mapHeader(headers: readonly string[], fileName: string): HeaderMap {
  const positions = new Map<string, number>();
  const taken = new Set<number>();
  const places = Map.groupBy(headers.keys(), (index) => normalise(headers[index] ?? ""));
  for (const column of contract) {
    // The column's own name wins over another that is an alias of it.
    const matches =
      acceptedHeaders(column)
        .flatMap((name) => [places.get(name) ?? []])
        .find(({ length }) => length > 0) ?? [];
    if (matches.length > 1)
      throw new ReportError(
        "input",
        `${fileName}, line 1: the column "${column.header}" occurs ${matches.length} times (columns ${matches.map((i) => i + 1).join(" and ")}).`,
        { hint: "Keep one of them." },
      );
    for (const index of matches) {
      positions.set(column.name, index);
      taken.add(index);
    }
  }
  const ignored = headers.filter((_, index) => !taken.has(index));
  const missing = contract.filter((column) => !positions.has(column.name));
  if (missing.length > 0) throw missingColumns(missing, ignored, fileName);
  return { headers, positions, ignored };
}

/** A look-alike letter is what cannot be seen of a misspelt header. */
function foreignIn(header: string): string {
  const foreign = foreignCharacter(header);
  return foreign === undefined ? "" : `, which has ${foreign} in it`;
}

function missingColumns(
  missing: readonly Column[],
  ignored: readonly string[],
  fileName: string,
): ReportError {
  if (missing.length === contract.length)
    return new ReportError(
      "input",
      `${fileName}, line 1: this is not the header of a customers file; none of its ${contract.length} columns is there.`,
      {
        hint: `The first line must name the columns: ${contract.map((column) => column.header).join(", ")}.`,
      },
    );
  const named = missing.map((column) => {
    const near = nearest(column, ignored);
    return `"${column.header}"${near === undefined ? "" : ` (is it the column ${quoted(near)}${foreignIn(near)}?)`}`;
  });
  const what = missing.length === 1 ? "the column" : `${missing.length} columns`;
  return new ReportError(
    "input",
    `${fileName}, line 1: ${what} ${named.join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`,
    {
      hint: "Rename the nearest column, or export the file again with all 18 columns.",
    },
  );
}
