import type { ColumnsByName } from "../contract/columns.ts";
import type { Aggregate } from "../plan/aggregates.ts";
import { claimAsk, driverAsks, findingContext } from "../plan/findings.ts";
import type { Noun } from "../words.ts";
import type { BoundClaim, BoundDrivers } from "./claims.ts";
import type { BoundDimension } from "./dimensions.ts";
import type { BoundMetric } from "./metrics.ts";
import type { Problem } from "./problems.ts";

/**
 * Notes sums that statements would call alike, and sums that are called as a dimension is: one would
 * be taken for the other.
 * @param problems to which mistakes are added
 */
export function checkSumNames(
  {
    metrics,
    dashboard,
    claims,
    drivers,
  }: {
    readonly metrics: ReadonlyMap<string, BoundMetric>;
    readonly dashboard: { readonly dimensions: readonly BoundDimension[] };
    readonly claims: readonly BoundClaim[];
    readonly drivers: BoundDrivers | undefined;
  },
  columns: ColumnsByName,
  row: Noun,
  problems: Problem[],
): void {
  const context = findingContext(metrics.values(), columns, row);
  const used: readonly (readonly [at: Problem["at"], sums: readonly Aggregate[]])[] = [
    ...[...metrics].map(([name, { aggregates }]) => [["metrics", name], aggregates] as const),
    ...claims.map(
      (claim) => [["claims", claim.spec.order - 1], claimAsk(claim, context).aggregates] as const,
    ),
    ...(drivers ? driverAsks(drivers, context) : []).map(
      ({ aggregates }) => [["drivers"], aggregates] as const,
    ),
  ];
  const dimensions = new Set([
    ...dashboard.dimensions.map(({ name }) => name),
    ...claims.flatMap(({ by }) => by?.name ?? []),
    ...(drivers?.by ?? []).map(({ name }) => name),
  ]);
  const known = new Map<string, string>();
  const noted = new Set<string>();
  for (const [at, sums] of used)
    for (const { field, sql } of sums) {
      const { name } = field;
      const isTwice = (known.get(name) ?? sql) !== sql;
      known.set(name, known.get(name) ?? sql);
      if (noted.has(name) || !(isTwice || dimensions.has(name))) continue;
      noted.add(name);
      const place = metrics.has(name) ? ["metrics", name] : at;
      problems.push({
        at: place,
        isKey: place[0] === "metrics",
        message: dimensions.has(name)
          ? `has the same name as a dimension; choose another name`
          : `"${name}" is already the name of another sum; choose another name`,
      });
    }
}
