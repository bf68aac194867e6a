import { inSentence } from "../../format/nouns.ts";
import type { Metric } from "../../format/report.ts";
import { labelOfName, type ColumnsByName } from "../contract/columns.ts";
import { sqlWords } from "../contract/names.ts";
import { hitsOf, knownOf, rowCount, sumOf, type Aggregate } from "../plan/aggregates.ts";
import { capitalized, type Noun } from "../words.ts";
import type { MetricDescription } from "./analysis-schema.ts";
import { possibleValues } from "./dimensions.ts";
import { named, noting, unitProblems, unknownName, type Problem, type Wrong } from "./problems.ts";

/** A metric with what its figure is computed from. */
export interface BoundMetric extends Metric {
  /** Which key of report.yaml describes it. */
  readonly of: "count" | "sum" | "mean" | "share" | "ratio";
  /** The aggregates that it reads: what is shown or divided, and what that is divided by. */
  readonly aggregates: readonly Aggregate[];
  /** The columns that it cannot do without. */
  readonly columns: readonly string[];
}

/** What metrics are resolved with. */
export interface MetricContext {
  readonly columns: ColumnsByName;
  readonly row: Noun;
  readonly currency: string;
}

const kinds = ["count", "sum", "mean", "share", "ratio"] as const;

/** Whether a metric adds up over groups. */
export const isAdditive = ({ of }: BoundMetric): boolean => of === "count" || of === "sum";

/**
 * The metrics that report.yaml describes, by name; a report that counts nothing counts its rows.
 * @param problems to which mistakes are added
 */
export function boundMetrics(
  described: Readonly<Record<string, MetricDescription>>,
  context: MetricContext,
  problems: Problem[],
): ReadonlyMap<string, BoundMetric> {
  const entries = Object.entries(described);
  const label = capitalized(context.row.many);
  const all: [string, MetricDescription][] = entries.some(([, { count }]) => count)
    ? entries
    : [[rowsName(context.row), { count: "rows", label, verb: ["has", "have"] }], ...entries];
  const rows = all.find(([, { count }]) => count)?.[0] ?? rowsName(context.row);
  const naming = { rows, sums: sumNames(all) };
  const metrics = new Map<string, BoundMetric>();
  for (const [name, description] of all) {
    const wrong = noting(problems, "metrics", name);
    const given = kinds.filter((kind) => description[kind] !== undefined);
    const [kind] = given;
    if (kind === undefined || given.length > 1) {
      wrong([], `needs one of ${kinds.join(", ")}${given.length > 1 ? ", not several" : ""}`);
      continue;
    }
    const plain =
      kind === "ratio"
        ? ratioOf(name, description, metrics, context, wrong)
        : plainMetric(name, kind, description, naming, context, wrong);
    if (!plain) continue;
    const metric = formatted(plain, description.format, wrong);
    problems.push(...unitProblems(metric.kind === "money", description, ["metrics", name]));
    metrics.set(name, metric);
  }
  return metrics;
}

/** A metric that is written as report.yaml says. */
function formatted(
  metric: BoundMetric,
  format: MetricDescription["format"],
  wrong: Wrong,
): BoundMetric {
  if (format === undefined) return metric;
  if (format === "%") {
    if (metric.of !== "ratio" || metric.kind !== "fixed")
      wrong(["format"], "is for ratios of two counts or of two sums of one kind");
    return { ...metric, kind: "share" };
  }
  if (metric.kind !== "money" && metric.kind !== "fixed")
    wrong(["format"], "is for amounts and for numbers that may have decimals");
  return { ...metric, decimals: format.replace(/^0\.?/, "").length };
}

function rowsName({ many }: Noun): string {
  const word = many
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
  return /^[a-z]/.test(word) && !sqlWords.has(word) ? word : "row_count";
}

/** The name of each column's sum: that of the metric which shows it. */
const sumNames = (all: readonly (readonly [string, MetricDescription])[]) =>
  new Map(all.flatMap(([name, { sum }]) => (sum === undefined ? [] : [[sum, name] as const])));

/** The names of the aggregates that metrics share. */
interface Naming {
  readonly rows: string;
  readonly sums: ReadonlyMap<string, string>;
}

