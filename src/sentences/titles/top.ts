import { compareText } from "../../model/cube.ts";
import type { Slice } from "../../model/dashboard.ts";
import { valueOf } from "../../model/metric.ts";
import { leaders, namesInWords } from "./leaders.ts";
import { nameOf, nothing, withLabel, type Title } from "./title.ts";

/** "Blouse, Jewelry, and Pants lead their categories with 171 purchases each". */
export const top: Title = (titled) => {
  const { data, metric, dimensions } = titled;
  const leading = leaders(data.all, metric);
  const [first] = leading;
  const valueIn = ({ sums }: Slice) => valueOf(metric, sums) ?? 0;
  if (!first || data.all.every((slice) => valueIn(slice) === 0)) return nothing(titled);
  const [noun, group] = dimensions.map((dimension) => dimension.noun);
  const names = leading.map((slice) => nameOf(slice, titled)).toSorted(compareText);
  const named = namesInWords(names, noun?.many ?? "values");
  const written = withLabel(valueIn(first), metric);
  if (leading.length === 1)
    return `${named} leads its ${group?.one ?? "group"} with ${written}, more than any other ${noun?.one ?? "value"}`;
  // One name may lead in several groups, and several in one.
  const groups = new Set(leading.map(({ keys }) => keys[1])).size;
  const led = groups === 1 ? (group?.one ?? "group") : (group?.many ?? "groups");
  return `${named} ${new Set(names).size === 1 ? `leads its ${led}` : `lead their ${led}`} with ${written} each`;
};
