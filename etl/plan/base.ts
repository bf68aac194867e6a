import { ascending } from "d3-array";
import { scaleOf } from "../../format/fields.ts";
import { codesOf, groupRows, type Coded, type Grouping } from "../../format/roll-up.ts";
import { isDecimal, textOf, type Cell, type ColumnResult } from "../database.ts";
import { ReportError } from "../errors.ts";
import type { Aggregate } from "./aggregates.ts";
import type { BaseQuery } from "./plan.ts";

/** Exact whole numbers: of a column whose sum could be too large for a number, BigInts. */
type Exact = Float64Array | readonly bigint[];

/** The rows of a base query, exact, ready to be rolled up. */
export interface Base {
  readonly query: BaseQuery;
  readonly length: number;
  readonly dimensions: ReadonlyMap<string, Coded<string>>;
  readonly amounts: ReadonlyMap<string, Exact>;
}

/** Groups of a base in the order of their values, and what each comes to, in a field's storage. */
export interface Rolled {
  readonly keys: readonly (readonly string[])[];
  readonly values: (aggregate: Aggregate) => readonly number[];
}

/** Takes a base query's result. @throws ReportError for a result that is not exact */
export function baseOf(query: BaseQuery, { columns }: ColumnResult): Base {
  const length = columns[0]?.length ?? 0;
  const dimensions = query.by.map(
    (name, index) => [name, (columns[index] ?? []).map((value) => textOf(value))] as const,
  );
  const amounts = query.aggregates.map(({ field, scale }, index) => {
    const cells = columns[query.by.length + index] ?? [];
    return [field.name, exactColumn(cells.map((cell) => unitsOf(cell, scale)))] as const;
  });
  const coded = codesOf(length, new Map(dimensions), []);
  return { query, length, dimensions: coded.dimensions, amounts: new Map(amounts) };
}

function exactColumn(units: readonly bigint[]): Exact {
  const most = units.reduce((sum, value) => sum + (value < 0n ? -value : value), 0n);
  return most <= BigInt(Number.MAX_SAFE_INTEGER) ? Float64Array.from(units, Number) : units;
}

const numeral = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A cell in whole units of ten to the power of `-scale`; a sum of nothing is nought. */
function unitsOf(cell: Cell, scale: number): bigint {
  if (cell === null) return 0n;
  if (typeof cell === "bigint") return cell * 10n ** BigInt(scale);
  if (isDecimal(cell) && cell.scale <= scale) return cell.value * 10n ** BigInt(scale - cell.scale);
  const [, sign = "", whole, fraction = ""] = numeral.exec(textOf(cell)) ?? [];
  const kept = fraction.replace(/0+$/, "");
  if (whole === undefined || kept.length > scale)
    throw new ReportError(
      "database",
      `A query that the report needs returned ${textOf(cell)}, which is not exact.`,
      { hint: "Store amounts and decimals in the table as DECIMAL." },
    );
  return BigInt(`${sign}${whole}${kept.padEnd(scale, "0")}`);
}

/** Rolls a base up to some of its dimensions; by none, to one group. */
export function rollUpBase(base: Base, by: readonly string[]): Rolled {
  const dimensions = by.map((name) => {
    const coded = base.dimensions.get(name);
    if (!coded) throw new Error(`${base.query.name} is not by ${name}.`);
    return coded;
  });
  const grouping = groupRows(base.length, dimensions);
  const order = [...grouping.keys.keys()].toSorted((a, b) =>
    compareKeys(grouping.keys[a] ?? [], grouping.keys[b] ?? []),
  );
  return {
    keys: order.map((group) => grouping.keys[group] ?? []),
    values: ({ field, scale }) => {
      const sums = summed(base.amounts.get(field.name) ?? [], grouping);
      return order.map((group) => stored(sums[group] ?? 0, field.name, scaleOf(field), scale));
    },
  };
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((key, index) => key !== b[index]);
  return place < 0 ? 0 : ascending(a[place], b[place]);
}

function summed(
  amounts: Exact,
  { keys, groupOf }: Pick<Grouping<string>, "keys" | "groupOf">,
): Exact {
  if (amounts instanceof Float64Array) {
    const sums = new Float64Array(keys.length);
    for (const [row, amount] of amounts.entries()) {
      const group = groupOf[row] ?? 0;
      sums[group] = (sums[group] ?? 0) + amount;
    }
    return sums;
  }
  const sums = keys.map(() => 0n);
  for (const [row, amount] of amounts.entries()) {
    const group = groupOf[row] ?? 0;
    sums[group] = (sums[group] ?? 0n) + amount;
  }
  return sums;
}

/** An exact sum as its field stores it: whole units where the type is exact, else divided once. */
function stored(sum: number | bigint, name: string, fieldScale: number | null, scale: number) {
  if (fieldScale === null) return Number(sum) / 10 ** scale;
  const value = Number(sum);
  if (!Number.isSafeInteger(value))
    throw new ReportError("input", `The sum ${name} is too large to be exact in a browser.`, {
      hint: "Describe the column in a larger unit, or leave the metric out of report.yaml.",
    });
  return value;
}
