import type { FindingSpec } from "../../format/finding.ts";
import type { Model, Suppressed } from "../../format/manifest.ts";
import type { Dimension, Noun } from "../../format/report.ts";
import type { DashboardFigure } from "../model/figure.ts";
import type { Judgement } from "./finding.ts";
import { count } from "../text/numbers.ts";
import { and, capitalised, counted, inSentence, plural } from "../text/words.ts";

/**
 * What was left out of a table, counted: "3 groups of fewer than 5 customers, or that would give
 * one away, are left out (17 customers)."
 * Empty where nothing was.
 */
export function suppressedSentence(
  suppressed: Suppressed | undefined,
  least: number,
  row: Noun,
): string {
  if (!suppressed) return "";
  const { rows = 0, customers } = suppressed;
  if (rows === 0)
    return (
      "Count and total are hidden to protect privacy: they, or all others, are fewer than " +
      `${count(least)} ${row.many}.`
    );
  const extent = customers === undefined || customers === 0 ? "" : ` (${counted(customers, row)})`;
  return (
    `${count(rows)} ${plural(rows, "group")} hidden to protect privacy${extent}: fewer than ` +
    `${count(least)} ${row.many}, or needed to hide one that has.`
  );
}

/** What is said of figures that stand as a dash. */
export const dashSentence = (least: number, row: Noun): string =>
  least === 1
    ? ""
    : `A dash marks a figure that is hidden because it would describe fewer than ${count(least)} ${row.many}.`;

/** A title of what is shown where something is left out, which may be more than what is shown. */
export const ofWhatIsShown = (title: string, left: boolean): string =>
  left ? `Of what is shown: ${title}` : title;

/**
 * A claim's judgement where groups were left out before it was tested: what is said of it is said
 * of the groups that are left.
 */
export function judgedWithout(
  spec: FindingSpec,
  judged: Judgement,
  suppressed: Suppressed | undefined,
  least: number,
  row: Noun,
): Judgement {
  if (!suppressed) return judged;
  const left = suppressedSentence(suppressed, least, row);
  if (spec.comparison === "none" || judged.verdict !== "cannot be shown")
    return { ...judged, sentence: `${judged.sentence} ${left}` };
  return {
    verdict: "cannot be shown",
    sentence: `The groups that are shown are not enough to test it. ${left}`,
  };
}

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
