import {
  labelOf,
  type CleaningEntry,
  type Manifest,
  type SnapshotEntry,
} from "../../format/manifest.ts";
import type { SnapshotStore } from "../../format/store.ts";
import type { Metric } from "../../format/report.ts";
import { suppressedSentence } from "../sentences/suppressed.ts";
import { and, inSentence } from "../text/words.ts";

/** The provenance of a snapshot and of every figure that is read from it. */
export interface Trace {
  readonly entry: SnapshotEntry;
  /** A short title. */
  readonly title: string;
  /** How it was produced, in a sentence. */
  readonly made: string;
  /** The statement whose rows it was rolled up from, if it has no SQL of its own. */
  readonly from: string | undefined;
  /** The columns of the cleaned customers that it was computed from. */
  readonly columns: readonly string[];
  /** The cleaning steps that created or changed any of them. */
  readonly cleaning: readonly CleaningEntry[];
  /** The measures that are computed from its sums. */
  readonly measures: readonly Metric[];
}

const titles: Readonly<Record<string, string>> = {
  "cube-main": "Totals for every combination of filters",
  "cube-margins": "Dashboard totals without filters",
  "profile-numeric": "Summary of the numeric columns",
  "profile-text": "Summary of the text columns",
  "profile-missing": "Missing values",
  "profile-outliers": "Outliers",
  "profile-histograms": "Distributions",
  "profile-correlations": "Correlations",
};

/** Fields of profiles that hold the name of a column. */
const naming = ["column_name", "x", "y"];

/** The cleaning step that recorded a snapshot. */
const stepOf = ({ cleaning }: Manifest, snapshot: string) =>
  cleaning.find(({ table }) => table === snapshot);

function titleOf(
  manifest: Manifest,
  { name, question, finding, driver, kind, fields }: SnapshotEntry,
): string {
  return (
    question?.title ??
    finding?.claim ??
    driver?.title ??
    titles[name] ??
    stepOf(manifest, name)?.title ??
    (kind === "profile"
      ? `${fields.at(-1)?.label ?? ""} by ${inSentence(fields[0]?.label ?? name)}`
      : name)
  );
}

/** The statement that a snapshot was rolled up from. */
const statementOf = ({ statements }: Manifest, { statement }: SnapshotEntry) =>
  statements.find(({ name }) => name === statement);

function runBy(manifest: Manifest, entry: SnapshotEntry): string {
  const { name, kind, statement, by = [] } = entry;
  const engine = `${manifest.engine.name} ${manifest.engine.version}`;
  const labels = by.map((column) => inSentence(labelOf(manifest, column)));
  const rolled =
    kind === "driver"
      ? "Rolled up by each dimension from shared queries."
      : `Rolled up ${labels.length === 0 ? "to one row" : `by ${and(labels)}`} from a shared query.`;
  const asked = statement === undefined ? `Result of this SQL, run by ${engine}.` : rolled;
  switch (kind) {
    case "question":
      return asked;
    case "cube":
      if (manifest.minGroup === 1) return name === "cube-margins" ? everybody : asked;
      return name === "cube-margins"
        ? `${everybody} Small groups are hidden.`
        : `${asked} It has as many columns as keep every group large enough.`;
    case "finding":
    case "driver":
      return `${asked} The tests are computed from its counts and sums when the site is built.`;
    case "profile":
      return "From the profile of the columns: exact counts, sums, and sums of squares.";
    case "cleaning":
      return "Recorded by a cleaning step.";
  }
}

const everybody = "Rolled up by the dimensions of each figure, from shared queries.";

function columnsOf(store: SnapshotStore, entry: SnapshotEntry): readonly string[] {
  const { manifest } = store;
  const known = manifest.dictionary.map((column) => column.name);
  const { name, kind, fields, sql, by = [] } = entry;
  if (kind === "profile") {
    const { values } = store.columns(name);
    const named = new Set<unknown>([
      ...fields.map((field) => field.name),
      ...naming.flatMap((column) => values[column] ?? []),
    ]);
    return known.filter((column) => named.has(column));
  }
  const isNamedIn = (text: string) => (column: string) => new RegExp(`\\b${column}\\b`).test(text);
  const statement = statementOf(manifest, entry);
  if (statement) {
    // Of the statement's columns those that it was rolled up by, and those of the sums it has.
    const sums = [...statement.sql.matchAll(/^ {2}(.*) AS (\w+),?$/gm)]
      .filter(([, , sum = ""]) => kind !== "cube" || fields.some((field) => field.name === sum))
      .map(([, expression = ""]) => expression)
      .join("\n");
    return known.filter((column) => by.includes(column) || isNamedIn(sums)(column));
  }
  if (sql !== undefined) return known.filter(isNamedIn(sql));
  return stepOf(manifest, name)?.columns ?? [];
}

/** The provenance of one snapshot. */
export function traceOf(store: SnapshotStore, entry: SnapshotEntry): Trace {
  const { manifest } = store;
  const columns = columnsOf(store, entry);
  return {
    entry,
    title: titleOf(manifest, entry),
    made: runBy(manifest, entry),
    from: statementOf(manifest, entry)?.name,
    columns,
    cleaning: manifest.cleaning.filter((step) =>
      step.columns.some((column) => columns.includes(column)),
    ),
    measures: entry.kind === "cube" ? manifest.metrics : [],
  };
}

/** The provenance of a snapshot as JSON, which leaves out what is undefined. */
export function traceDocument(
  manifest: Manifest,
  { entry, title, made, from, columns, cleaning, measures }: Trace,
): Readonly<Record<string, unknown>> {
  const { name, kind, rows, bytes, sha256, fields, totals, sql, suppressed } = entry;
  return {
    name,
    kind,
    title,
    made,
    ...(from === undefined ? {} : { from: statementOf(manifest, entry), by: entry.by }),
    file: { name: entry.file, bytes, sha256, rows, fields, totals },
    suppressed: suppressed && suppressedSentence(suppressed, manifest.minGroup, manifest.row),
    ...(sql === undefined ? {} : { engine: manifest.engine, sql }),
    question: entry.question,
    finding: entry.finding,
    driver: entry.driver,
    measures:
      measures.length === 0
        ? undefined
        : measures.map(({ name: measure, label, description, formula }) => ({
            name: measure,
            label,
            description,
            formula,
          })),
    columns,
    cleaning: cleaning.map(({ step, title: of, rule, outcome }) => ({
      step,
      title: of,
      rule,
      outcome,
    })),
    source: {
      title: manifest.title,
      date: manifest.date,
      synthetic: manifest.synthetic,
      ...manifest.source,
    },
  };
}

const sections = [
  ["dashboard", "Dashboard", ["cube"]],
  ["questions", "Questions", ["question"]],
  ["findings", "Findings", ["finding", "driver"]],
  ["data", "Data page", ["profile", "cleaning"]],
] as const;

/** Every snapshot's trace, under the heading of the part of the site that it belongs to. */
export const tracesOf = (store: SnapshotStore) =>
  sections.map(([id, heading, kinds]) => ({
    id: `of-${id}`,
    heading,
    items: store.manifest.snapshots
      .filter(({ kind }) => (kinds as readonly string[]).includes(kind))
      .map((entry) => traceOf(store, entry)),
  }));
