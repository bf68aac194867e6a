import { max } from "d3-array";
import type { Metric } from "../../../format/report.ts";
import type { Slice } from "../../model/dashboard.ts";
import { valueOf } from "../../model/metric.ts";
import { isolated } from "../../text/direction.ts";
import { count } from "../../text/numbers.ts";
import { and } from "../../text/words.ts";

/** The slices at the top of a metric: one, or all that tie for it. */
export function leaders(slices: readonly Slice[], metric: Metric): readonly Slice[] {
  const values = slices.map(({ sums }) => valueOf(metric, sums) ?? -Infinity);
  const top = max(values);
  return slices.filter((_, index) => values[index] === top);
}

const namedAtMost = 3;

/** Names in words, each once; more than a few are counted instead: "4 categories". */
export function namesInWords(names: readonly string[], many: string): string {
  const distinct = [...new Set(names.map(isolated))];
  return distinct.length > namedAtMost ? `${count(distinct.length)} ${many}` : and(distinct);
}
