import { drawnBins, drawnGroups } from "../../charts/limits.ts";
import type { Model } from "../../../format/manifest.ts";
import type { Dimension } from "../../../format/report.ts";
import type { FigureSlices, Slice } from "../../model/dashboard.ts";
import type { DashboardFigure, Mark } from "../../model/figure.ts";
import { isAdditive, metricOf, readingOf, valueOf, type Sums } from "../../model/metric.ts";
import { admits, type Clause, type Selection } from "../../model/selection.ts";
import type { Titled } from "../../sentences/titles/title.ts";
import { shownName } from "../../sentences/selection.ts";
import { sumOf } from "../../model/cube.ts";
import { othersName } from "../../text/others.ts";
import { isolated } from "../../text/direction.ts";
import { count, percentFine, short, type NumberKind } from "../../text/numbers.ts";

/** A slice with the key of its mark and whether it is faded. */
export interface MarkedSlice {
  readonly slice: Slice;
  /** What readers call each of its values. */
  readonly names: readonly string[];
  readonly key: string;
  readonly faded: boolean;
}

/** Everything that a figure is drawn from. */
export interface Drawing extends Titled {
  /** Everybody who is selected. */
  readonly total: Sums;
  /** What is drawn of the slices, and marks of all of them. */
  readonly marked: readonly MarkedSlice[];
  readonly marks: readonly Mark[];
  readonly everyMark: readonly Mark[];
  /** What is not drawn of bars, in one. */
  readonly others: { readonly name: string; readonly sums: Sums } | undefined;
  /** Whether the selection restricts any of the dimensions. */
  readonly restricted: boolean;
  /** What the subtitle says of what is not drawn. */
  readonly note: string;
  /** Groups whose figure is suppressed, though the groups themselves are shown. */
  readonly unknown: number;
}

/** A mark: draws a figure, and says what is plotted. */
export type Draw = (drawing: Drawing) => Pick<DashboardFigure, "chart" | "reading" | "amount">;

/** What a figure is drawn from, of a selection. */
export function drawingOf(
  data: FigureSlices,
  model: Model,
  total: Sums,
  chosen: Selection,
): Drawing {
  const { spec, values } = data;
  const metric = metricOf(model, spec.metric);
  const dimensions = spec.by.flatMap(
    (name) => model.dimensions.find((dimension) => dimension.name === name) ?? [],
  );
  // The rows of a group may be shown where a share of them is suppressed.
  const isKnown = ({ sums }: Slice) => !Number.isNaN(sums[metric.sum] ?? NaN);
  const [slices, all] = [data.slices.filter(isKnown), data.all.filter(isKnown)];
  const place = spec.mark === "grouped" ? 1 : 0;
  const groups = values[place] ?? [];
  const most = spec.mark === "histogram" ? drawnBins : drawnGroups;
  const drawn = new Set(groups.slice(0, most));
  const shown = slices.filter(({ keys }) => drawn.has(keys[place] ?? ""));
  const noun = dimensions[place]?.noun.many ?? "groups";
  const markOf = (slice: Slice): Mark => {
    // What is grouped stands under the name of its group.
    const names = namesOf(slice, dimensions).slice(0, spec.mark === "grouped" ? 1 : 2);
    return {
      name: names.map(isolated).join(", "),
      clause: clauseOf(slice, dimensions),
      sums: slice.sums,
    };
  };
  const marks = shown.map(markOf);
  const rest = slices.filter((slice) => !shown.includes(slice));
  // Of what adds up, the many others together would dwarf those that are drawn.
  const folded = spec.mark === "bars" && !isAdditive(metric) && rest.length > 0;
  const drawnNames = shown.map((slice) => namesOf(slice, dimensions)[0] ?? "");
  return {
    data: { ...data, slices, all },
    model,
    metric,
    dimensions,
    total,
    marks,
    everyMark: all.map(markOf),
    marked: shown.map((slice, index) => ({
      slice,
      names: namesOf(slice, dimensions),
      key: String(index),
      faded: !admits(chosen, marks[index]?.clause ?? {}),
    })),
    restricted: spec.by.some((dimension) => chosen[dimension]),
    note:
      groups.length <= most
        ? ""
        : `, the first ${most} of ${count(groups.length)} ${noun}${folded ? " and the others together" : ""}`,
    others: folded
      ? { name: othersName(rest.length, drawnNames), sums: sumOf(rest, model) }
      : undefined,
    unknown: data.slices.length - slices.length,
  };
}

/**
 * Marks as bars. The accent color marks what is selected or, where nothing is, what leads.
 * @param leads whether a slice leads
 */
export const barsOf = (
  { metric, marked, restricted }: Drawing,
  leads: (slice: Slice, value: number) => boolean,
) => {
  const { kind } = readingOf(metric);
  return marked.map(({ slice, names, key, faded }) => {
    const value = valueOf(metric, slice.sums) ?? 0;
    const highlight = restricted ? !faded : leads(slice, value);
    const [name = ""] = names;
    return { slice, names, name, value, label: beside(value, kind), highlight, key, faded };
  });
};

/** A value as it is written beside its bar. */
export const beside = (value: number, kind: NumberKind): string =>
  kind === "share" ? percentFine(value) : short(value, kind);

const namesOf = ({ keys }: Slice, dimensions: readonly Dimension[]) =>
  keys.map((key, place) => shownName(dimensions[place], key));

const clauseOf = ({ keys }: Slice, dimensions: readonly Dimension[]): Clause =>
  Object.fromEntries(dimensions.map(({ name }, place) => [name, keys[place] ?? ""]));
