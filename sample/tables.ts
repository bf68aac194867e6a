import { dimension, factors } from "./columns.ts";
import type { Table } from "./ledger.ts";
import { cellKey } from "./facts.ts";
import type { Fact } from "./facts.ts";
import { columnsOf, filledColumn, readRows, rowLabels } from "./sheet.ts";
import type { Filled, Sheet } from "./sheet.ts";

/**
 * The tables a column must agree with: every fact that involves it and otherwise only columns
 * filled before. Facts that only involve the columns it was dealt by hold already.
 */
export function tablesFor(
  name: string,
  filled: Filled,
  dealtBy: readonly string[],
  facts: readonly Fact[],
  sheet: Sheet,
): Table[] {
  const due = facts.filter((fact) => {
    const columns = columnsOf(fact);
    return (
      columns.includes(name) &&
      columns.every((column) => column === name || sheet.has(column)) &&
      !columns.every((column) => column === name || dealtBy.includes(column))
    );
  });
  const tables = [...Map.groupBy(due, (fact) => fact.dims.join()).values()].map((alike) =>
    countTable(alike, name, filled, sheet),
  );
  return withBalancedCosts(tables);
}

/** The part of a table that concerns one code; the other codes neither weigh nor owe anything. */
export function onlyCode(table: Table, code: number): Table {
  const width = table.measures.length;
  const own = table.classes[code];
  return {
    ...table,
    codeWeights: table.codeWeights.map((weight, index) =>
      Math.floor(index / width) === code ? weight : 0,
    ),
    targets: table.targets.map((target, index) =>
      Math.floor(index / width) % table.classCount === own ? target : 0,
    ),
  };
}

function countTable(facts: readonly Fact[], name: string, filled: Filled, sheet: Sheet): Table {
  const dims = facts[0]?.dims ?? [];
  const isOwn = (dim: string): boolean => dimension(dim).column === name;
  const rows = filled.codes.length;
  const outer = numbered(
    rowLabels(
      sheet,
      dims.filter((dim) => !isOwn(dim)),
      rows,
    ),
  );
  const inner = numbered(
    filled.domain.map((token) => dims.filter(isOwn).map((dim) => dimension(dim).label(token))),
  );
  const targets = outer.distinct.flatMap((group) =>
    inner.distinct.flatMap((own) => {
      const [left, right] = [group.values(), own.values()];
      const key = cellKey(dims.map((dim) => String((isOwn(dim) ? right : left).next().value)));
      return facts.map((fact) => fact.cells.get(key) ?? 0);
    }),
  );
  return {
    measures: facts.map((fact) => fact.measure),
    groups: outer.numbers,
    classes: inner.numbers,
    classCount: inner.distinct.length,
    rowWeights: interleave(
      facts.map((fact) =>
        weightsOf(
          fact,
          rows,
          (column) => column !== name,
          (column) => filledColumn(sheet, column),
        ),
      ),
    ),
    codeWeights: interleave(
      facts.map((fact) =>
        weightsOf(
          fact,
          filled.domain.length,
          (column) => column === name,
          () => ({ codes: Int32Array.from(filled.domain.keys()), domain: filled.domain }),
        ),
      ),
    ),
    targets: Float64Array.from(targets),
    costs: Float64Array.from(facts, (fact) => costOf(fact.measure)),
  };
}

function weightsOf(
  fact: Fact,
  length: number,
  wanted: (column: string) => boolean,
  find: (column: string) => Filled,
): number[] {
  const weights = factors(fact.measure)
    .filter((factor) => wanted(factor.column))
    .map((factor) => readRows(find(factor.column), (token) => factor.weight(token)));
  return Array.from({ length }, (_, index) =>
    weights.reduce((product, column) => product * (column[index] ?? Number.NaN), 1),
  );
}

function interleave(columns: readonly number[][]): Float64Array {
  const length = columns[0]?.length ?? 0;
  return Float64Array.from(
    Array.from({ length }, (_, index) =>
      columns.map((column) => column[index] ?? Number.NaN),
    ).flat(),
  );
}

// A row moved to mend a count disturbs sums by tens of dollars, so a count must cost more than
// that or it is never mended; ratings move in tens of r100, products in large steps.
function costOf(measure: string): number {
  const tens = measure.includes("r100") || measure.startsWith("rating") ? 10 : 1;
  if (measure === "count") {
    return 60;
  }
  return factors(measure).length > 1
    ? 0.1 / tens
    : ["revenue", "previous_sum", "rating_x100"].includes(measure)
      ? 1 / tens
      : 8;
}

// With counts alone there is nothing to weigh them against, and their steps should cost 1.
function withBalancedCosts(tables: readonly Table[]): Table[] {
  const cheapest = Math.max(1, Math.min(...tables.flatMap((table) => [...table.costs])));
  return tables.map((table) => ({ ...table, costs: table.costs.map((cost) => cost / cheapest) }));
}

function numbered(labels: readonly string[][]): { numbers: Int32Array; distinct: string[][] } {
  const seen = new Map<string, number>();
  const distinct: string[][] = [];
  const numbers = Int32Array.from(labels, (row) => {
    const key = cellKey(row);
    const found = seen.get(key) ?? distinct.push(row) - 1;
    seen.set(key, found);
    return found;
  });
  return { numbers, distinct };
}
