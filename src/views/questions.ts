import type { Columns } from "../../format/columns.ts";
import type { SnapshotEntry } from "../../format/manifest.ts";
import type { SnapshotStore } from "../../format/store.ts";
import { chartOf } from "../charts/from-snapshot.ts";
import type { Chart } from "../charts/frame.ts";
import { answer, finding } from "../sentences/answer.ts";
import { cautious } from "../sentences/noise.ts";
import { ofWhatIsShown } from "../sentences/suppressed.ts";
import { inSentence } from "../text/words.ts";
import { compareText } from "../model/cube.ts";
import { findingsOf, type Finding } from "./findings.ts";
import { noiseOf, type Noise } from "./noise.ts";

/** A question with its answer, as its page shows it. */
export interface QuestionPage {
  readonly entry: SnapshotEntry;
  readonly question: NonNullable<SnapshotEntry["question"]>;
  readonly answer: string;
  /** The finding in a few words: the title of the chart. */
  readonly finding: string;
  /** The rows; undefined where they are private. */
  readonly columns: Columns | undefined;
  readonly chart: Chart | undefined;
  /** What the chart is of: "Revenue by gender". */
  readonly subtitle: string;
  /** Whether a ranking is more than chance, where a claim says so. */
  readonly noise: Noise | undefined;
}

function pageOf(
  store: SnapshotStore,
  findings: readonly Finding[],
  entry: SnapshotEntry,
): QuestionPage[] {
  const { question, published, name } = entry;
  if (!question) return [];
  const columns = published ? store.columns(name) : undefined;
  const noise = noiseOf(entry, columns, findings);
  const chart =
    noise?.chart ??
    (columns &&
      chartOf(question.chart, columns, {
        names: question.names,
        ranked: question.reading === "ranking",
      }));
  const title = ofWhatIsShown(
    finding(entry, columns),
    entry.suppressed !== undefined && entry.rows > 0,
  );
  return [
    {
      entry,
      question,
      columns,
      chart,
      answer: answer(entry, columns),
      finding: noise ? cautious(title, noise.finding.verdict) : title,
      subtitle: `${subtitleOf(entry)}${noise ? ", with 95% intervals" : ""}`,
      noise,
    },
  ];
}

function subtitleOf({ question, fields }: SnapshotEntry): string {
  const chart = question?.chart;
  if (!chart || chart.type === "none") return question?.title ?? "";
  const label = (name: string) => fields.find((field) => field.name === name)?.label ?? name;
  const group =
    chart.type === "bars" && chart.group ? ` and ${inSentence(label(chart.group))}` : "";
  return `${label(chart.value)} by ${inSentence(label(chart.label))}${group}`;
}

/** Every question, in the order that their front matter gives. */
export function questionPages(store: SnapshotStore): readonly QuestionPage[] {
  const findings = findingsOf(store);
  return store.manifest.snapshots
    .flatMap((entry) => pageOf(store, findings, entry))
    .toSorted(
      (a, b) => a.question.order - b.question.order || compareText(a.entry.name, b.entry.name),
    );
}
