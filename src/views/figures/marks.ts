import { drawnGroups } from "../../charts/limits.ts";
import type { CrossSlice, Dashboard, Slice } from "../../model/dashboard.ts";
import type { DashboardFigure, Mark } from "../../model/figure.ts";
import { admits, type Clause, type Dimension, type Selection } from "../../model/selection.ts";
import { isolated } from "../../text/direction.ts";
import { count } from "../../text/numbers.ts";

/** Slices that can be selected, each with the key of its mark and whether it is faded. */
export interface Marked<T> {
  readonly slices: readonly { readonly slice: T; readonly key: string; readonly faded: boolean }[];
  readonly marks: readonly Mark[];
  readonly dimensions: readonly Dimension[];
  /** Whether the selection restricts any of the dimensions. */
  readonly restricted: boolean;
}

/** Turns slices into marks, by the dimensions that their names are values of. */
export type Marking = <T extends Slice & Partial<CrossSlice>>(
  slices: readonly T[],
  dimensions: readonly Dimension[],
  nameOf?: (slice: T) => string,
) => Marked<T>;

/** Marks slices; whatever a selection leaves out is faded. */
export function markingOf(chosen: Selection): Marking {
  return <T extends Slice & Partial<CrossSlice>>(
    slices: readonly T[],
    dimensions: readonly Dimension[],
    nameOf: (slice: T) => string = ({ name }) => name,
  ): Marked<T> => {
    const clauseOf = ({ name, other }: T): Clause =>
      Object.fromEntries(
        dimensions.map((dimension, index) => [dimension, index === 0 ? name : other]),
      );
    const marks = slices.map((slice): Mark => ({
      name: nameOf(slice),
      clause: clauseOf(slice),
      sums: slice.sums,
    }));
    return {
      marks,
      dimensions,
      restricted: dimensions.some((dimension) => chosen[dimension]),
      slices: slices.map((slice, index) => ({
        slice,
        key: String(index),
        faded: !admits(chosen, marks[index]?.clause ?? {}),
      })),
    };
  };
}

/** The name of a mark of two dimensions. */
export const crossName = ({ name, other }: CrossSlice) => `${isolated(name)}, ${isolated(other)}`;

/** The parts of a figure that make its marks clickable. */
export const clickable = ({
  marks,
  dimensions,
}: Pick<DashboardFigure, "marks" | "dimensions">) => ({ marks, dimensions });

/** Everything that the figures are drawn from. */
export interface FigureData {
  readonly data: Dashboard;
  readonly marked: Marking;
  /** The categories that are drawn. */
  readonly drawn: readonly Slice[];
  /** What the subtitles say of the others. */
  readonly note: string;
}

/** What the figures of a selection are drawn from. */
export function figureData(data: Dashboard, chosen: Selection): FigureData {
  const { categories } = data;
  return {
    data,
    marked: markingOf(chosen),
    drawn: categories.slice(0, drawnGroups),
    note:
      categories.length <= drawnGroups
        ? ""
        : `, the first ${drawnGroups} of ${count(categories.length)} categories`,
  };
}

/** A figure before the words about the selection and about suppressed groups are added. */
export type DrawnFigure = Omit<DashboardFigure, "everyMark" | "left"> & {
  /** Where there are more marks than are drawn. */
  readonly everyMark?: readonly Mark[];
  /** Groups that are left out besides the suppressed ones of its dimensions. */
  readonly unknown?: number;
};
