import { parse } from "yaml";
import type { Column } from "../../../etl/contract/columns.ts";
import type { Described } from "../descriptions.ts";
import type { Row } from "./world.ts";

/** A metric as report.yaml has it. */
interface DescribedMetric {
  readonly count?: "rows";
  readonly sum?: string;
  readonly mean?: string;
  readonly share?: Readonly<Record<string, string | readonly string[]>>;
  readonly ratio?: readonly [string, string];
}

/** Of a description what its figures are computed from. */
export interface DescribedFigures {
  readonly metrics: ReadonlyMap<string, DescribedMetric>;
  readonly columns: ReadonlyMap<string, Column>;
}

export function figuresOf({ yaml }: Described, columns: readonly Column[]): DescribedFigures {
  const { metrics } = parse(yaml) as { readonly metrics: Record<string, DescribedMetric> };
  return {
    metrics: new Map(Object.entries(metrics)),
    columns: new Map(columns.map((column) => [column.name, column])),
  };
}

/** The decimals of a column's whole units. */
export const decimalsOf = ({ columns }: DescribedFigures, name: string): number =>
  ({ text: 0, integer: 0, money: undefined, decimal: undefined })[
    columns.get(name)?.type ?? "text"
  ] ??
  columns.get(name)?.decimals ??
  2;

const known = (rows: readonly Row[], name: string): number[] =>
  rows.flatMap((row) => {
    const value = row[name];
    return typeof value === "number" ? [value] : [];
  });
/** The sum of the products of two columns' units, exact. */
const products = (rows: readonly Row[], a: string, b: string): bigint =>
  rows.reduce((sum, row) => sum + BigInt(row[a] ?? 0) * BigInt(row[b] ?? 0), 0n);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** What a metric is of some rows: a sum in whole units, what that is divided by, and its decimals. */
export interface Parts {
  readonly sum: number;
  readonly per?: number;
  readonly decimals: number;
}

/**
 * A metric of some rows, added up here.
 * @param name a metric that the description has; the number of rows where it has none of it
 */
export function partsOf(figures: DescribedFigures, name: string, rows: readonly Row[]): Parts {
  const { sum, mean, share, ratio } = figures.metrics.get(name) ?? {};
  if (sum !== undefined)
    return { sum: total(known(rows, sum)), decimals: decimalsOf(figures, sum) };
  if (mean !== undefined) {
    const values = known(rows, mean);
    return { sum: total(values), per: values.length, decimals: decimalsOf(figures, mean) };
  }
  if (share) {
    const [only] = Object.entries(share);
    if (!only) throw new Error("A share names no column.");
    const [column, wanted] = only;
    const values = typeof wanted === "string" ? [wanted] : wanted;
    const hits = rows.filter((row) => values.includes(String(row[column])));
    return { sum: hits.length, per: rows.length, decimals: 0 };
  }
  if (ratio) {
    const [a, b] = ratio.map((each) => partsOf(figures, each, rows));
    return {
      sum: a?.sum ?? NaN,
      per: b?.sum ?? NaN,
      decimals: (a?.decimals ?? 0) - (b?.decimals ?? 0),
    };
  }
  return { sum: rows.length, decimals: 0 };
}

/** A metric of some rows in the reader's unit; null where it divides by nothing. */
export function figureOf(
  figures: DescribedFigures,
  name: string,
  rows: readonly Row[],
): number | null {
  const { sum, per, decimals } = partsOf(figures, name, rows);
  const units = decimals === 0 ? sum : sum / 10 ** decimals;
  if (per === undefined) return units;
  return per === 0 ? null : units / per;
}

/** How many values of a column are known, their sum in the reader's unit, and that of their squares. */
export function momentsOf(figures: DescribedFigures, column: string, rows: readonly Row[]) {
  const values = known(rows, column);
  const decimals = decimalsOf(figures, column);
  return {
    n: values.length,
    total: total(values) / 10 ** decimals,
    squares: Number(products(rows, column, column)) / 10 ** (2 * decimals),
  };
}

/** What a correlation of two columns is computed from. */
export function pairsOf(figures: DescribedFigures, a: string, b: string, rows: readonly Row[]) {
  const [x, y] = [momentsOf(figures, a, rows), momentsOf(figures, b, rows)];
  const decimals = decimalsOf(figures, a) + decimalsOf(figures, b);
  return {
    n: rows.length,
    sum_x: x.total,
    sum_y: y.total,
    squares_x: x.squares,
    squares_y: y.squares,
    products: Number(products(rows, a, b)) / 10 ** decimals,
  };
}

/** Rows by the values that they have of some columns, in the order of the values. */
export function groupsBy(
  rows: readonly Row[],
  by: readonly string[],
): { readonly keys: readonly string[]; readonly rows: readonly Row[] }[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(by.map((name) => row[name])));
  return [...groups].map(([key, members]) => ({
    keys: JSON.parse(key) as string[],
    rows: members,
  }));
}
