import { rowsOf } from "../../format/columns.ts";
import type { CleaningEntry, Source } from "../../format/manifest.ts";
import type { CleaningStep } from "../clean/step.ts";
import { noticeText, type Notice } from "../notices.ts";
import { isShown } from "./cells.ts";
import { withoutSmall } from "./table.ts";

/** What reading and cleaning found, with exact counts. */
export interface Facts {
  readonly source: Source;
  readonly notices: readonly Notice[];
  readonly steps: readonly CleaningStep[];
}

/**
 * What may be shown of reading and cleaning, in words: no count of fewer than `least` customers, and
 * no group that is suppressed in a step's table.
 */
export function shownFacts({ source, notices, steps }: Facts, least: number) {
  const cleaning = shownCleaning(steps, least);
  return {
    source: shownSource(source, least),
    notices: [...notices, ...cleaning.notices].map((notice) => noticeText(notice, least)),
    cleaning: cleaning.log,
  };
}

/** What may be shown of the cleaning steps: their log, and notices that name no suppressed group. */
export function shownCleaning(steps: readonly CleaningStep[], minGroup: number) {
  const shown = steps.map((step) => ({
    step,
    rows: step.table ? rowsOf(withoutSmall(step.table, minGroup).columns) : [],
  }));
  return {
    log: shown.map(({ step, rows }): CleaningEntry => ({
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

function shownSource(source: Source, least: number): Source {
  if (source.kind === "table") return source;
  const shown = (count: number | null) => (count !== null && isShown(count, least) ? count : null);
  const { rejected, duplicates } = source;
  return {
    ...source,
    rejected: shown(rejected),
    duplicates: { ...duplicates, apartFromId: shown(duplicates.apartFromId) },
  };
}
