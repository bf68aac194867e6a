import type { Model } from "../../format/manifest.ts";
import type { FigureSpec, Metric } from "../../format/report.ts";
import { drawnGroups } from "../charts/limits.ts";
import { calendarOrder } from "../text/calendar.ts";
import { compareText, inOrder, rollUp, totalOf, type Cube, type Group } from "./cube.ts";
import type { CubeSource } from "./margins.ts";
import { isAdditive, leadOf, metricOf, nobody, rowsIn, valueOf, type Sums } from "./metric.ts";
import { emptySelection, without, type Selection } from "./selection.ts";

/** A group that a figure shows: its values in the order of the figure's dimensions, and its sums. */
export type Slice = Group;

/** Display order of values that have one, by dimension. */
export type Orders = Model["orders"];

/** What a figure shows of a selection. */
export interface FigureSlices {
  readonly spec: FigureSpec;
  /** In the order in which they are shown; of `grouped` the first few of each group. */
  readonly slices: readonly Slice[];
  /** All of them, where only the first few of each group are shown. */
  readonly all: readonly Slice[];
  /** By place the values of each dimension, in order. */
  readonly values: readonly (readonly string[])[];
}

/**
 * What the dashboard shows of a selection. The total is of exactly what is selected; what is sliced
 * by a dimension is not restricted in that dimension, so that a chart shows all its values and which
 * of them are chosen.
 */
export interface Dashboard {
  readonly total: Sums;
  readonly figures: readonly FigureSlices[];
  /** The values that the headline compares, the first by the leading metric first. */
  readonly leaders: readonly Slice[];
  /**
   * How many groups are left out, because they are small, by the dimensions that they are of; not
   * there where none is.
   */
  readonly suppressed?: Readonly<Record<string, number>>;
}

/**
 * Rolls a cube up to what the dashboard shows of a selection. What is sliced by a dimension that is
 * not known is empty.
 * @param known one cube, or for some dimensions that which knows them
 * @param strictly whether what is sliced by a dimension is restricted in that dimension too, as two
 * selections are compared
 */
export function dashboard(
  known: Cube | CubeSource,
  model: Model,
  selection: Selection = emptySelection,
  strictly = false,
): Dashboard {
  const source: CubeSource =
    typeof known === "function"
      ? known
      : (by) => (by.every((name) => known.dimensions.has(name)) ? known : undefined);
  const groups = new Map<string, readonly Slice[]>();
  const groupBy = (by: readonly string[]): readonly Slice[] => {
    const id = by.join(" ");
    const cube = groups.has(id) ? undefined : source(by);
    const found =
      groups.get(id) ??
      (cube ? rollUp(cube, by, strictly ? selection : without(selection, by)) : []);
    groups.set(id, found);
    return found;
  };
  const arranged = arrangements(model, source);
  const { headline, figures } = model.dashboard;
  const whole = source([]);
  return {
    total: whole ? totalOf(whole, selection) : nobody(model),
    figures: figures.map((spec) => slicesOf(spec, model, groupBy(spec.by), arranged)),
    leaders: headline ? byLead(groupBy([headline.by]), model) : [],
  };
}

/** Slices by the leading metric, the largest first. */
function byLead(slices: readonly Slice[], model: Model): Slice[] {
  const lead = leadOf(model);
  const value = ({ sums }: Slice) => valueOf(lead, sums) ?? -Infinity;
  return slices.toSorted(
    (a, b) => value(b) - value(a) || compareText(a.keys[0] ?? "", b.keys[0] ?? ""),
  );
}

/**
 * The values of a dimension in the order in which figures show them: the one that readers expect;
 * those of a figure's first dimension that have none by the leading metric, or by a ratio that the
 * figure is of. The order is that of all rows, so that nothing jumps when a reader filters.
 */
function arrangements(model: Model, source: CubeSource) {
  return (dimension: string, isFirst: boolean, values: readonly string[], metric?: Metric) => {
    const order = model.orders[dimension] ?? calendarOrder(values);
    const cube = source([dimension]);
    if (order || !isFirst || !cube) return inOrder(values, (value) => value, order);
    const led = byLead(rollUp(cube, [dimension]), model);
    const ranked = metric && !isAdditive(metric) ? byRatio(led, metric) : led;
    return ranked.map(({ keys: [value = ""] }) => value).filter((value) => values.includes(value));
  };
}

/** Slices by a ratio, the largest first: of many groups those of the most rows stand before the rest. */
function byRatio(slices: readonly Slice[], metric: Metric): Slice[] {
  const rowsOf = ({ sums }: Slice) => sums[metric.per ?? ""] ?? 0;
  const value = ({ sums }: Slice) => valueOf(metric, sums) ?? -Infinity;
  const most = new Set(slices.toSorted((a, b) => rowsOf(b) - rowsOf(a)).slice(0, drawnGroups));
  return slices.toSorted(
    (a, b) => Number(most.has(b)) - Number(most.has(a)) || value(b) - value(a),
  );
}

function slicesOf(
  spec: FigureSpec,
  model: Model,
  found: readonly Slice[],
  arranged: ReturnType<typeof arrangements>,
): FigureSlices {
  const { mark, by, top } = spec;
  const distinct = (place: number) => [...new Set(found.map(({ keys }) => keys[place] ?? ""))];
  if (mark === "grouped") {
    const groups = arranged(by[1] ?? "", true, distinct(1));
    const metric = metricOf(model, spec.metric);
    const value = ({ sums }: Slice) => valueOf(metric, sums) ?? 0;
    const all = found.filter(({ sums }) => rowsIn(model, sums) > 0);
    const byGroup = Map.groupBy(all, ({ keys }) => keys[1] ?? "");
    const slices = groups.flatMap((group) =>
      (byGroup.get(group) ?? [])
        .toSorted((a, b) => value(b) - value(a) || compareText(a.keys[0] ?? "", b.keys[0] ?? ""))
        .slice(0, top),
    );
    return { spec, slices, all, values: [distinct(0), groups] };
  }
  const values = by.map((dimension, place) =>
    arranged(
      dimension,
      place === 0 && mark !== "share",
      distinct(place),
      mark === "bars" ? metricOf(model, spec.metric) : undefined,
    ),
  );
  const places = values.map((order) => new Map(order.map((value, index) => [value, index])));
  const placeOf = (place: number, { keys }: Slice) => places[place]?.get(keys[place] ?? "") ?? 0;
  const slices = found.toSorted(
    (a, b) => placeOf(0, a) - placeOf(0, b) || placeOf(1, a) - placeOf(1, b),
  );
  return { spec, slices, all: slices, values };
}

/** A dimension's values in the order that readers expect. */
export const namesOf = (cube: Cube, dimension: string, orders: Orders) =>
  inOrder(cube.dimensions.get(dimension)?.values ?? [], (name) => name, orders[dimension]);

/**
 * The values that the headline compares, of exactly what is selected, those without rows left out;
 * none of a cube that does not know them.
 */
export function selectedLeaders(cube: Cube, model: Model, selection: Selection): Slice[] {
  const by = model.dashboard.headline?.by;
  if (by === undefined || !cube.dimensions.has(by)) return [];
  const some = rollUp(cube, [by], selection).filter(({ sums }) => rowsIn(model, sums) > 0);
  return byLead(some, model);
}
