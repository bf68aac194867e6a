import type { Model } from "../../format/manifest.ts";
import type { Metric } from "../../format/report.ts";
import type { Dashboard, Slice } from "../model/dashboard.ts";
import {
  areParts,
  isAdditive,
  kindOfMetric,
  leadOf,
  metricOf,
  rowsIn,
  valueOf,
  type Sums,
} from "../model/metric.ts";
import { isolated } from "../text/direction.ts";
import { full, inWords, percent } from "../text/numbers.ts";
import { and, counted, inSentence } from "../text/words.ts";
import { shownName } from "./selection.ts";
import { leaders, namesInWords } from "./titles/leaders.ts";

/**
 * A ratio this close to another, in relative terms, is called alike; the report's tests say more than
 * this does.
 */
const alike = 0.02;

/**
 * The page's headline: who leads, and whether by number or by size. It claims a reason only where the
 * figures have one.
 */
export function headline(
  { leaders: slices, total }: Pick<Dashboard, "leaders" | "total">,
  model: Model,
): string {
  const spec = model.dashboard.headline;
  const metric = leadOf(model);
  const top = leaders(slices, metric);
  const [first] = top;
  const whole = valueOf(metric, total) ?? 0;
  if (!spec || !first || whole === 0) return summary(total, model);
  const dimension = model.dimensions.find(({ name }) => name === spec.by);
  const kind = kindOfMetric(metric);
  const label = metric.measure;
  const [has, have] = metric.verb;
  const value = valueOf(metric, first.sums) ?? 0;
  const nameOf = ({ keys }: Slice) => shownName(dimension, keys[0] ?? "");
  const name = isolated(nameOf(first));
  if (slices.length === 1) return `All ${full(whole, kind)} of ${label} comes from ${name}.`;
  if (top.length > 1)
    return `${namesInWords(top.map(nameOf), dimension?.noun.many ?? "groups")} ${have} the same ${label}, ${full(value, kind)} each.`;
  if (!areParts(metric, slices)) return `${name} ${has} the most ${label}: ${full(value, kind)}.`;
  const share = value === whole ? "all" : inWords(percent(value / whole));
  const claim = `${name} ${has} ${share} of ${share === "all" ? "the " : ""}${label}`;
  if (value === whole || spec.volume === undefined || spec.rate === undefined) return `${claim}.`;
  const [volume, rate] = [metricOf(model, spec.volume), metricOf(model, spec.rate)];
  return `${claim}${reason(first, slices, total, volume, rate)}.`;
}

/** Why a slice leads: how many it has, and how much each; nothing where the figures give no reason. */
function reason(
  first: Slice,
  slices: readonly Slice[],
  total: Sums,
  volume: Metric,
  rate: Metric,
): string {
  const most = leaders(slices, volume);
  const isMost = most.length === 1 && most[0] === first;
  const difference = relativeDifference(first.sums, total, rate);
  const [more, higher] = [`more ${inSentence(volume.label)}`, `higher ${inSentence(rate.label)}`];
  const lower = `lower ${inSentence(rate.label)}`;
  if (!isMost && most.includes(first)) {
    const asMany = `as many ${inSentence(volume.label)} as any other`;
    if (difference === undefined) return "";
    if (difference > alike) return `: a ${higher}, and ${asMany}`;
    return difference < -alike ? `: ${asMany}, though a ${lower}` : "";
  }
  if (difference === undefined) return isMost ? `: ${more}` : "";
  if (isMost && Math.abs(difference) <= alike) return `: ${more}, not a ${higher}`;
  if (isMost) return difference > 0 ? `: ${more}, and a ${higher}` : `: ${more}, though a ${lower}`;
  return difference > alike ? `: a ${higher}, not ${more}` : "";
}

/** How far a group's ratio is from that of the rest; undefined where either is not known. */
function relativeDifference(part: Sums, total: Sums, rate: Metric): number | undefined {
  const rest = Object.fromEntries(
    Object.entries(total).map(([name, value]) => [name, value - (part[name] ?? 0)]),
  );
  const [own, other] = [valueOf(rate, part), valueOf(rate, rest)];
  if (own === null || other === null) return undefined;
  return own === other ? 0 : (own - other) / Math.abs(other);
}

const mostNamed = 3;

/** "200 customers: average age 38.85 and average income 60.56." */
function summary(total: Sums, model: Model): string {
  const figures = model.dashboard.kpis
    .map((name) => metricOf(model, name))
    .filter((metric) => !isAdditive(metric) || metric.column !== undefined)
    .flatMap((metric) => {
      const value = valueOf(metric, total);
      return value === null
        ? []
        : [`${inSentence(metric.label)} ${full(value, kindOfMetric(metric))}`];
    })
    .slice(0, mostNamed);
  const rows = counted(rowsIn(model, total), model.row);
  return figures.length === 0 ? `${rows}.` : `${rows}: ${and(figures)}.`;
}
