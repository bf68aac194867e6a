import { keyPoint } from "../../format/key-figures.ts";
import type { Edition, History, Moved } from "../../format/history.ts";
import { isShownOf, seriesApart, comparisonDisclosure } from "./comparison-disclosure.ts";

/** Editions whose key figures are remembered: five years of months. */
const longest = 60;

/**
 * Why an earlier edition is not one that these data can be compared with; undefined where they can.
 */
export function incomparable(before: Edition, now: Edition): string | undefined {
  if (before.synthetic && !now.synthetic)
    return "The figures before were those of the synthetic sample; what changes is told from these data on.";
  if (before.minGroup < now.minGroup)
    return `The figures before tell of groups smaller than ${now.minGroup} customers; what changes is told from these data on.`;
  return undefined;
}

/**
 * The history without its last edition, where that is only put right now: a data card that gives
 * the same date speaks of the same data.
 * Undefined where nothing was before that one.
 */
export function withoutCorrected(before: History): History | undefined {
  const { previous, series } = before;
  return previous && { format: 2, series: series.slice(0, -1), current: previous, warnings: [] };
}

/**
 * The history with a new edition at its end. The same data once more are no new edition: then what
 * it had changed stays what it was.
 * @param before what the build before left, of comparable data
 * @param moved which customers moved since then, where that is known
 * @param warnings what the guards say of these data, compared with an edition of which the pages
 * may tell
 */
export function nextHistory(
  before: History | undefined,
  now: Edition,
  moved: Moved | undefined,
  warnings: (before: Edition | undefined) => readonly string[],
): History {
  const point = keyPoint(now);
  if (!before)
    return { format: 2, series: [point], current: now, warnings: [...warnings(undefined)] };
  if (before.current.id === now.id)
    return { ...before, series: [...before.series.slice(0, -1), point], current: now };
  const previous = comparisonDisclosure(before.current, now, moved);
  return {
    format: 2,
    series: [
      ...seriesApart(before.series, point, now.minGroup, previous !== undefined),
      point,
    ].slice(-longest),
    current: now,
    ...(previous ? { previous } : {}),
    ...(previous && moved && isShownOf(moved, now.minGroup) ? { moved } : {}),
    warnings: [...warnings(previous && before.current)],
  };
}
