import type { FindingSpec } from "../../format/finding.ts";
import type { SnapshotEntry } from "../../format/manifest.ts";
import { interval } from "../charts/interval.ts";
import type { Chart } from "../charts/frame.ts";
import { judge, size, type Judgement } from "../sentences/finding.ts";
import { judgedWithout } from "../sentences/withheld.ts";
import { store } from "../site/store.ts";
import { holm } from "../statistics/holm.ts";
import { compareText } from "./cube.ts";
import { measure, type Measured } from "./finding.ts";
import { testedWithout } from "./withheld-groups.ts";

/** A claim with all that was found of it. */
export interface Finding extends Judgement {
  readonly entry: SnapshotEntry;
  readonly spec: FindingSpec;
  readonly found: Measured;
  /** The p-value corrected for all the page's tests; NaN where there is no test. */
  readonly p: number;
  readonly chart: Chart | undefined;
}

/** Every claim of the report, in the order that their files give, judged together. */
export const findings: readonly Finding[] = (() => {
  const measured = store.manifest.snapshots
    .flatMap((entry) => (entry.finding ? [{ entry, spec: entry.finding, found: testedWithout(measure(entry.finding, store.columns(entry.name)), entry.finding, entry, store.columns(entry.name)) }] : []))
    .toSorted((a, b) => a.spec.order - b.spec.order || compareText(a.entry.name, b.entry.name));
  const corrected = holm(measured.map(({ found }) => found.p));
  return measured.map(({ entry, spec, found }, index) => {
    const p = corrected[index] ?? NaN;
    const write = (value: number) => `${value < 0 ? "−" : value > 0 ? "+" : ""}${size(value, spec.unit)}`;
    return { entry, spec, found, p, ...judgedWithout(spec, judge(spec, found, p), entry.withheld, store.manifest.minGroup), chart: found.effect && !Number.isNaN(p) ? interval(found.effect, write, spec.matters) : undefined };
  });
})();
