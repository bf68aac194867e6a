import { rowsOf } from "../../format/columns.ts";
import type { CleaningEntry } from "../../format/manifest.ts";
import type { CleaningStep } from "../clean/step.ts";
import type { Notice } from "../notices.ts";
import { isShown } from "./cells.ts";
import { withoutSmall } from "./table.ts";

/** What may be shown of the cleaning steps: their log, and notices that name no suppressed group. */
export function shownCleaning(
  steps: readonly CleaningStep[],
  minGroup: number,
): { readonly log: readonly CleaningEntry[]; readonly notices: readonly Notice[] } {
  const shown = steps.map((step) => ({
    step,
    rows: step.table ? rowsOf(withoutSmall(step.table, minGroup).columns) : [],
  }));
  return {
    log: shown.map(({ step, rows }) => ({
      step: step.step,
      column: step.column,
      ...(step.into === undefined ? {} : { into: step.into }),
      ...(step.table === undefined ? {} : { table: step.table.name }),
      title: step.title,
      rule: step.rule,
      ...step.account({ rows, isShown: (customers) => isShown(customers, minGroup) }),
      columns: [...step.renamed, ...Object.keys(step.columns), ...step.dropped],
    })),
    notices: shown.flatMap(({ step, rows }) =>
      step.notices.filter(
        (notice) => !("by" in notice) || rows.some((row) => row[notice.by ?? ""] === notice.group),
      ),
    ),
  };
}
