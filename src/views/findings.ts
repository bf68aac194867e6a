import { columnsFrom, type Columns } from "../../format/columns.ts";
import { fieldOf } from "../../format/fields.ts";
import type { FindingSpec } from "../../format/finding.ts";
import type { SnapshotEntry } from "../../format/manifest.ts";
import type { SnapshotStore } from "../../format/store.ts";
import { drawnGroups } from "../charts/limits.ts";
import { interval } from "../charts/interval.ts";
import { intervals } from "../charts/intervals.ts";
import type { Chart } from "../charts/frame.ts";
import { effectText, groupText } from "../sentences/finding.ts";
import { count } from "../text/numbers.ts";
import { and, called, capitalised, plural, spelled } from "../text/words.ts";
import { compareText } from "../model/cube.ts";
import { pairedAtMost } from "../model/claim-tests.ts";
import type { Measured } from "../model/finding.ts";
import { judgedTogether, type Judged } from "./judged.ts";

/** A claim with all that was found of it. */
export interface Finding extends Omit<Judged, "claim"> {
  readonly entry: SnapshotEntry;
  /** The effect with its interval, or each group with its own. */
  readonly chart: Chart | undefined;
}

function chartOf(
  spec: FindingSpec,
  { effect, ranking }: Measured,
  partly: boolean,
): Chart | undefined {
  if (effect) return interval(effect, (value) => effectText(value, spec), spec.matters);
  if (ranking.length === 0) return undefined;
  const ordered = ranking.toSorted((a, b) => b.mean - a.mean || compareText(a.name, b.name));
  // Of more groups, the top half and the bottom half are drawn; drawnNote says so.
  const shown =
    ordered.length <= drawnGroups
      ? ordered
      : [...ordered.slice(0, drawnGroups / 2), ...ordered.slice(-drawnGroups / 2)];
  return intervals(
    shown.map(({ name, interval: of }) => ({ name: called(name, spec.names), ...of })),
    { format: (value) => groupText(value, spec), reference: meanOfAll(spec, ranking, partly) },
  );
}

/** What is said of a chart that cannot draw all of a claim's groups; undefined where it can. */
export const drawnNote = ({ effect, ranking }: Measured): string | undefined =>
  effect || ranking.length <= drawnGroups
    ? undefined
    : `The chart shows the ${drawnGroups / 2} highest and the ${drawnGroups / 2} lowest of ` +
      `${count(ranking.length)} groups.`;

/**
 * What all groups are set against: the mean, or the share, of everybody.
 * @param partly whether some groups are left out, so that it is that of the others
 */
export function meanOfAll(
  spec: FindingSpec,
  ranking: Measured["ranking"],
  partly: boolean,
): { at: number; label: string } {
  const at =
    ranking.reduce((sum, { total }) => sum + total, 0) / ranking.reduce((sum, { n }) => sum + n, 0);
  return { at, label: `${partly ? "these" : "all"} ${groupText(at, spec)}` };
}

/** Every claim of the report. */
export function findingsOf(store: SnapshotStore): readonly Finding[] {
  const { snapshots, minGroup, row } = store.manifest;
  const claims = snapshots
    .filter(({ finding }) => finding)
    .map((entry) => ({ entry, columns: store.columns(entry.name) }));
  return judgedTogether(claims, minGroup, row).map(({ claim: { entry }, ...judged }) => ({
    entry,
    ...judged,
    chart: Number.isNaN(judged.p)
      ? undefined
      : chartOf(judged.spec, judged.found, entry.suppressed !== undefined),
  }));
}

/** Verdicts in the order in which readers see them, in the words of a count. */
const verdicts = {
  supported: "supported",
  "not supported": "not",
  "too close to call": "too close to call",
  "cannot be shown": "that these data cannot show",
} as const;

/** How many claims have each verdict, in one line. */
export function tally(all: readonly Finding[]): string {
  const parts = Object.entries(verdicts).flatMap(([name, words]) => {
    const found = all.filter(({ verdict }) => verdict === name).length;
    return found === 0 && name !== "supported" ? [] : [`${count(found)} ${words}`];
  });
  return `${capitalised(spelled(all.length))} ${plural(all.length, "claim")} tested: ${and(parts)}`;
}

/** For the dashboard: the first claim of each verdict. */
export const firstOfEach = (findings: readonly Finding[]): readonly Finding[] =>
  Object.keys(verdicts).flatMap((name) => findings.find(({ verdict }) => verdict === name) ?? []);

const pairsShown = 10;

/**
 * Two by two, the most clearly different first; undefined of a claim about two groups, or where
 * there is nothing to compare.
 */
export function pairTable({
  spec,
  found: { pairs, ranking },
}: Finding): { readonly columns: Columns; readonly caption: string } | undefined {
  if (pairs.length < 2) return undefined;
  const rows = pairs
    .slice(0, pairsShown)
    .map(({ a, b, difference: { estimate, low, high }, p }) => [
      called(a, spec.names),
      called(b, spec.names),
      estimate,
      low,
      high,
      p,
    ]);
  return {
    columns: columnsFrom(
      [
        fieldOf("text", "a", "More"),
        fieldOf("text", "b", "Less"),
        fieldOf("number", "difference", "Difference", spec.unit),
        fieldOf("number", "low", "At least", spec.unit),
        fieldOf("number", "high", "At most", spec.unit),
        fieldOf("number", "p", "p-value"),
      ],
      rows,
    ),
    caption: `Pairwise comparisons${ranking.length > pairedAtMost ? `, the ${count(pairedAtMost)} largest groups` : ""}${pairs.length > pairsShown ? `, the ${spelled(pairsShown)} clearest of ${count(pairs.length)}` : ""}`,
  };
}
