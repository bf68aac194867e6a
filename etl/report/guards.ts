import type { GuardDescription } from "./analysis-schema.ts";
import type { ClaimContext } from "./claims.ts";
import type { BoundMetric } from "./metrics.ts";
import { named, noting, type Problem } from "./problems.ts";

export type Action = "stop" | "warn" | "off";

/** How far the data may change from the last build, and what is to become of a build that goes beyond. */
export type Guard = { readonly then: Action } & (
  | { readonly kind: "rows"; readonly way: "fell" | "rose"; readonly limit: number }
  | { readonly kind: "metric"; readonly metric: BoundMetric; readonly limit: number }
  | {
      readonly kind: "missing";
      readonly column: string;
      readonly label: string;
      readonly limit: number;
    }
  | {
      readonly kind: "values";
      readonly way: "new" | "vanished";
      readonly dimension: string;
      readonly noun: string;
    }
  | { readonly kind: "columns"; readonly way: "new" | "vanished" }
);

/** The keys of which each guard has one. */
export const guardKinds = ["rows", "metric", "missing", "values", "column"] as const;

/** @param problems to which mistakes are added */
export function boundGuards(
  described: readonly GuardDescription[],
  { columns, metrics, dimensions }: Omit<ClaimContext, "row">,
  problems: Problem[],
): Guard[] {
  return described.flatMap((guard, index): Guard[] => {
    const wrong = noting(problems, "guards", index);
    const lacks = (what: string) => {
      wrong([], `needs ${what}`);
      return [];
    };
    const given = guardKinds.filter((kind) => guard[kind] !== undefined);
    if (given.length !== 1) return lacks(`one of ${guardKinds.join(", ")}`);
    const { then } = guard;
    const limit = guard.more_than ?? guard.moved;
    if (guard.column !== undefined) return [{ then, kind: "columns", way: guard.column }];
    if (guard.values !== undefined) {
      if (guard.of === undefined) return lacks("of: the dimension whose values to watch");
      const dimension = dimensions.named(guard.of, ["guards", index, "of"]);
      if (!dimension) return [];
      const { name, noun } = dimension;
      return [{ then, kind: "values", way: guard.values, dimension: name, noun: noun.one }];
    }
    if (limit === undefined)
      return lacks(`${guard.metric === undefined ? "more_than" : "moved"}: the limit`);
    if (guard.rows !== undefined) return [{ then, kind: "rows", way: guard.rows, limit }];
    if (guard.missing !== undefined) {
      const column = named("column", guard.missing, columns, wrong, ["missing"]);
      if (!column) return [];
      return [{ then, kind: "missing", column: column.name, label: column.label, limit }];
    }
    const metric = named("metric", guard.metric ?? "", metrics, wrong, ["metric"]);
    return metric ? [{ then, kind: "metric", metric, limit }] : [];
  });
}
