import type { Slice } from "../../model/dashboard.ts";
import { areParts, kindOfMetric, leadOf, valueOf } from "../../model/metric.ts";
import { full, isMoney, short } from "../../text/numbers.ts";
import { inSentence } from "../../text/words.ts";
import { leaders, namesInWords } from "./leaders.ts";
import { nameOf, nothing, withLabel, type Title } from "./title.ts";

/** "Hats bring in $104k of the $233k": who has the most of what adds up. */
export const leader: Title = (titled) => {
  const { data, model, metric, dimensions } = titled;
  const { slices } = data;
  const valueIn = (slice: Slice) => valueOf(metric, slice.sums) ?? 0;
  const total = slices.reduce((sum, slice) => sum + valueIn(slice), 0);
  const top = leaders(slices, metric);
  const [first] = top;
  if (!first || slices.every((slice) => valueIn(slice) === 0)) return nothing(titled);
  const most = valueIn(first);
  const names = namesInWords(
    top.map((slice) => nameOf(slice, titled)),
    dimensions[0]?.noun.many ?? "groups",
  );
  const [has, have] = metric.verb;
  if (slices.length === 1) return `${names} ${has} all ${withLabel(most, metric)}`;
  if (top.length > 1) return `${names} ${have} ${withLabel(most, metric)} each`;
  const kind = kindOfMetric(metric);
  if (!areParts(metric, slices)) return `${names} ${has} the most: ${withLabel(most, metric)}`;
  if (isMoney(kind)) {
    const [value, whole] = [short(most, kind), short(total, kind)];
    if (most === total) return `${names} ${has} all ${whole}`;
    return `${names} ${has} ${value === whole ? `almost all of the ${whole}` : `${value} of the ${whole}`}`;
  }
  const lead = leadOf(model);
  const isSaid = model.dashboard.figures.some(
    ({ title, metric: name, by }) =>
      title === "leader" && name === lead.name && by[0] === dimensions[0]?.name,
  );
  const [leading, ...tied] = leaders(slices, lead);
  const leads = leading === first && tied.length === 0;
  const also = isSaid && lead.sum !== metric.sum && leads ? "also " : "";
  return `${names} ${also}${has} the most ${inSentence(metric.label)}: ${full(most, kind)} of ${full(total, kind)}`;
};
