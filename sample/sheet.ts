import { dimension, factors } from "./columns.ts";
import type { Dimension } from "./columns.ts";
import { cellKey } from "./facts.ts";
import type { Fact } from "./facts.ts";

/** A filled column: a code for each row, and the token each code stands for. */
export interface Filled {
  readonly codes: Int32Array;
  readonly domain: readonly string[];
}

/** The filled columns, by name. */
export type Sheet = Map<string, Filled>;

/** The column of that name, which must have been filled. */
export function filledColumn(sheet: ReadonlyMap<string, Filled>, name: string): Filled {
  const filled = sheet.get(name);
  if (filled === undefined) {
    throw new Error(`The sample needs the column ${name} before it is filled.`);
  }
  return filled;
}

/** For each row, what `read` makes of its token in a column. */
export function readRows<Value>(filled: Filled, read: (token: string) => Value): Value[] {
  const byCode = filled.domain.map(read);
  return Array.from(filled.codes, (code) => byCode[code]).filter((value) => value !== undefined);
}

/** For each row, its label in each of the dimensions. */
export function rowLabels(
  sheet: ReadonlyMap<string, Filled>,
  dims: readonly string[],
  rows: number,
): string[][] {
  const columns = dims.map((dim) => labelsOf(sheet, dimension(dim)));
  return Array.from({ length: rows }, (_, row) => columns.map((labels) => labels[row] ?? ""));
}

/** The rows that share a label in every one of the dimensions, together. */
export function groupRows(
  sheet: ReadonlyMap<string, Filled>,
  dims: readonly string[],
  rows: number,
): Int32Array[] {
  const labels = rowLabels(sheet, dims, rows).map(cellKey);
  return [...Map.groupBy(labels.keys(), (row) => labels[row]).values()].map((group) =>
    Int32Array.from(group),
  );
}

/** The columns a fact is computed from. */
export function columnsOf(fact: Fact): string[] {
  return [
    ...fact.dims.map((dim) => dimension(dim).column),
    ...factors(fact.measure).map((factor) => factor.column),
  ];
}

/** Throws unless every fact holds on the filled sheet. */
export function verify(
  sheet: ReadonlyMap<string, Filled>,
  facts: readonly Fact[],
  rows: number,
): void {
  const wrong = facts.filter((fact) => {
    const weights = factors(fact.measure).map((factor) =>
      readRows(filledColumn(sheet, factor.column), (token) => factor.weight(token)),
    );
    const sums = new Map<string, number>();
    rowLabels(sheet, fact.dims, rows).forEach((labels, row) => {
      const key = cellKey(labels);
      sums.set(
        key,
        (sums.get(key) ?? 0) +
          weights.reduce((product, column) => product * (column[row] ?? Number.NaN), 1),
      );
    });
    return [...new Set([...sums.keys(), ...fact.cells.keys()])].some(
      (key) => (sums.get(key) ?? 0) !== (fact.cells.get(key) ?? 0),
    );
  });
  if (wrong.length > 0) {
    const names = wrong.map((fact) => [fact.measure, ...fact.dims].join(" by "));
    throw new Error(`The sample disagrees with the marginals on: ${names.join("; ")}.`);
  }
}

function labelsOf(sheet: ReadonlyMap<string, Filled>, dim: Dimension): string[] {
  return readRows(filledColumn(sheet, dim.column), (token) => dim.label(token));
}
