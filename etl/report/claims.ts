import type { FindingSpec } from "../../format/finding.ts";
import type { Column, ColumnsByName } from "../contract/columns.ts";
import { inSentence, type Noun } from "../words.ts";
import type { ClaimDescription, DriversDescription } from "./analysis-schema.ts";
import type { BoundDimension, Dimensions } from "./dimensions.ts";
import type { BoundMetric } from "./metrics.ts";
import { unknownName, type Problem } from "./problems.ts";

/** A claim, and what it is tested on. */
export interface BoundClaim {
  readonly id: string;
  readonly spec: FindingSpec;
  readonly by?: BoundDimension;
  readonly metric?: BoundMetric;
  /** The two columns of a correlation. */
  readonly pair?: readonly [Column, Column];
}

/** What claims are resolved with. */
export interface ClaimContext {
  readonly columns: ColumnsByName;
  readonly metrics: ReadonlyMap<string, BoundMetric>;
  readonly dimensions: Dimensions;
  readonly row: Noun;
}

const kinds = ["means", "rates", "lead", "part", "correlation"] as const;
const comparisons = {
  means: "means",
  rates: "contingency",
  lead: "lead",
  part: "part",
} as const;

type Wrong = (at: readonly (string | number)[], message: string) => void;

/** @param problems to which mistakes are added */
export function boundClaims(
  described: readonly ClaimDescription[],
  context: ClaimContext,
  problems: Problem[],
): BoundClaim[] {
  const ids = new Set<string>();
  return described.flatMap((claim, index) => {
    const wrong: Wrong = (at, message) => problems.push({ at: ["claims", index, ...at], message });
    if (ids.has(claim.id)) wrong(["id"], `there are two claims "${claim.id}"`);
    ids.add(claim.id);
    const given = kinds.filter((kind) => claim[kind] !== undefined);
    if (given.length > 1 || (given.length === 0 && claim.because === undefined)) {
      wrong([], `needs one of ${kinds.join(", ")}, or because: why the data cannot show it`);
      return [];
    }
    const order = index + 1;
    // What the data cannot show is not tested; its rates are evidence.
    const kind = claim.because === undefined ? given[0] : undefined;
    const bound =
      kind === "correlation"
        ? correlationClaim(claim, order, context, wrong)
        : groupClaim(claim, kind, order, index, context, wrong);
    return bound ? [bound] : [];
  });
}

const specOf = (
  { claim, about, groups, direction, matters, names, because, noun }: ClaimDescription,
  order: number,
  row: Noun,
  by?: BoundDimension,
): Omit<FindingSpec, "comparison" | "measure" | "unit"> => ({
  claim,
  about,
  order,
  groups,
  direction,
  names: { ...by?.names, ...names },
  noun: noun ? { one: noun[0], many: noun[1] } : { ...row },
  ...(matters === undefined ? {} : { matters }),
  ...(because === undefined ? {} : { because }),
});

function correlationClaim(
  claim: ClaimDescription,
  order: number,
  { columns, row }: ClaimContext,
  wrong: Wrong,
): BoundClaim | undefined {
  const [a, b] = (claim.correlation ?? []).map((name, place) => {
    const column = columns.get(name);
    if (!column) wrong(["correlation", place], unknownName("column", name, columns.keys()));
    else if (column.type === "text") wrong(["correlation", place], `"${name}" is text`);
    else if (column.nullable)
      wrong(["correlation", place], `"${name}" may have missing values; fill them in a step`);
    else return column;
    return undefined;
  });
  if (!a || !b) return undefined;
  const measure = claim.measure ?? `${inSentence(a.label)} and ${inSentence(b.label)}`;
  return {
    id: claim.id,
    pair: [a, b],
    spec: { ...specOf(claim, order, row), comparison: "correlation", measure, unit: "" },
  };
}

function groupClaim(
  claim: ClaimDescription,
  kind: keyof typeof comparisons | undefined,
  order: number,
  index: number,
  { metrics, dimensions, row }: ClaimContext,
  wrong: Wrong,
): BoundClaim | undefined {
  const asked = kind ?? "rates";
  const name = claim[asked];
  const metric = name === undefined ? undefined : metrics.get(name);
  if (name !== undefined && !metric) wrong([asked], unknownName("metric", name, metrics.keys()));
  else if (metric && metric.of !== wanted[asked])
    wrong(
      [asked],
      `"${metric.name}" is a ${metric.of}; ${asked} needs a metric that ${needs[wanted[asked]]}`,
    );
  if (claim.by === undefined && kind !== undefined) wrong([], `needs by: what is compared`);
  const by =
    claim.by === undefined ? undefined : dimensions.named(claim.by, ["claims", index, "by"]);
  if (by)
    claim.groups.forEach((group, place) =>
      dimensions.checkValue(by.name, group, ["claims", index, "groups", place]),
    );
  if (kind === "part" && claim.groups.length === 0)
    wrong([], "needs groups: the group whose part it is");
  if (kind === "lead" && claim.groups.length === 0)
    wrong([], "needs groups: those that are said to lead");
  if (kind !== undefined && (!metric || !by || metric.of !== wanted[kind])) return undefined;
  const tested =
    kind !== undefined && metric
      ? {
          comparison: comparisons[kind],
          measure: metric.measure,
          unit: kind === "rates" || kind === "part" ? "points" : metric.unit,
        }
      : { comparison: "none" as const, measure: "", unit: "" };
  return {
    id: claim.id,
    ...(by ? { by } : {}),
    ...(metric ? { metric } : {}),
    spec: {
      ...specOf(claim, order, row, by),
      ...tested,
      ...(claim.measure === undefined ? {} : { measure: claim.measure }),
    },
  };
}

/** The kind of metric that each kind of claim tests. */
const wanted = { means: "mean", rates: "share", lead: "sum", part: "sum" } as const;
const needs = { mean: "is a mean", share: "is a share", sum: "sums" } as const;

/** What may explain which metrics. */
export interface BoundDrivers {
  readonly title: string;
  readonly metrics: readonly BoundMetric[];
  readonly by: readonly BoundDimension[];
}

/** @param problems to which mistakes are added */
export function boundDrivers(
  described: DriversDescription | undefined,
  { metrics, dimensions }: ClaimContext,
  problems: Problem[],
): BoundDrivers | undefined {
  if (!described) return undefined;
  const explained = described.of.flatMap((name, index) => {
    const metric = metrics.get(name);
    if (metric?.of === "mean") return [metric];
    problems.push({
      at: ["drivers", "of", index],
      message: metric
        ? `"${name}" is a ${metric.of}; drivers explain means`
        : unknownName("metric", name, metrics.keys()),
    });
    return [];
  });
  const by = described.by.flatMap(
    (name, index) => dimensions.named(name, ["drivers", "by", index]) ?? [],
  );
  return { title: described.title, metrics: explained, by };
}
