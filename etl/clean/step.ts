import type { Value } from "../../format/columns.ts";
import type { CleaningEntry } from "../../format/manifest.ts";
import type { Notice } from "../notices.ts";
import type { ResultTable } from "../result-table.ts";

/** The facts of a step that may be shown. */
export interface ShownFacts {
  /** The rows of the step's table; cells that are suppressed are null. */
  readonly rows: readonly Readonly<Record<string, Value>>[];
  /** Whether a number of customers may be shown. */
  isShown(customers: number): boolean;
}

/**
 * What one cleaning step decided: SQL for the columns it makes or replaces, and columns it drops.
 */
export interface CleaningStep {
  readonly step: string;
  readonly title: string;
  readonly rule: string;
  /** What the step did, in words, as far as it may be shown. */
  readonly account: (shown: ShownFacts) => Pick<CleaningEntry, "outcome" | "changed" | "sql">;
  readonly columns: Readonly<Record<string, string>>;
  readonly dropped: readonly string[];
  /** Columns that it renamed without changing their values. */
  readonly renamed: readonly string[];
  readonly notices: readonly Notice[];
  /** The counts behind its decision. */
  readonly table: ResultTable | undefined;
}

/** A step that makes and drops no column and has no notice, except as given. */
export function step(
  described: Pick<CleaningStep, "step" | "title" | "rule" | "account">,
  more: Partial<Omit<CleaningStep, "step" | "title" | "rule" | "account">> = {},
): CleaningStep {
  const nothing = { columns: {}, dropped: [], renamed: [], notices: [], table: undefined };
  return { ...nothing, ...described, ...more };
}
