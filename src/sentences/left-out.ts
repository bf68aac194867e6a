import type { DashboardFigure } from "../model/figure.ts";
import type { Model } from "../../format/manifest.ts";
import type { Dimension, Noun } from "../../format/report.ts";
import { count } from "../text/numbers.ts";
import { and, capitalised, inSentence, plural } from "../text/words.ts";
import { suppressedSentence } from "./suppressed.ts";

/** What is left out of a figure of the dashboard; undefined where nothing is. */
export const figureNote = (
  { left }: Pick<DashboardFigure, "left">,
  least: number,
  row: Noun,
): string | undefined =>
  left === undefined ? undefined : suppressedSentence({ rows: left }, least, row);

/**
 * Which dimensions cannot be used as filters, and why.
 * @param isFiltered whether all charts by them answer to the other filters
 */
export function unchosenSentence(
  unchosen: readonly Dimension[],
  least: number,
  { dimensions, row }: Pick<Model, "dimensions" | "row">,
  isFiltered = false,
): string {
  const why =
    least === 1
      ? "there are too many values"
      : `some selections would have fewer than ${count(least)} ${row.many}`;
  if (unchosen.length === dimensions.length) return `This report cannot be filtered: ${why}.`;
  return (
    `${capitalised(and(unchosen.map(({ label }) => inSentence(label))))} cannot be ` +
    `used as ${plural(unchosen.length, "a filter", "filters")}: ${why}.` +
    (isFiltered
      ? ""
      : ` Charts by ${unchosen.length === 1 ? "it" : "these"} always show all ${row.many}.`)
  );
}
