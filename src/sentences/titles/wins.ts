import type { Metric } from "../../../format/report.ts";
import type { Slice } from "../../model/dashboard.ts";
import { valueOf } from "../../model/metric.ts";
import { isolated } from "../../text/direction.ts";
import { inSentence } from "../../text/words.ts";
import { shownName } from "../selection.ts";
import { leaders } from "./leaders.ts";
import type { Title } from "./title.ts";

/**
 * "Hats lead in every season": who alone has the most in most of the sets. The sets are a
 * stack's bars, whose parts compete, or a heat map's columns, whose rows do.
 */
export const wins: Title = ({ data: { spec, slices, values }, metric, dimensions }) => {
  const isStack = spec.mark === "stacked";
  const [rival, set] = isStack ? [1, 0] : [0, 1];
  const names = (values[set] ?? []).filter((name) => slices.some(({ keys }) => keys[set] === name));
  const best = mostWins(
    names.map((name) => slices.filter(({ keys }) => keys[set] === name)),
    metric,
    rival,
  );
  const noun = dimensions[set]?.noun ?? { one: "group", many: "groups" };
  const by = dimensions.map(({ label }) => inSentence(label)).join(" and ");
  if ((values[rival] ?? []).length < 2 || !best) return `${metric.label} by ${by}`;
  const name = isolated(shownName(dimensions[rival], best.name));
  if (best.wins < names.length)
    return `${name} leads in ${best.wins} of ${names.length} ${noun.many}`;
  return names.length === 1
    ? `${name} leads in ${isolated(shownName(dimensions[set], names[0] ?? ""))}`
    : `${name} leads in every ${noun.one}`;
};

/**
 * Who alone has the most in more of the sets than anybody else, and in how many; undefined where
 * nobody has.
 */
function mostWins(
  sets: readonly (readonly Slice[])[],
  metric: Metric,
  rival: number,
): { name: string; wins: number } | undefined {
  const tally = new Map<string, number>();
  for (const set of sets) {
    const [only, ...others] = leaders(set, metric);
    const name = only?.keys[rival] ?? "";
    if (only && others.length === 0 && (valueOf(metric, only.sums) ?? 0) > 0)
      tally.set(name, (tally.get(name) ?? 0) + 1);
  }
  const [best, next] = [...tally]
    .map(([name, count]) => ({ name, wins: count }))
    .toSorted((a, b) => b.wins - a.wins);
  return best && best.wins > (next?.wins ?? 0) ? best : undefined;
}
