import { transpose } from "d3-array";
import { columnsFrom, type Columns, type Value } from "../../format/columns.ts";
import type { Model } from "../../format/manifest.ts";
import type { Metric, SumSpec } from "../../format/report.ts";
import type { Analysis } from "../report/analysis.ts";
import type { BoundMetric } from "../report/metrics.ts";
import { field } from "../result-table.ts";
import type { Aggregate } from "./aggregates.ts";
import type { Rolled } from "./base.ts";
import { packedBytes } from "./packed.ts";
import { fitting, mostCubeCells, type Sizes } from "./plan.ts";

/** Metrics of the dashboard, in the order in which report.yaml has them. */
export function shownMetrics({ metrics, dashboard }: Analysis): BoundMetric[] {
  const { headline, lead, kpis, figures } = dashboard;
  const names = new Set([
    lead,
    ...kpis,
    ...figures.flatMap(({ metric, columns }) => [metric, ...columns]),
    ...[headline?.volume, headline?.rate].filter((name) => name !== undefined),
  ]);
  return [...metrics.values()].filter(({ name }) => names.has(name));
}

/** A sum of the dashboard: a column of its cube, or the rows of one of its dimensions' values. */
export interface ShownSum extends SumSpec {
  readonly aggregate: Aggregate;
}

/** What cubes sum up, the number of rows first. */
export function shownSums(analysis: Analysis): ShownSum[] {
  const dimensions = new Set(analysis.dashboard.dimensions.map(({ name }) => name));
  const sums = new Map<string, ShownSum>();
  for (const { aggregates, of, column, values, sum } of shownMetrics(analysis))
    for (const aggregate of aggregates) {
      const { name } = aggregate.field;
      const isCounted = of === "share" && name === sum && dimensions.has(column ?? "");
      sums.set(name, {
        name,
        aggregate,
        ...(isCounted ? { where: { dimension: column ?? "", values: [...(values ?? [])] } } : {}),
      });
    }
  return [...sums.values()];
}

/** The sums that cubes have as columns. */
export const storedSums = (analysis: Analysis): Aggregate[] =>
  shownSums(analysis).flatMap(({ aggregate, where }) => (where ? [] : [aggregate]));

/** What pages are told of the analysis. */
export function modelOf(analysis: Analysis): Omit<Model, "row" | "orders"> {
  const { dimensions, ...dashboard } = analysis.dashboard;
  return {
    sums: shownSums(analysis).map(({ name, where }) => ({ name, ...(where ? { where } : {}) })),
    metrics: shownMetrics(analysis).map(metricEntry),
    dimensions: dimensions.map(({ within: _, ...dimension }) => dimension),
    dashboard,
  };
}

/** A metric as the manifest has it. */
export function metricEntry({
  of: _of,
  aggregates: _aggregates,
  columns: _columns,
  values,
  ...metric
}: BoundMetric): Metric {
  return { ...metric, ...(values ? { values: [...values] } : {}) };
}

/** The cube of some dimensions. */
export function cubeColumns(analysis: Analysis, by: readonly string[], rolled: Rolled): Columns {
  const sums = storedSums(analysis);
  const labels = new Map(analysis.dashboard.dimensions.map(({ name, label }) => [name, label]));
  const keys = by.map((_, place) => rolled.keys.map((key): Value => key[place] ?? ""));
  return columnsFrom(
    [
      ...by.map((name) => field(name, "text", labels.get(name) ?? name)),
      ...sums.map((sum) => sum.field),
    ],
    transpose<Value>([...keys, ...sums.map(rolled.values)]),
  );
}

/** The most bytes that a browser fetches of a cube. */
const mostBytes = 30_000;

const fitsBrowser = (analysis: Analysis, by: readonly string[], rolled: Rolled): boolean =>
  packedBytes(cubeColumns(analysis, by, rolled)) <= mostBytes;

/**
 * The figures that the cube of all filters cannot answer: the name of each one's cube, what that is
 * by, and by which slicers of the cube of all filters it could be as well.
 * @param held the dimensions of the cube of all filters
 */
const ownOf = ({ dashboard: { slicers, figures } }: Analysis, held: readonly string[]) =>
  figures
    .filter(({ by }) => !by.every((name) => held.includes(name)))
    .map(({ id, by }) => ({
      name: `cube-figure-${id}`,
      by,
      filters: slicers.filter((name) => held.includes(name) && !by.includes(name)),
    }));

/** What has to be asked for the cubes of single figures, each with as many slicers as it may have. */
export const ownAsks = (analysis: Analysis, together: readonly string[], sizes: Sizes) =>
  ownOf(analysis, together)
    .map(({ by, filters }) => ({ by, all: fitting([...by, ...filters], sizes, mostCubeCells) }))
    .filter(({ by, all }) => all.length > by.length && by.every((name) => all.includes(name)))
    .map(({ all }) => all);

/**
 * The cubes of single figures: each has the slicers that leave it small enough, the first ones first.
 * @param rollUp undefined for dimensions that were not asked together
 */
export const ownCubes = (
  analysis: Analysis,
  held: readonly string[],
  rollUp: (by: readonly string[]) => Rolled | undefined,
) =>
  ownOf(analysis, held).flatMap(({ name, by, filters }) => {
    for (let most = filters.length; most > 0; most--) {
      const all = [...filters.slice(0, most), ...by];
      const rolled = rollUp(all);
      if (rolled && fitsBrowser(analysis, all, rolled)) return [{ name, by: all }];
    }
    return [];
  });

/**
 * The dimensions of the cube that browsers fetch: the slicers, then those of the figures in order,
 * each if the cube stays small enough with it.
 * @param wanted the dimensions that were asked together
 */
export function cubeDimensions(
  analysis: Analysis,
  wanted: readonly string[],
  rollUp: (by: readonly string[]) => Rolled,
): string[] {
  const fits = (by: readonly string[]) => fitsBrowser(analysis, by, rollUp(by));
  if (wanted.length > 0 && fits(wanted)) return [...wanted];
  return wanted.reduce<string[]>(
    (taken, name) => (fits([...taken, name]) ? [...taken, name] : taken),
    [],
  );
}
