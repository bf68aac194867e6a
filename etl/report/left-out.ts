import { inSentence, listed } from "../words.ts";
import type { Analysis } from "./analysis.ts";

/**
 * What the dashboard does without, in words.
 * @param unfiltered dimensions that its cube cannot hold
 * @param leftOut metrics and dimensions whose columns are not there
 */
export function dashboardNotices(
  unfiltered: readonly string[],
  { dashboard }: Pick<Analysis, "dashboard">,
  leftOut: readonly string[],
): string[] {
  const labels = dashboard.dimensions
    .filter(({ name }) => unfiltered.includes(name))
    .map(({ label }) => inSentence(label));
  return [
    ...(leftOut.length > 0
      ? [`Left out because an optional column is missing: ${listed(leftOut.map(inSentence))}.`]
      : []),
    ...(labels.length > 0
      ? [
          `Too many values to filter by ${listed(labels)}: charts by ${labels.length === 1 ? "it" : "these"} show everybody.`,
        ]
      : []),
  ];
}
