import type { DashboardFigure } from "../model/figure.ts";
import { dimensions, type Dimension } from "../model/selection.ts";
import { count } from "../text/numbers.ts";
import { and, capitalised, inSentence, plural } from "../text/words.ts";
import { suppressedSentence } from "./suppressed.ts";

/** What is left out of a figure of the dashboard; undefined where nothing is. */
export const figureNote = (
  { left }: Pick<DashboardFigure, "left">,
  least: number,
): string | undefined =>
  left === undefined ? undefined : suppressedSentence({ rows: left }, least);

/** Which dimensions cannot be used as filters, and why. */
export function unchosenSentence(unchosen: readonly Dimension[], least: number): string {
  const why = `some selections would have fewer than ${count(least)} customers`;
  if (unchosen.length === Object.keys(dimensions).length)
    return `This report cannot be filtered: ${why}.`;
  return (
    `${capitalised(and(unchosen.map((name) => inSentence(dimensions[name].label))))} cannot be ` +
    `used as ${plural(unchosen.length, "a filter", "filters")}: ${why}. Charts by ` +
    `${unchosen.length === 1 ? "it" : "these"} always show all customers.`
  );
}
