import { columnsFrom } from "../../format/columns.ts";
import { fieldOf } from "../../format/fields.ts";
import type { Model } from "../../format/manifest.ts";
import { pairedBars } from "../charts/paired-bars.ts";
import type { Cube } from "../model/cube.ts";
import { dashboard } from "../model/dashboard.ts";
import type { View } from "../model/link.ts";
import { emptySelection, without, type Selection } from "../model/selection.ts";
import { describeSelection } from "../sentences/selection.ts";
import { and, inSentence } from "../text/words.ts";
import { dashboardFigures } from "./figures/index.ts";
import { asWritten, isMoney, points, short } from "../text/numbers.ts";
import type { DashboardFigure, Mark } from "../model/figure.ts";
import { nobody } from "../model/metric.ts";

/**
 * The figures of a view: of one selection, or of two side by side. What is chosen of a dimension that
 * the cube does not hold restricts no figure, and each says so.
 */
export function figuresOf(cube: Cube, model: Model, { a, b }: View): DashboardFigure[] {
  const of = (selection: Selection): DashboardFigure[] => {
    const ignored = Object.keys(selection).filter((name) => !cube.dimensions.has(name));
    const known = without(selection, ignored);
    const figures = dashboardFigures(
      dashboard(cube, model, known, b !== undefined),
      model,
      b === undefined ? known : emptySelection,
    );
    if (ignored.length === 0) return figures;
    const labels = ignored.map((name) =>
      inSentence(model.dimensions.find((dimension) => dimension.name === name)?.label ?? name),
    );
    const note = ` · not filtered by ${and(labels)}`;
    return figures.map((figure) => ({ ...figure, subtitle: figure.subtitle + note }));
  };
  if (b === undefined) return of(a);
  const others = of(b);
  const names = [describeSelection(a, model), describeSelection(b, model)] as const;
  return of(a).map((figure, index) =>
    comparedFigure(figure, others[index] ?? figure, names, model),
  );
}

/** A figure of two selections: each of its values as a pair, with the difference. */
export function comparedFigure(
  a: DashboardFigure,
  b: DashboardFigure,
  names: readonly [a: string, b: string],
  model: Pick<Model, "sums">,
): DashboardFigure {
  // Shares are compared with shares only.
  const [reading, other] =
    a.reading.kind === b.reading.kind
      ? [a.reading, b.reading]
      : [a.amount ?? a.reading, b.amount ?? b.reading];
  const keyOf = ({ clause }: Mark) => JSON.stringify(clause);
  const known = new Set(a.marks.map(keyOf));
  // What is among the first of one selection need not be among those of the other, which has a
  // figure for it all the same.
  const [allOfA, allOfB] = [a, b].map(
    ({ everyMark }) => new Map(everyMark.map((mark) => [keyOf(mark), mark.sums])),
  );
  const marks = [...a.marks, ...b.marks.filter((mark) => !known.has(keyOf(mark)))].map((mark) => ({
    ...mark,
    sums: allOfA?.get(keyOf(mark)) ?? nobody(model),
    other: allOfB?.get(keyOf(mark)) ?? nobody(model),
  }));
  const rows = marks.map((mark) => {
    const [valueA, valueB] = [reading.of(mark.sums), other.of(mark.other)];
    const difference = valueA === null || valueB === null ? null : valueA - valueB;
    return { name: mark.name, valueA, valueB, difference };
  });
  const write = (value: number | null) => (value === null ? "–" : short(value, reading.kind));
  const pairs = rows.map(({ name, valueA, valueB, difference }, index) => ({
    name,
    a: valueA ?? 0,
    b: valueB ?? 0,
    labelA: `${write(valueA)}${difference === null ? "" : ` ${signed(difference, reading.kind)}`}`,
    labelB: write(valueB),
    key: String(index),
  }));
  const { kind } = reading;
  const type = kind === "count" || kind === "share" ? kind : "number";
  const unit = isMoney(kind) ? kind.slice("money:".length) : "";
  const fields = [
    fieldOf("text", "name", a.table.fields[0]?.label ?? "Group"),
    fieldOf(type, "a", `A: ${reading.label}`, unit),
    fieldOf(type, "b", `B: ${reading.label}`, unit),
    fieldOf(type, "difference", "A less B", unit),
  ];
  return {
    ...a,
    reading,
    listed: a.subtitle,
    title: a.title === b.title ? a.title : `A: ${a.title}. B: ${b.title}`,
    marks,
    chart: pairedBars(pairs, names),
    table: columnsFrom(
      fields,
      rows.map(({ name, valueA, valueB, difference }) => [name, valueA, valueB, difference]),
    ),
  };
}

/**
 * "+$1.2k", "−3.1 points", "±$0": a difference with its sign, which what is written as nothing does
 * not have.
 */
function signed(value: number, kind: DashboardFigure["reading"]["kind"]): string {
  const size = kind === "share" ? points(value) : short(Math.abs(value), kind);
  return `${asWritten(value, kind) === 0 ? "±" : value > 0 ? "+" : "−"}${size}`;
}
