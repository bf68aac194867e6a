import type { DashboardFigure } from "../model/figure.ts";
import { dimensions, type Dimension } from "../model/selection.ts";
import { count } from "../text/numbers.ts";
import { inSentence, or } from "../text/words.ts";
import { suppressedSentence } from "./suppressed.ts";

/** What is left out of a figure of the dashboard; undefined where nothing is. */
export const figureNote = (
  { left }: Pick<DashboardFigure, "left">,
  least: number,
): string | undefined =>
  left === undefined ? undefined : suppressedSentence({ rows: left }, least);

/** By what the dashboard cannot be filtered, and why. */
export function unchosenSentence(unchosen: readonly Dimension[], least: number): string {
  const why = `some customers chosen so would be fewer than ${count(least)}`;
  if (unchosen.length === Object.keys(dimensions).length)
    return `This report cannot be filtered: ${why}.`;
  return `There is no choosing by ${or(unchosen.map((name) => inSentence(dimensions[name].label)))}: ${why}. Charts by ${unchosen.length === 1 ? "it" : "these"} stay as they are, of all customers.`;
}
