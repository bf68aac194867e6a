import type { Analysis } from "../report/analysis.ts";
import type { Rolled } from "./base.ts";
import { shownMetrics, shownSums, storedSums } from "./cube.ts";

/** By what everybody is shown, and which counts of a part of the rows are shown of each group. */
export interface MarginSet {
  readonly by: readonly string[];
  /** Names of sums that count the rows of a share. */
  readonly hits: readonly string[];
}

/** Everybody by some dimensions: the values of each group, and what it sums to. */
export interface Grouping extends MarginSet {
  readonly groups: readonly {
    readonly keys: readonly string[];
    /** By the names of sums. */
    readonly sums: ReadonlyMap<string, number>;
  }[];
}

/** The sums that count the rows of a share and are columns of cubes. */
export function hitSums(analysis: Analysis): ReadonlySet<string> {
  const stored = new Set(storedSums(analysis).map(({ field: { name } }) => name));
  return new Set(
    shownMetrics(analysis).flatMap(({ of, sum }) =>
      of === "share" && stored.has(sum) ? [sum] : [],
    ),
  );
}

/**
 * By which dimensions figures show everybody: by none, by those of each figure, and by each of a
 * figure's two, but for values of which only the first few are shown.
 */
export function marginSets(analysis: Analysis): MarginSet[] {
  const { figures, headline } = analysis.dashboard;
  const sums = new Map(shownMetrics(analysis).map(({ name, sum }) => [name, sum]));
  const known = hitSums(analysis);
  const hitsOf = (metrics: readonly string[]) =>
    metrics.map((name) => sums.get(name) ?? "").filter((name) => known.has(name));
  const sets = new Map<string, { by: readonly string[]; hits: Set<string> }>();
  const add = (by: readonly string[], metrics: readonly string[] = []) => {
    // In whatever order two figures name two dimensions, their groups are the same.
    const key = by.toSorted().join(" ");
    const set = sets.get(key) ?? { by, hits: new Set() };
    for (const hit of hitsOf(metrics)) set.hits.add(hit);
    sets.set(key, set);
  };
  // Of everybody each share can be had of the cube, so groups must not be left out as if it could not.
  add([], [...sums.keys()]);
  for (const { mark, by, metric, columns } of figures)
    if (by.length === 1) add(by, [metric, ...columns]);
    else for (const name of by.slice(mark === "grouped" ? 1 : 0)) add([name]);
  if (headline)
    add(
      [headline.by],
      [headline.rate, headline.volume].filter((name) => name !== undefined),
    );
  for (const { where } of shownSums(analysis)) if (where) add([where.dimension]);
  for (const { by, metric, columns } of figures) if (by.length === 2) add(by, [metric, ...columns]);
  // A share of a dimension's values is counted from that dimension, in the groups of another too.
  const counted = new Map(shownSums(analysis).map(({ name, where }) => [name, where?.dimension]));
  const addShares = (by: string, metrics: readonly (string | undefined)[]) => {
    for (const metric of metrics) {
      const dimension = counted.get(sums.get(metric ?? "") ?? "");
      if (dimension !== undefined && dimension !== by) add([by, dimension]);
    }
  };
  for (const { by, metric, columns } of figures)
    if (by.length === 1) addShares(by[0] ?? "", [metric, ...columns]);
  if (headline) addShares(headline.by, [headline.rate, headline.volume]);
  return [...sets.values()].map(({ by, hits }) => ({ by, hits: [...hits] }));
}

/** Everybody by what the figures show. */
export function groupingsOf(
  analysis: Analysis,
  rollUp: (by: readonly string[]) => Rolled,
): Grouping[] {
  const sums = storedSums(analysis);
  return marginSets(analysis).map((set) => {
    const rolled = rollUp(set.by);
    const columns = sums.map((sum) => [sum.field.name, rolled.values(sum)] as const);
    return {
      ...set,
      groups: rolled.keys.map((keys, row) => ({
        keys,
        sums: new Map(columns.map(([name, values]) => [name, values[row] ?? 0])),
      })),
    };
  });
}