function plainMetric(
  name: string,
  of: "count" | "sum" | "mean" | "share",
  description: MetricDescription,
  { rows, sums }: Naming,
  { columns, row }: MetricContext,
  wrong: Wrong,
): BoundMetric | undefined {
  const all = rowCount(rows, capitalized(row.many));
  const common = commonOf(name, description);
  if (of === "count")
    return {
      ...common,
      of,
      kind: "count",
      unit: "",
      description: description.description ?? `Rows of the cleaned table; each is one ${row.one}.`,
      formula: "COUNT(*)",
      sum: rows,
      scale: 0,
      aggregates: [all],
      columns: [],
    };
  if (of === "share") return shareMetric(name, common, description, all, columns, row, wrong);
  const source = description[of] ?? "";
  const column = named("column", source, columns, wrong, [of]);
  if (column?.type === "text") wrong([of], `"${source}" is text, which cannot be added`);
  if (!column || column.type === "text") return undefined;
  const label = inSentence(column.label);
  const known = sums.get(column.name);
  const sum = sumOf(
    column,
    known ?? `${column.name}_sum`,
    known === name ? common.label : `Sum of ${label}`,
  );
  const isMoney = column.type === "money";
  const ofColumn = {
    ...common,
    of,
    unit: description.unit ?? column.unit,
    sum: sum.field.name,
    scale: sum.scale,
    ...(column.type === "decimal" && sum.scale > 2 ? { decimals: sum.scale } : {}),
    column: column.name,
    columns: [column.name],
  };
  if (of === "sum")
    return {
      ...ofColumn,
      kind: isMoney ? "money" : column.type === "integer" ? "count" : "fixed",
      description: description.description ?? `The sum of ${label}, exact.`,
      formula: sum.sql,
      aggregates: [all, sum],
    };
  const per = column.nullable ? knownOf(column, `${column.name}_known`, rows) : all;
  return {
    ...ofColumn,
    kind: isMoney ? "money" : "fixed",
    description: description.description ?? `The mean of ${label}.`,
    formula: `${sum.sql} / ${per.sql}`,
    per: per.field.name,
    aggregates: [all, sum, ...(per === all ? [] : [per])],
  };
}

const commonOf = (name: string, { label, measure, note, target, verb }: MetricDescription) => {
  const shown = label ?? labelOfName(name);
  return {
    name,
    label: shown,
    measure: measure ?? inSentence(shown),
    ...(note === undefined ? {} : { note }),
    ...(target === undefined ? {} : { target }),
    verb,
  };
};

function shareMetric(
  name: string,
  common: ReturnType<typeof commonOf>,
  { share = {}, description }: MetricDescription,
  all: Aggregate,
  columns: ColumnsByName,
  row: Noun,
  wrong: Wrong,
): BoundMetric | undefined {
  const [[source, wanted] = ["", ""], ...more] = Object.entries(share);
  const column = columns.get(source);
  const values = typeof wanted === "string" ? [wanted] : wanted;
  if (more.length > 0 || source === "") wrong(["share"], "names one column and its value");
  else if (!column) wrong(["share"], unknownName("column", source, columns.keys()));
  else if (column.type !== "text") wrong(["share"], `"${source}" is a number; put it in bins`);
  const possible = possibleValues(column);
  for (const value of values)
    if (possible && !possible.includes(value))
      wrong(["share", source], unknownName("value", value, possible));
  if (column?.type !== "text") return undefined;
  const hits = hitsOf(column, values, `${name}_count`, common.label, all.field.name);
  return {
    ...common,
    of: "share",
    kind: "share",
    unit: "",
    description:
      description ??
      `The share of ${row.many} whose ${inSentence(column.label)} is ${values.join(" or ")}.`,
    formula: `${hits.sql} / ${all.sql}`,
    sum: hits.field.name,
    per: all.field.name,
    scale: 0,
    column: column.name,
    values,
    aggregates: [all, hits],
    columns: [column.name],
  };
}

function ratioOf(
  name: string,
  description: MetricDescription,
  metrics: ReadonlyMap<string, BoundMetric>,
  { currency }: MetricContext,
  wrong: Wrong,
): BoundMetric | undefined {
  const parts = (description.ratio ?? []).map((each, index) => {
    const metric = named("metric before this one", each, metrics, wrong, ["ratio", index]);
    if (!metric || isAdditive(metric)) return metric;
    wrong(["ratio", index], `"${each}" does not add up, so a ratio of it would be wrong`);
    return undefined;
  });
  const [numerator, denominator] = parts;
  if (!numerator || !denominator) return undefined;
  const isMoney = numerator.kind === "money" && denominator.kind !== "money";
  return {
    ...commonOf(name, description),
    of: "ratio",
    kind: isMoney ? "money" : "fixed",
    unit: description.unit ?? (isMoney ? currency : ""),
    description:
      description.description ?? `${numerator.label} divided by ${inSentence(denominator.label)}.`,
    formula: `${numerator.formula} / ${denominator.formula}`,
    sum: numerator.sum,
    per: denominator.sum,
    scale: numerator.scale - denominator.scale,
    aggregates: [...numerator.aggregates, ...denominator.aggregates],
    columns: [...numerator.columns, ...denominator.columns],
  };
}
