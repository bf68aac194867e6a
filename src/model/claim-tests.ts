import { rowsOf, type Columns } from "../../format/columns.ts";
import type { FindingSpec } from "../../format/finding.ts";
import { negligible as negligibleCorrelation, pearson } from "../statistics/correlation.ts";
import {
  contingency,
  equivalentProportions,
  proportionDifference,
  wilson,
} from "../statistics/counts.ts";
import { accountsForLess } from "../statistics/explained.ts";
import { etaSquared, welchAnova } from "../statistics/groups.ts";
import { holm } from "../statistics/holm.ts";
import { equivalence, meanInterval, welch } from "../statistics/means.ts";
import { count, fixed } from "../text/numbers.ts";
import { compareText } from "./cube.ts";
import { negligible } from "../statistics/thresholds.ts";
import type { Measured, Pair, Ranked } from "./finding.ts";
import { comparable, groupOf, type Group } from "./groups.ts";
import { meanOf, pooled, varianceOf, type Sample } from "../statistics/sample.ts";

/** What is found where nothing can be tested. */
export const nothing: Measured = {
  parts: [],
  absent: [],
  effect: undefined,
  strength: undefined,
  test: "",
  p: NaN,
  equivalent: NaN,
  ranking: [],
  pairs: [],
};

/**
 * Computes a claim's test from its query's rows. A claim about a group that has no rows is not
 * tested, since there is nothing that could support or refute it.
 */
export function measure(spec: FindingSpec, columns: Columns): Measured {
  const names = new Set(columns.values["group_name"]?.map(String));
  const absent =
    spec.comparison === "correlation" || spec.comparison === "none"
      ? []
      : spec.groups.filter((name) => !names.has(name));
  if (absent.length > 0) return { ...nothing, absent };
  const found = tested(spec, columns);
  // One group alone, or groups without any variation, have no statistic to print.
  return Number.isNaN(found.p) ? { ...found, test: "" } : found;
}

function tested(spec: FindingSpec, columns: Columns): Measured {
  const counted = columns.fields.some(({ name }) => name === "outcome");
  if (spec.comparison === "none")
    return counted ? { ...nothing, ranking: counts(spec, columns).ranking } : nothing;
  if (spec.comparison === "contingency") return counts(spec, columns);
  if (spec.comparison === "correlation") return together(spec, columns);
  const groups = rowsOf(columns).map((row) => groupOf(row, { total: "total", squares: "squares" }));
  const parts = groups.map(({ name, n }) => ({ name, n }));
  // With totals below zero there are no parts of a whole.
  if (spec.comparison === "part")
    return groups.some(({ sum }) => sum < 0) || groups.every(({ sum }) => sum === 0)
      ? { ...nothing, parts }
      : { ...nothing, parts, ...partOf(spec, groups) };
  const ranking = groups
    .map((group): Ranked => ({
      name: group.name,
      n: group.n,
      total: group.sum,
      mean: meanOf(group),
      interval: meanInterval(group),
    }))
    .toSorted((a, b) => b.total - a.total);
  if (spec.comparison === "lead") return { ...nothing, parts, ranking };
  const [first, second] = spec.groups.map((name) => groups.find((group) => group.name === name));
  return {
    ...nothing,
    parts,
    ranking,
    ...(first && second ? twoMeans(first, second, spec.matters) : severalMeans(groups)),
  };
}

function twoMeans(a: Sample, b: Sample, matters: number | undefined) {
  const found = welch(a, b);
  const spread = Math.sqrt(
    ((a.n - 1) * varianceOf(a) + (b.n - 1) * varianceOf(b)) / (a.n + b.n - 2),
  );
  return {
    effect: found,
    strength: { kind: "d" as const, value: spread === 0 ? 0 : found.estimate / spread },
    test: `Welch’s t-test: t = ${fixed(found.t, 2)} with ${fixed(found.df, 1)} degrees of freedom`,
    p: found.p,
    equivalent: matters === undefined ? NaN : equivalence(found, matters),
  };
}

function severalMeans(groups: readonly Group[]): Partial<Measured> {
  const usable = comparable(groups);
  if (usable.length < 2) return {};
  const { f, df, p } = welchAnova(usable);
  return {
    strength: { kind: "eta", value: etaSquared(usable) },
    test:
      `Welch’s analysis of variance: F = ${fixed(f, 2)} with ${count(df[0])} and ` +
      `${fixed(df[1], 1)} degrees of freedom`,
    p,
    equivalent: accountsForLess(usable, negligible.eta),
    pairs: pairsOf(usable),
  };
}

/** Pairs grow with the square of the groups, so that of many groups only the largest are paired. */
export const pairedAtMost = 50;

