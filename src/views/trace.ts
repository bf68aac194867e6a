import type { CleaningEntry, Manifest, SnapshotEntry } from "../../format/manifest.ts";
import type { SnapshotStore } from "../../format/store.ts";
import { measures, type Measure } from "../model/measures.ts";
import { dimensionNames } from "../model/selection.ts";
import { suppressedSentence } from "../sentences/suppressed.ts";
import { inSentence } from "../text/words.ts";

/** The provenance of a snapshot and of every figure that is read from it. */
export interface Trace {
  readonly entry: SnapshotEntry;
  /** A short title. */
  readonly title: string;
  /** How it was produced, in a sentence. */
  readonly made: string;
  /**
   * The snapshot whose SQL result it was summed from, if it has no SQL of its own.
   */
  readonly from: string | undefined;
  /** The columns of the cleaned customers that it was computed from. */
  readonly columns: readonly string[];
  /** The cleaning steps that created or changed any of them. */
  readonly cleaning: readonly CleaningEntry[];
  /** The measures that are computed from its sums. */
  readonly measures: readonly Measure[];
}

const titles: Readonly<Record<string, string>> = {
  "cube-margins": "Dashboard totals for all customers",
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
  const sums = `Totals for every combination of filters${fields.some((field) => field.name === "item_purchased") ? " and products" : ""}`;
  return (
    question?.title ??
    finding?.claim ??
    driver?.title ??
    titles[name] ??
    stepOf(manifest, name)?.title ??
    (kind === "cube"
      ? sums
      : kind === "profile"
        ? `${fields.at(-1)?.label ?? ""} by ${inSentence(fields[0]?.label ?? name)}`
        : name)
  );
}

/**
 * The snapshot with the SQL whose rows were summed; that of the margins if the cells are
 * suppressed.
 */
function sourceOf(manifest: Manifest, { addedUpFrom }: SnapshotEntry): SnapshotEntry | undefined {
  if (addedUpFrom === undefined) return undefined;
  return [addedUpFrom, "cube-margins"].flatMap(
    (source) => manifest.snapshots.find(({ name }) => name === source) ?? [],
  )[0];
}

function runBy(manifest: Manifest, entry: SnapshotEntry): string {
  const { name, kind } = entry;
  const asked = `this SQL, run by ${manifest.engine.name} ${manifest.engine.version}`;
  switch (kind) {
    case "question":
      return `Result of ${asked}.`;
    case "cube":
      if (entry.addedUpFrom !== undefined)
        return (
          "Summed over all " +
          `products${manifest.minGroup === 1 ? " from" : ", by as many columns as keep every group large enough, from the rows behind"} ${sourceOf(manifest, entry)?.name ?? entry.addedUpFrom}; no SQL of its own was run.`
        );
      return (
        "Result of " +
        `${asked}${manifest.minGroup === 1 ? "" : name === "cube-margins" ? ", summed by the dimensions that pages show" : ", summed by as many columns as keep every group large enough"}.`
      );
    case "finding":
    case "driver":
      return `Counts and sums from ${asked}; the tests are computed from them when the site is built.`;
    case "profile":
      return "From the profile of the columns: exact counts, sums, and sums of squares.";
    case "cleaning":
      return "Recorded by a cleaning step.";
  }
}

function columnsOf(store: SnapshotStore, entry: SnapshotEntry): readonly string[] {
  const { manifest } = store;
  const customerColumns = manifest.dictionary.map((column) => column.name);
  const { name, kind, fields, sql } = entry;
  const own: readonly string[] = fields.map((field) => field.name);
  if (kind === "profile") {
    const { values } = store.columns(name);
    const named = new Set<unknown>([...own, ...naming.flatMap((column) => values[column] ?? [])]);
    return customerColumns.filter((column) => named.has(column));
  }
  const source = sourceOf(manifest, entry);
  if (source)
    return columnsOf(store, source).filter(
      (column) => own.includes(column) || !isDimension(column),
    );
  if (sql !== undefined)
    return customerColumns.filter((column) => new RegExp(`\\b${column}\\b`).test(sql));
  return stepOf(manifest, name)?.columns ?? [];
}

const isDimension = (column: string) => dimensionNames.some((dimension) => dimension === column);

/** The provenance of one snapshot. */
export function traceOf(store: SnapshotStore, entry: SnapshotEntry): Trace {
  const { manifest } = store;
  const columns = columnsOf(store, entry);
  return {
    entry,
    title: titleOf(manifest, entry),
    made: runBy(manifest, entry),
    from: sourceOf(manifest, entry)?.name,
    columns,
    cleaning: manifest.cleaning.filter((step) =>
      step.columns.some((column) => columns.includes(column)),
    ),
    measures: entry.kind === "cube" ? Object.values(measures) : [],
  };
}

/** The provenance of a snapshot as JSON. */
export function traceDocument(
  manifest: Manifest,
  { entry, title, made, from, columns, cleaning, measures: computed }: Trace,
): Readonly<Record<string, unknown>> {
  const {
    name,
    kind,
    rows,
    bytes,
    sha256,
    fields,
    totals,
    question,
    finding,
    driver,
    sql,
    suppressed,
  } = entry;
  return {
    name,
    kind,
    title,
    made,
    ...(from === undefined ? {} : { from }),
    file: { name: entry.file, bytes, sha256, rows, fields, totals },
    ...(suppressed ? { suppressed: suppressedSentence(suppressed, manifest.minGroup) } : {}),
    ...(sql === undefined ? {} : { engine: manifest.engine, sql }),
    ...(question ? { question } : {}),
    ...(finding ? { finding } : {}),
    ...(driver ? { driver } : {}),
    ...(computed.length > 0
      ? {
          measures: computed.map(({ name: measure, label, description, formula }) => ({
            name: measure,
            label,
            description,
            formula,
          })),
        }
      : {}),
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

/** The traces of one part of the site, under its heading. */
export interface TraceSection {
  readonly id: string;
  readonly heading: string;
  readonly items: readonly Trace[];
}

const sections = [
  ["dashboard", "Dashboard", ["cube"]],
  ["questions", "Questions", ["question"]],
  ["findings", "Findings", ["finding", "driver"]],
  ["data", "Data page", ["profile", "cleaning"]],
] as const;

/** Every snapshot's trace, by the part of the site that it belongs to. */
export const tracesOf = (store: SnapshotStore): TraceSection[] =>
  sections.map(([id, heading, kinds]) => ({
    id: `of-${id}`,
    heading,
    items: store.manifest.snapshots
      .filter(({ kind }) => (kinds as readonly string[]).includes(kind))
      .map((entry) => traceOf(store, entry)),
  }));
