import type { FindingSpec } from "../../format/finding.ts";
import type { Suppressed } from "../../format/manifest.ts";
import type { Judgement } from "./finding.ts";
import { count } from "../text/numbers.ts";
import { plural } from "../text/words.ts";

/**
 * What was left out of a table, counted: "3 groups of fewer than 5 customers, or that would give
 * one away, are left out (17 customers)."
 * Empty where nothing was.
 */
export function suppressedSentence(suppressed: Suppressed | undefined, least: number): string {
  if (!suppressed) return "";
  const { rows = 0, customers } = suppressed;
  if (rows === 0)
    return `They, or all others, are fewer than ${count(least)} customers, so neither their number nor their sum is told.`;
  const extent =
    customers === undefined || customers === 0
      ? ""
      : ` (${count(customers)} ${plural(customers, "customer")})`;
  return `${count(rows)} ${plural(rows, "group")} of fewer than ${count(least)} customers, or that would give one away, ${plural(rows, "is", "are")} left out${extent}.`;
}

/** What is said of figures that stand as a dash. */
export const dashSentence = (least: number): string =>
  least === 1
    ? ""
    : `A dash stands for a figure that fewer than ${count(least)} customers would be known by.`;

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
): Judgement {
  if (!suppressed) return judged;
  const left = suppressedSentence(suppressed, least);
  if (spec.comparison === "none" || judged.verdict !== "cannot be shown")
    return { ...judged, sentence: `${judged.sentence} ${left}` };
  return {
    verdict: "cannot be shown",
    sentence: `It cannot be told from the groups that are left. ${left}`,
  };
}
