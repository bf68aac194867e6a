import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Edition, History } from "../../format/history.ts";
import type { Manifest } from "../../format/manifest.ts";
import type { ResultTable } from "../result-table.ts";
import { customersFile, type CustomerRecord } from "./customers.ts";
import { editionOf, type About } from "./edition.ts";
import type { Report } from "../report/report.ts";
import { alarms, stopAt } from "./guards.ts";
import { incomparable, nextHistory, withoutCorrected } from "./next.ts";
import { localHistory } from "./previous.ts";

/** How a run looks at what was before. */
export interface HistoryOptions {
  readonly report: Report;
  /** Whether what the guards would stop is right. */
  readonly acceptChanges: boolean;
}

/** Everything that a run found, and what of it is published. */
interface Outcome {
  readonly found: readonly ResultTable[];
  readonly shown: readonly ResultTable[];
  readonly about: About & Pick<Manifest, "dateOrigin">;
  /** Columns of the contract that the cleaned table lacks. */
  readonly dropped: readonly string[];
  /** Undefined where the rows are not known, as with a table in a database. */
  readonly customers: CustomerRecord | undefined;
}

/**
 * Compares a run with the previous edition and reports what the guards say.
 * @param before the history of the build before
 * @returns a function that writes who the customers are into the folder of new snapshots and returns
 * the history
 * @throws ReportError where a guard stops the build
 */
export function compare(
  before: History | undefined,
  { found, shown, about, dropped, customers }: Outcome,
  { report, acceptChanges }: HistoryOptions,
  notice: (text: string) => void,
): (snapshots: string, next: string) => Promise<History> {
  const now = editionOf(shown, about, dropped);
  const reason = before && incomparable(before.current, now);
  if (reason !== undefined) notice(reason);
  const isCorrection =
    reason === undefined &&
    before !== undefined &&
    before.current.id !== now.id &&
    before.current.date === now.date &&
    about.dateOrigin === "metadata";
  if (isCorrection)
    notice(
      `The edition before has the same date, ${now.date}, so these data take its place. ` +
        "If they are new, change the date in their metadata file.",
    );
  const comparable =
    reason !== undefined ? undefined : isCorrection ? withoutCorrected(before) : before;
  const isNew = comparable?.current.id !== now.id;
  const { row, analysis } = report;
  const judging = (than: Edition | undefined) => ({ guards: analysis.guards, row, before: than });
  const judged = isNew
    ? alarms(judging(comparable?.current), editionOf(found, about, dropped), now)
    : [];
  for (const { text } of judged) notice(text);
  stopAt(judged, report.file, acceptChanges);
  // Pages show no smaller groups in changes than in their tables.
  const warnings = (than: Edition | undefined) =>
    alarms(judging(than), now).map(({ text }) => text);
  return async (snapshots, next) => {
    if (customers) await writeFile(join(next, customersFile), customers.parquet);
    // The customers here are those of another build where a site was named whose data are not
    // these.
    const here = await localHistory(snapshots, () => undefined);
    const known = isNew && comparable !== undefined && here?.current.id === comparable.current.id;
    return nextHistory(comparable, now, known ? customers?.moved : undefined, warnings);
  };
}
