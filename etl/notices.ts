import { decimalsInWords } from "./contract/accepts.ts";
import { isShown } from "./suppress/cells.ts";
import { counted, listed, number } from "./words.ts";

/** How a value that is not in canonical form was read. */
export type Change =
  "spaces" | "spelling" | "currency" | "separators" | "digits" | "comma" | "rounded" | "missing";

/** What the reader of a report should know of how its data were read and cleaned. */
export type Notice =
  | { readonly kind: "unpacked" }
  | { readonly kind: "ignored-columns"; readonly columns: readonly string[] }
  | { readonly kind: "absent-columns"; readonly columns: readonly string[] }
  | {
      readonly kind: "encoding";
      readonly encoding: string;
      /** Whether `--encoding` named it. */
      readonly chosen: boolean;
      /** Decoded words, at most two, that show whether the encoding is right. */
      readonly samples: readonly string[];
    }
  | { readonly kind: "line-ends"; readonly newline: string }
  | { readonly kind: "empty-rows"; readonly count: number }
  | { readonly kind: "rejected-lines"; readonly count: number; readonly of: number }
  | {
      readonly kind: "values-changed";
      readonly change: Change;
      readonly column: string;
      /** The values that the column accepts, where those are listed. */
      readonly allowed: readonly string[];
      /** The decimals of its numbers. */
      readonly decimals: number;
      readonly count: number;
    }
  | {
      readonly kind: "group-without-values";
      /** What was filled, in the words of a sentence. */
      readonly column: string;
      /** The column that groups it, by its name and in words. */
      readonly by: string;
      readonly groupLabel: string;
      readonly group: string;
      readonly missing: number;
      readonly statistic: string;
      readonly value: string;
    }
  | {
      readonly kind: "statistic-rounded";
      readonly column: string;
      readonly by?: string;
      readonly group: string;
      readonly statistic: string;
      readonly value: string;
    }
  | {
      readonly kind: "quantiles-merged";
      readonly column: string;
      readonly wanted: number;
      readonly groups: readonly string[];
    }
  | {
      readonly kind: "columns-differ";
      readonly columns: string;
      readonly agreeing: number;
      readonly of: number;
    }
  | {
      readonly kind: "similar-values";
      readonly column: string;
      /** Values that differ only in case, spaces or punctuation, with their numbers of rows. */
      readonly values: readonly (readonly [value: string, count: number])[];
    }
  | { readonly kind: "collation"; readonly collations: readonly string[] };

const changes: Readonly<
  Record<Change, (values: string, allowed: readonly string[], decimals: number) => string>
> = {
  spaces: (values) => `Trimmed spaces around ${values}.`,
  spelling: (values, allowed) =>
    `Read ${values} in another spelling of ${allowed.length === 2 ? allowed.join(" or ") : "a listed value"}.`,
  currency: (values) => `Removed currency signs or thousands separators from ${values}.`,
  separators: (values) => `Removed thousands separators from ${values}.`,
  digits: (values) => `Removed leading zeros, plus signs or zero decimals from ${values}.`,
  comma: (values) => `Read ${values} with a decimal comma.`,
  rounded: (values, _, decimals) => `Rounded ${values} to ${decimalsInWords(decimals)}.`,
  missing: (values) => `Treated ${values} as missing.`,
};

/**
 * A notice in words.
 * @param minGroup counts of rows below it are not shown, nor is any value of a row
 */
export function noticeText(notice: Notice, minGroup = 1): string {
  const atLeast = (count: number, noun: string) =>
    isShown(count, minGroup) ? counted(count, noun) : `fewer than ${minGroup} ${noun}s`;
  switch (notice.kind) {
    case "unpacked":
      return "Unpacked from a gzip archive.";
    case "ignored-columns":
      return (
        `Ignored ${notice.columns.length === 1 ? "a column" : "columns"} that the report does ` +
        "not use: " +
        `${listed(notice.columns.map((name) => (name.trim() === "" ? "one without a name" : name)))}.`
      );
    case "absent-columns":
      return `The file has no ${notice.columns.length === 1 ? "column" : "columns"} ${listed(notice.columns.map((name) => `"${name}"`))}, which the report can do without.`;
    case "encoding":
      return encodingText(notice, minGroup);
    case "line-ends":
      return (
        `Line endings are mixed: the first line ends with ${notice.newline}, others do not. ` +
        "Each was read as a line of its own."
      );
    case "empty-rows":
      return `Ignored ${counted(notice.count, "empty row")}.`;
    case "rejected-lines":
      return isShown(notice.count, minGroup)
        ? `Left out ${number(notice.count)} of ${counted(notice.of, "line")} that cannot be used.`
        : `Left out fewer than ${minGroup} lines that cannot be used.`;
    case "values-changed":
      return changes[notice.change](
        `${atLeast(notice.count, "value")} of "${notice.column}"`,
        notice.allowed,
        notice.decimals,
      );
    case "group-without-values":
      return (
        `No ${notice.column} in the ${notice.groupLabel} ${notice.group}: its ` +
        `${counted(notice.missing, "missing value")} took the ${notice.statistic} of all, ` +
        `${notice.value}.`
      );
    case "statistic-rounded":
      return `The ${notice.statistic} ${notice.column} of ${notice.group} has more decimals than the column holds, so it was rounded to ${notice.value}.`;
    case "quantiles-merged":
      return `Quantiles of ${notice.column} coincide, so there are fewer than ${notice.wanted} groups: ${notice.groups.join(", ")}.`;
    case "columns-differ":
      return isShown(notice.agreeing, minGroup) && isShown(notice.of - notice.agreeing, minGroup)
        ? `${notice.columns} agree on ${number(notice.agreeing)} of ` +
            `${counted(notice.of, "row")}; both columns were kept.`
        : `${notice.columns} do not agree on every row; both columns were kept.`;
    case "similar-values":
      return (
        `"${notice.column}" has values that differ only in case, spaces or punctuation` +
        `${minGroup > 1 ? "" : `: ${notice.values.map(([value, count]) => `${value} (${number(count)})`).join(", ")}`}. ` +
        "A replace step in report.yaml can merge them."
      );
    case "collation":
      return (
        `The database compares text by ${listed(notice.collations)}, not byte by byte: values ` +
        "that differ only in case or accents form one group, under whichever name comes first."
      );
  }
}

function encodingText(
  { encoding, chosen, samples }: Extract<Notice, { kind: "encoding" }>,
  minGroup: number,
): string {
  const read = `Read as ${encoding}, ${chosen ? "as --encoding says" : "because it is not UTF-8"}.`;
  if (samples.length === 0 || minGroup > 1) return read;
  const quotes = samples.map((sample) => `“${sample}”`).join(" and ");
  return `${read} It reads ${quotes}${chosen ? "." : "; if that looks wrong, name the encoding with --encoding."}`;
}
