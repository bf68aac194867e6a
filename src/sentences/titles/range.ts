import { extent } from "d3-array";
import { kindOfMetric, rowsIn, valueOf } from "../../model/metric.ts";
import { full, inWords, percent, type NumberKind } from "../../text/numbers.ts";
import { counted } from "../../text/words.ts";
import { nothing, type Title } from "./title.ts";

const write = (value: number, kind: NumberKind) =>
  kind === "share" ? percent(value) : full(value, kind);

/**
 * "Discounted purchases: 42% to 44% across categories": how far a ratio reaches. Nobody is said to
 * lead, because a ratio of few may be large by chance.
 */
export const range: Title = (titled) => {
  const { data, model, metric, dimensions } = titled;
  const all = data.slices
    .filter(({ sums }) => rowsIn(model, sums) > 0)
    .map(({ sums }) => valueOf(metric, sums));
  const values = all.filter((value) => value !== null);
  const [least, most] = extent(values);
  if (least === undefined) return nothing(titled);
  const kind = kindOfMetric(metric);
  const [low, high] = [write(least, kind), write(most, kind)];
  const [noun] = dimensions.length === 1 ? dimensions.map((dimension) => dimension.noun) : [];
  if (low === high)
    return `${metric.label}: ${inWords(low)}${all.length === 1 || values.length < all.length ? "" : ` in every ${noun?.one ?? "group"}`}`;
  const where = noun?.many ?? counted(values.length, { one: "group", many: "groups" });
  return `${metric.label}: ${inWords(low)} to ${inWords(high)} across ${where}`;
};
