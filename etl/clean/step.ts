import type { CleaningEntry } from "../../format/manifest.ts";
import type { ResultTable } from "../result-table.ts";

/**
 * What one cleaning step decided: SQL for the columns it makes or replaces, columns it drops, and
 * its log entry.
 */
export interface CleaningStep {
  readonly entry: Omit<CleaningEntry, "columns">;
  readonly columns: Readonly<Record<string, string>>;
  readonly dropped: readonly string[];
  /** Columns that it named anew without changing their values. */
  readonly named: readonly string[];
  readonly notices: readonly string[];
  readonly tables: readonly ResultTable[];
}

/** A step that makes no column, drops none and has nothing to say, but for what is given. */
export function step(
  entry: CleaningStep["entry"],
  more: Partial<Omit<CleaningStep, "entry">> = {},
): CleaningStep {
  return { entry, columns: {}, dropped: [], named: [], notices: [], tables: [], ...more };
}

const integers = new Intl.NumberFormat("en-US");

/** A count with its noun: "1 row", "3,900 rows". */
export const counted = (count: number, noun: string, plural = `${noun}s`) =>
  `${integers.format(count)} ${count === 1 ? noun : plural}`;
