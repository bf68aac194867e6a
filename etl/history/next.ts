import { keyPoint } from "../../format/key-figures.ts";
import type { Edition, History, Moved } from "../../format/history.ts";
import { isShownOf, seriesApart, comparisonDisclosure } from "./comparison-disclosure.ts";

/** How many editions keep their key figures: five years of months. */
const longest = 60;

/** Why an earlier edition cannot be compared with these data; undefined where it can. */
export function incomparable(before: Edition, now: Edition): string | undefined {
  if (before.synthetic && !now.synthetic)
    return "The previous figures were those of the synthetic sample, so comparisons start with these data.";
  if (before.minGroup < now.minGroup)
    return (
      `The previous figures show groups of fewer than ${now.minGroup} rows, so ` +
      "comparisons start with these data."
    );
  return undefined;
}

/**
 * The history without its last edition, which these data correct: metadata with the same date
 * describe the same data. Undefined where that edition was the first.
 */
export function withoutCorrected(before: History): History | undefined {
  const { previous, series } = before;
  return previous && { format: 3, series: series.slice(0, -1), current: previous, warnings: [] };
}

/**
 * The history with a new edition at its end; the same data again are no new edition.
 * @param before the history of the previous build, if its data can be compared
 * @param moved which customers moved since then, where known
 * @param warnings what the guards say of these data, compared with an edition that pages may show
 */
export function nextHistory(
  before: History | undefined,
  now: Edition,
  moved: Moved | undefined,
  warnings: (before: Edition | undefined) => readonly string[],
): History {
  const point = keyPoint(now, now.metrics);
  if (!before)
    return { format: 3, series: [point], current: now, warnings: [...warnings(undefined)] };
  if (before.current.id === now.id)
    return { ...before, series: [...before.series.slice(0, -1), point], current: now };
  const previous = comparisonDisclosure(before.current, now, moved);
  return {
    format: 3,
    series: [...seriesApart(before.series, point, now, previous !== undefined), point].slice(
      -longest,
    ),
    current: now,
    ...(previous ? { previous } : {}),
    ...(previous && moved && isShownOf(moved, now.minGroup) ? { moved } : {}),
    warnings: [...warnings(previous && before.current)],
  };
}
