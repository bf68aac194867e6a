import type { CleaningEntry, Source } from "../../format/manifest.ts";
import type { CleaningStep } from "../clean/step.ts";
import { noticeText, type Notice } from "../notices.ts";
import { isShown } from "./cells.ts";
import { shownCleaning } from "./cleaning.ts";

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
export function shownFacts(
  { source, notices, steps }: Facts,
  least: number,
): {
  readonly source: Source;
  readonly notices: string[];
  readonly cleaning: CleaningEntry[];
} {
  const cleaning = shownCleaning(steps, least);
  return {
    source: shownSource(source, least),
    notices: [...notices, ...cleaning.notices].map((notice) => noticeText(notice, least)),
    cleaning: [...cleaning.log],
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
