import { rowsOf, type Columns } from "../../format/columns.ts";
import type { SnapshotEntry } from "../../format/manifest.ts";
import type { Chart } from "../charts/frame.ts";
import { drawnRows } from "../charts/limits.ts";
import { intervals } from "../charts/intervals.ts";
import { groupText } from "../sentences/finding.ts";
import { noiseSentence } from "../sentences/noise.ts";
import { called } from "../text/words.ts";
import { meanOfAll, type Finding } from "./findings.ts";

/**
 * A ranking that a claim judges: its rows with their intervals, and whether their order means
 * anything.
 */
export interface Noise {
  readonly finding: Finding;
  readonly sentence: string;
  readonly chart: Chart;
}

/**
 * A question's ranking beside the noise, where its front matter names the claim that tests it;
 * undefined where it names none, or
 * where the claim's groups are not those that are ranked.
 */
export function noiseOf(
  { question }: SnapshotEntry,
  columns: Columns | undefined,
  findings: readonly Finding[],
): Noise | undefined {
  const finding = findings.find(
    ({ entry }) => question?.claim !== undefined && entry.name === `finding-${question.claim}`,
  );
  if (!finding || !columns || !question || question.chart.type === "none") return undefined;
  const { spec, found, verdict } = finding;
  const { label } = question.chart;
  const rows = rowsOf(columns)
    .slice(0, drawnRows)
    .flatMap((row) => {
      const group = found.ranking.find(({ name }) => name === row[label]);
      return group ? [{ name: called(group.name, question.names), ...group.interval }] : [];
    });
  if (rows.length === 0 || rows.length < Math.min(columns.length, drawnRows)) return undefined;
  const leading = verdict === "supported";
  const chart = intervals(
    rows.map((row, index) => ({ ...row, highlight: leading && index === 0 })),
    {
      format: (value) => groupText(value, spec),
      reference: meanOfAll(spec, found.ranking, finding.entry.suppressed !== undefined),
    },
  );
  return { finding, sentence: noiseSentence(verdict, rows), chart };
}
