import type { Derived } from "../plan/index.ts";
import { counted, inSentence, listed } from "../words.ts";
import type { Analysis } from "./analysis.ts";

/**
 * What the dashboard does without, in words.
 * @param results of the queries: dimensions that the cube of all filters cannot hold, and all cubes
 * @param leftOut metrics and dimensions whose columns are not there
 */
export function dashboardNotices(
  { unfiltered, tables }: Pick<Derived, "unfiltered" | "tables">,
  { dashboard }: Pick<Analysis, "dashboard">,
  leftOut: readonly string[],
): string[] {
  const cubes = tables.filter(({ kind }) => kind === "cube");
  const labels = dashboard.dimensions
    .filter(({ name }) => unfiltered.includes(name))
    .map(({ label }) => inSentence(label));
  const still = dashboard.figures.filter(
    ({ by }) => !cubes.some(({ columns }) => by.every((name) => columns.values[name])),
  );
  return [
    ...(leftOut.length > 0
      ? [`Left out because an optional column is missing: ${listed(leftOut.map(inSentence))}.`]
      : []),
    ...(labels.length > 0
      ? [
          `Too many values to filter by ${listed(labels)}.${still.length === 0 ? "" : ` ${counted(still.length, "chart")} always ${still.length === 1 ? "shows" : "show"} all rows.`}`,
        ]
      : []),
  ];
}
