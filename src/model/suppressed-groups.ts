import type { Columns } from "../../format/columns.ts";
import type { FindingSpec } from "../../format/finding.ts";
import type { SnapshotEntry } from "../../format/manifest.ts";
import type { Measured } from "./finding.ts";

/**
 * What was found of a claim, without its test where the groups that are left cannot show it: what
 * compares with everybody or asks for the
 * first of all needs every group, and any other two at least, and those that it names.
 */
export function testedWithout(
  found: Measured,
  spec: FindingSpec,
  { suppressed }: Pick<SnapshotEntry, "suppressed">,
  columns: Columns,
): Measured {
  const names = new Set(columns.values["group_name"]);
  if (spec.comparison === "correlation") return found;
  const isEnough =
    spec.comparison !== "part" &&
    spec.comparison !== "lead" &&
    names.size > 1 &&
    spec.groups.every((name) => names.has(name));
  return suppressed === undefined || isEnough
    ? found
    : {
        ...found,
        effect: undefined,
        strength: undefined,
        test: "",
        p: NaN,
        equivalent: NaN,
        ranking: [],
        pairs: [],
      };
}
