import type { Field } from "../../format/fields.ts";
import { decimalsOf, type Column } from "../contract/columns.ts";
import { literal } from "../contract/sql.ts";
import { field, fieldOf } from "../result-table.ts";

/** What a group of rows comes to, exactly: portable SQL, and how its result is stored. */
export interface Aggregate {
  readonly field: Field;
  readonly sql: string;
  /** The decimals that the result has: of a square twice those of its column. */
  readonly scale: number;
}

/** The number of rows. */
export const rowCount = (name: string, label: string): Aggregate => ({
  field: field(name, "count", label),
  sql: "COUNT(*)",
  scale: 0,
});

/** The sum of a column's known values. */
export const sumOf = (column: Column, name: string, label: string): Aggregate => ({
  field: fieldOf(column, label, name),
  sql: `SUM(${column.name})`,
  scale: decimalsOf(column),
});

/** How many values of a column are known. */
export const knownOf = (column: Column, name: string, rows: string): Aggregate => ({
  field: field(name, "count", `Known values of ${column.label}`, "", rows),
  sql: `COUNT(${column.name})`,
  scale: 0,
});

/** How many rows have one of some values. */
export const hitsOf = (
  column: Column,
  values: readonly string[],
  name: string,
  label: string,
  rows: string,
): Aggregate => ({
  field: field(name, "count", label, "", rows),
  sql: `SUM(CASE WHEN ${conditionOf(column.name, values)} THEN 1 ELSE 0 END)`,
  scale: 0,
});

const conditionOf = (name: string, values: readonly string[]): string =>
  values.length === 1
    ? `${name} = ${literal(values[0] ?? "")}`
    : `${name} IN (${values.map(literal).join(", ")})`;

/** The sum of the products of two columns; of a column with itself, of its squares. */
export function productsOf(a: Column, b: Column): Aggregate {
  const name = a === b ? `${a.name}_squares` : `${a.name}_by_${b.name}`;
  return {
    field: field(name, "number", a === b ? "Sum of squares" : "Sum of products"),
    sql: `SUM(${factor(a)} * ${factor(b)})`,
    scale: decimalsOf(a) + decimalsOf(b),
  };
}

/**
 * Numbers so large that the product of two would overflow are multiplied as wide decimals: in DuckDB
 * the product of two integers has 64 bits, and that of two decimals of up to 18 digits has 18.
 */
const factor = (column: Column): string => {
  const [low, high] = column.range ?? [-Infinity, Infinity];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const decimals = decimalsOf(column);
  if (largest < (column.type === "integer" ? 2 ** 31 : 10 ** (9 - decimals))) return column.name;
  return `CAST(${column.name} AS DECIMAL(20,${decimals}))`;
};
