import { cleanedColumns, type Cleaned } from "./cleaned.ts";
import { boundClaims, boundDrivers, type BoundClaim, type BoundDrivers } from "./claims.ts";
import { boundDashboard, type BoundDashboard } from "./dashboard.ts";
import { boundDimensions } from "./dimensions.ts";
import { boundGuards, type Guard } from "./guards.ts";
import { boundMetrics, type BoundMetric } from "./metrics.ts";
import type { Problem } from "./problems.ts";
import { checkSumNames } from "./sum-names.ts";
import type { ReportDescription } from "./schema.ts";

/** What a report asks of its cleaned rows, with every reference resolved. */
export interface Analysis {
  readonly metrics: ReadonlyMap<string, BoundMetric>;
  readonly dashboard: BoundDashboard;
  readonly claims: readonly BoundClaim[];
  readonly drivers: BoundDrivers | undefined;
  readonly guards: readonly Guard[];
}

/** @param problems to which mistakes are added */
export function boundAnalysis(
  description: ReportDescription,
  { row, currency, ...cleaned }: Cleaned & Pick<ReportDescription, "row" | "currency">,
  problems: Problem[],
): Analysis {
  const columns = new Map(cleanedColumns(cleaned).map((column) => [column.name, column]));
  const metrics = boundMetrics(description.metrics, { columns, row, currency }, problems);
  const dimensions = boundDimensions(description.dimensions, columns, problems);
  const dashboard = boundDashboard(description.dashboard, metrics, dimensions, problems);
  const context = { columns, metrics, dimensions, row };
  const analysis = {
    metrics,
    dashboard,
    claims: boundClaims(description.claims, context, problems),
    drivers: boundDrivers(description.drivers, context, problems),
    guards: boundGuards(description.guards, context, problems),
  };
  checkSumNames(analysis, columns, row, problems);
  return analysis;
}

/**
 * What can be asked of rows that have only these columns: what needs another is left out.
 * @returns the analysis, and what it lacks, in words
 */
export function availableAnalysis(
  analysis: Analysis,
  columns: ReadonlySet<string>,
): { readonly analysis: Analysis; readonly leftOut: readonly string[] } {
  const metrics = new Map(
    [...analysis.metrics].filter(([, metric]) => metric.columns.every((name) => columns.has(name))),
  );
  const { dashboard, drivers } = analysis;
  const isThere = (dimension: string) => columns.has(dimension);
  const hasMetric = (name: string | undefined) => name === undefined || metrics.has(name);
  const figures = dashboard.figures
    .filter(({ metric, by }) => hasMetric(metric) && by.every(isThere))
    .map((figure) => ({ ...figure, columns: figure.columns.filter(hasMetric) }));
  const { headline } = dashboard;
  const isLed =
    headline !== undefined && hasMetric(headline.leader) && isThere(headline.by)
      ? hasMetric(headline.volume) && hasMetric(headline.rate)
        ? headline
        : { leader: headline.leader, by: headline.by }
      : undefined;
  const { headline: _, ...rest } = dashboard;
  const kpis = dashboard.kpis.filter(hasMetric);
  const lead = metrics.has(dashboard.lead)
    ? dashboard.lead
    : ([...metrics].find(([, { of }]) => of === "count")?.[0] ?? "");
  const claims = analysis.claims.filter(
    ({ by, metric, pair }) =>
      (by === undefined || isThere(by.name)) &&
      (metric === undefined || hasMetric(metric.name)) &&
      (pair ?? []).every(({ name }) => columns.has(name)),
  );
  const explained = (drivers?.metrics ?? []).filter(({ name }) => metrics.has(name));
  const explaining = (drivers?.by ?? []).filter(({ name }) => isThere(name));
  const asked = [
    ...dashboard.dimensions,
    ...analysis.claims.flatMap(({ by, pair = [] }) => [...(by ? [by] : []), ...pair]),
    ...(drivers?.by ?? []),
  ];
  return {
    analysis: {
      ...analysis,
      metrics,
      claims,
      dashboard: {
        ...rest,
        ...(isLed ? { headline: isLed } : {}),
        lead,
        kpis: kpis.length > 0 ? kpis : [lead],
        slicers: dashboard.slicers.filter(isThere),
        figures,
        dimensions: dashboard.dimensions.filter(({ name }) => isThere(name)),
      },
      drivers:
        drivers && explained.length > 0 && explaining.length > 0
          ? { ...drivers, metrics: explained, by: explaining }
          : undefined,
    },
    leftOut: [
      ...[...analysis.metrics.values()].filter(({ name }) => !metrics.has(name)),
      ...[...new Map(asked.map((each) => [each.name, each])).values()].filter(
        ({ name }) => !isThere(name),
      ),
    ].map(({ label }) => label),
  };
}
