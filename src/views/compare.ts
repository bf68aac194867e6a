import { columnsFrom } from "../../format/columns.ts";
import type { Model } from "../../format/manifest.ts";
import { pairedBars } from "../charts/paired-bars.ts";
import { asWritten, isMoney, points, short } from "../text/numbers.ts";
import type { DashboardFigure, Mark } from "../model/figure.ts";
import { nobody } from "../model/metric.ts";

/** A figure of two selections: each of its values as a pair, with the difference. */
export function comparedFigure(
  a: DashboardFigure,
  b: DashboardFigure,
  names: readonly [a: string, b: string],
  model: Pick<Model, "sums">,
): DashboardFigure {
  // Shares are compared with shares only.
  const [readA, readB] =
    a.reading.kind === b.reading.kind
      ? [a.reading, b.reading]
      : [a.amount ?? a.reading, b.amount ?? b.reading];
  const reading = readA;
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
  const rows = marks.map((mark) => ({
    mark,
    valueA: readA.of(mark.sums),
    valueB: readB.of(mark.other),
  }));
  const write = (value: number | null) => (value === null ? "–" : short(value, reading.kind));
  const pairs = rows.map(({ mark, valueA, valueB }, index) => ({
    name: mark.name,
    a: valueA ?? 0,
    b: valueB ?? 0,
    labelA: `${write(valueA)}${valueA === null || valueB === null ? "" : ` ${signed(valueA - valueB, reading.kind)}`}`,
    labelB: write(valueB),
    key: String(index),
  }));
  const value = {
    type: reading.kind === "count" ? "count" : reading.kind === "share" ? "share" : "number",
    unit: isMoney(reading.kind) ? reading.kind.slice("money:".length) : "",
  } as const;
  const fields = [
    { name: "name", type: "text", label: a.table.fields[0]?.label ?? "Group", unit: "" } as const,
    ...[
      ["a", `A: ${reading.label}`],
      ["b", `B: ${reading.label}`],
      ["difference", "A less B"],
    ].map(([name = "", label = ""]) => ({ name, label, ...value })),
  ];
  return {
    ...a,
    reading,
    title: a.title === b.title ? a.title : `A: ${a.title}. B: ${b.title}`,
    marks,
    chart: pairedBars(pairs, names),
    table: columnsFrom(
      fields,
      rows.map(({ mark, valueA, valueB }) => [
        mark.name,
        valueA,
        valueB,
        valueA === null || valueB === null ? null : valueA - valueB,
      ]),
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
