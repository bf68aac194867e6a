import { areParts, kindOfMetric, valueOf } from "../../model/metric.ts";
import { full, inWords, isMoney, percent } from "../../text/numbers.ts";
import { inSentence } from "../../text/words.ts";
import { isolated } from "../../text/direction.ts";
import { shownName } from "../selection.ts";
import { leaders } from "./leaders.ts";
import { nameOf, nothing, withLabel, type Title } from "./title.ts";

/** "Subscribers: 27% of customers": a part of the whole, or what it comes to where there is none. */
export const share: Title = (titled) => {
  const { data, metric, dimensions } = titled;
  const { slices, spec } = data;
  const values = slices.map(({ sums }) => valueOf(metric, sums) ?? 0);
  if (values.every((each) => each === 0)) return nothing(titled);
  const total = values.reduce((sum, each) => sum + each, 0);
  const meant =
    spec.of === undefined
      ? leaders(slices, metric)[0]
      : slices.find(({ keys }) => keys[0] === spec.of);
  const label = inSentence(metric.label);
  const value = meant ? (valueOf(metric, meant.sums) ?? 0) : 0;
  const name = isolated(meant ? nameOf(meant, titled) : shownName(dimensions[0], spec.of ?? ""));
  if (value === 0) return `${name}: no ${label}`;
  if (!areParts(metric, slices)) {
    const kind = kindOfMetric(metric);
    return `${name}: ${isMoney(kind) ? `${full(value, kind)} of ${label}` : withLabel(value, metric)}`;
  }
  if (value === total) return `${name}: all ${label}`;
  return `${name}: ${inWords(percent(value / total))} of ${label}`;
};
