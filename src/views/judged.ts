import type { FindingSpec } from "../../format/finding.ts";
import type { Noun } from "../../format/report.ts";
import { judge, type Judgement } from "../sentences/finding.ts";
import { judgedWithout } from "../sentences/suppressed.ts";
import { holm } from "../statistics/holm.ts";
import { compareText } from "../model/cube.ts";
import type { Claim, Measured } from "../model/finding.ts";
import { measure, nothing } from "../model/claim-tests.ts";

/** What was found of a claim that is judged together with others. */
export interface Judged<T extends Claim = Claim> extends Judgement {
  readonly claim: T;
  readonly spec: FindingSpec;
  readonly found: Measured;
  /** The p-value corrected for all the tests; NaN where there is none. */
  readonly p: number;
}

/**
 * Judges claims together, in the order that their files give.
 * @param least the fewest customers that a published figure may be of
 */
export function judgedTogether<T extends Claim>(
  claims: readonly T[],
  least: number,
  row: Noun,
): Judged<T>[] {
  const measured = claims
    .flatMap((claim) => {
      const { finding: spec } = claim.entry;
      if (!spec) return [];
      return [{ claim, spec, found: testedWithout(measure(spec, claim.columns), spec, claim) }];
    })
    .toSorted(
      (a, b) => a.spec.order - b.spec.order || compareText(a.claim.entry.name, b.claim.entry.name),
    );
  const corrected = holm(measured.map(({ found }) => found.p));
  return measured.map((each, index) => {
    const p = corrected[index] ?? NaN;
    return {
      ...each,
      p,
      ...judgedWithout(
        each.spec,
        judge(each.spec, each.found, p),
        each.claim.entry.suppressed,
        least,
        row,
      ),
    };
  });
}

/**
 * What was found of a claim, without its test where the groups that are left cannot show it: what
 * compares with everybody or asks for the first of all needs every group, and any other two at
 * least, and those that it names.
 */
function testedWithout(found: Measured, spec: FindingSpec, { entry, columns }: Claim): Measured {
  const names = new Set(columns.values["group_name"]);
  const isEnough =
    spec.comparison !== "part" &&
    spec.comparison !== "lead" &&
    names.size > 1 &&
    spec.groups.every((name) => names.has(name));
  return spec.comparison === "correlation" || entry.suppressed === undefined || isEnough
    ? found
    : { ...nothing, parts: found.parts, absent: found.absent };
}