/**
 * Each two of several groups by Welch's test, corrected for the number of pairs. Of many groups the
 * largest are compared: a choice by size says nothing of their means, so the tests stay valid.
 */
function pairsOf(groups: readonly Group[]): Pair[] {
  const ordered = groups
    .toSorted((a, b) => b.n - a.n || compareText(a.name, b.name))
    .slice(0, pairedAtMost)
    .toSorted((a, b) => meanOf(b) - meanOf(a) || compareText(a.name, b.name));
  const pairs = ordered
    .flatMap((a, index) =>
      ordered.slice(index + 1).map((b) => ({ a: a.name, b: b.name, difference: welch(a, b) })),
    )
    .toSorted((x, y) => x.difference.p - y.difference.p);
  const corrected = holm(pairs.map(({ difference }) => difference.p));
  return pairs.map((pair, index) => ({ ...pair, p: corrected[index] ?? NaN }));
}

/** Whether two numbers go together; the effect is their correlation. */
function together(spec: FindingSpec, columns: Columns): Measured {
  const [row = {}] = rowsOf(columns);
  const of = (name: string) => Number(row[name]);
  const found = pearson({
    n: of("n"),
    x: of("sum_x"),
    y: of("sum_y"),
    xx: of("squares_x"),
    yy: of("squares_y"),
    xy: of("products"),
  });
  if (Number.isNaN(found.p)) return nothing;
  return {
    ...nothing,
    parts: [{ name: "", n: found.n }],
    effect: found,
    strength: { kind: "r", value: found.estimate },
    test: Number.isFinite(found.t)
      ? `Pearson’s correlation: t = ${fixed(found.t, 2)} with ${count(found.df)} degrees of freedom`
      : `Pearson’s correlation: all ${count(found.n)} pairs of values lie on one line`,
    p: found.p,
    equivalent: spec.matters === undefined ? NaN : negligibleCorrelation(found, spec.matters),
  };
}

/**
 * A group's share of the total less its share of heads, h. With the mean of all, M, and the
 * difference of the group's mean from the
 * others', d, that is h (1 - h) d / M, so the test and the interval are those of d; M counts as
 * known.
 */
function partOf(spec: FindingSpec, groups: readonly Group[]): Partial<Measured> {
  const inside = pooled(groups.filter(({ name }) => spec.groups.includes(name)));
  const outside = pooled(groups.filter(({ name }) => !spec.groups.includes(name)));
  const all = pooled([inside, outside]);
  const heads = inside.n / all.n;
  const factor = (heads * (1 - heads)) / meanOf(all);
  const means = twoMeans(inside, outside, spec.matters && spec.matters / factor);
  const { estimate, low, high } = means.effect;
  return {
    ...means,
    effect: { estimate: estimate * factor, low: low * factor, high: high * factor },
  };
}

function counts(spec: FindingSpec, columns: Columns): Measured {
  const rows = rowsOf(columns).map((row) => ({
    group: String(row["group_name"]),
    outcome: String(row["outcome"]),
    n: Number(row["n"]),
  }));
  const byGroup = new Map<string, Map<string, number>>();
  for (const { group, outcome, n } of rows)
    byGroup.set(group, (byGroup.get(group) ?? new Map<string, number>()).set(outcome, n));
  const names = [...byGroup.keys()];
  const outcomes = [...new Set(rows.map(({ outcome }) => outcome))];
  const cellOf = (group: string, outcome: string) => byGroup.get(group)?.get(outcome) ?? 0;
  const test = contingency(names.map((group) => outcomes.map((outcome) => cellOf(group, outcome))));
  const share = (group: string) => ({
    hits: cellOf(group, "Yes"),
    n: outcomes.reduce((sum, outcome) => sum + cellOf(group, outcome), 0),
  });
  const [a, b] = spec.groups.map(share);
  const two = a && b && a.n > 0 && b.n > 0 ? { a, b } : undefined;
  return {
    ...nothing,
    parts: names.map((name) => ({ name, n: share(name).n })),
    effect: two && proportionDifference(two.a, two.b),
    strength: Number.isNaN(test.v) ? undefined : { kind: "V", value: test.v },
    test:
      `Chi-square test: χ² = ${fixed(test.chiSquare, 2)} with ${count(test.df)} ` +
      `${test.df === 1 ? "degree" : "degrees"} of freedom`,
    p: test.p,
    equivalent: !two
      ? test.below(negligible.V)
      : spec.matters === undefined
        ? NaN
        : equivalentProportions(two.a, two.b, spec.matters),
    ranking: names
      .map((name): Ranked => {
        const { hits, n } = share(name);
        return { name, n, total: hits, mean: hits / n, interval: wilson({ hits, n }) };
      })
      .toSorted((x, y) => y.mean - x.mean),
  };
}
