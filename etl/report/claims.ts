import type { FindingSpec } from "../../format/finding.ts";
import type { Column, ColumnsByName } from "../contract/columns.ts";
import { inSentence, type Noun } from "../words.ts";
import type { ClaimDescription, DriversDescription } from "./analysis-schema.ts";
import type { BoundDimension, Dimensions } from "./dimensions.ts";
import type { BoundMetric } from "./metrics.ts";
import { named, noting, unknownName, type Problem, type Wrong } from "./problems.ts";

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

/** How each kind of claim about groups is compared, and the kind of metric that it tests. */
const tests = {
  means: { comparison: "means", of: "mean", needs: "is a mean" },
  rates: { comparison: "contingency", of: "share", needs: "is a share" },
  lead: { comparison: "lead", of: "sum", needs: "sums" },
  part: { comparison: "part", of: "sum", needs: "sums" },
} as const;

/** @param problems to which mistakes are added */
export function boundClaims(
  described: readonly ClaimDescription[],
  context: ClaimContext,
  problems: Problem[],
): BoundClaim[] {
  const ids = new Set<string>();
  return described.flatMap((claim, index) => {
    const wrong = noting(problems, "claims", index);
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
    const at = ["correlation", place];
    const column = named("column", name, columns, wrong, at);
    if (column?.type === "text") wrong(at, `"${name}" is text`);
    else if (column?.nullable) wrong(at, `"${name}" may have missing values; fill them in a step`);
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
  kind: keyof typeof tests | undefined,
  order: number,
  index: number,
  { metrics, dimensions, row }: ClaimContext,
  wrong: Wrong,
): BoundClaim | undefined {
  const asked = kind ?? "rates";
  const name = claim[asked];
  const { comparison, of, needs } = tests[asked];
  const metric = name === undefined ? undefined : named("metric", name, metrics, wrong, [asked]);
  if (metric && metric.of !== of)
    wrong([asked], `"${metric.name}" is a ${metric.of}; ${asked} needs a metric that ${needs}`);
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
  if (kind !== undefined && (!by || metric?.of !== of)) return undefined;
  const tested =
    kind !== undefined && metric
      ? {
          comparison,
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
