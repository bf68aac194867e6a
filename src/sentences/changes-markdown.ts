import type { Changes } from "../model/changes.ts";
import { kindOfMetric } from "../model/metric.ts";
import { full, date } from "../text/numbers.ts";
import {
  changesHeadline,
  dimensionTitle,
  keyChangeNotes,
  movedSentence,
  otherwiseSentence,
  verdictsTitle,
} from "./changes.ts";

/**
 * What would be markup inside a table's cell or a list, a formula or a link; and what a terminal
 * obeys or turns around is left out.
 */
const plain = (text: string) =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .replaceAll(/[\\`*_{}[\]<>|#!~&@]|:(?=\/\/)|\$(?!\d)|(?<=www)\./gi, "\\$&");

const columnLines = (what: string, names: readonly string[]) =>
  names.length > 0 ? [`${what}: ${plain(names.join(", "))}.`, ""] : [];

/** What changed, as Markdown: the summary of a build. */
export function changesMarkdown(changes: Changes | undefined): string {
  if (!changes)
    return "## What changed\n\nThis is the first edition: there is nothing to compare it with yet.\n";
  const { previous, current, moved, keys, dimensions, verdicts, warnings, columns } = changes;
  const lines = [
    `## ${plain(changesHeadline(changes))}`,
    "",
    plain(
      `Data as of ${date(current.date)}, compared with ${date(previous.date)}. ` +
        movedSentence(previous.source.rows, current.source.rows, moved, current.row),
    ),
    "",
    ...(warnings.length > 0
      ? ["Warnings:", "", ...warnings.map((warning) => `- ${plain(warning)}`), ""]
      : []),
    "| Figure | Now | Before | Change |",
    "| --- | ---: | ---: | --- |",
    ...keys.map((key) => {
      const { metric, then, now } = key;
      const write = (value: number | null) =>
        value === null ? "–" : full(value, kindOfMetric(metric));
      const isKnown = then !== null && now !== null;
      const change = keyChangeNotes(key)[1] || (isKnown ? "unchanged" : "not comparable");
      return `| ${metric.label} | ${write(now)} | ${write(then)} | ${change} |`;
    }),
    "",
    ...dimensions.map((changed) => `- ${plain(dimensionTitle(changed))}`),
    "",
    ...columnLines("New columns", columns.added),
    ...columnLines("Columns that are gone", columns.gone),
    `${plain(verdictsTitle(changes))}.`,
    "",
    ...(changes.askedOtherwise.length > 0 ? [plain(otherwiseSentence(changes)), ""] : []),
    ...verdicts.map(({ claim, then, now }) => `- ${plain(claim)} before: ${then}; now: ${now}`),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
