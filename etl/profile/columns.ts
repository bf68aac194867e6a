import { columnsFrom, type Value } from "../../format/columns.ts";
import type { Field } from "../../format/fields.ts";
import type { CleaningStep } from "../clean/step.ts";
import { divisorOf, type Column } from "../contract/columns.ts";
import { unitsSql } from "../contract/sql.ts";
import type { ResultTable } from "../result-table.ts";

/** What is profiled: a table with its columns, and what cleaning did to them. */
export interface Profiled {
  /** The cleaned table. */
  readonly table: string;
  /** The column that identifies a row. */
  readonly key: Column | undefined;
  /** The column that identifies the person that a row is about. */
  readonly person: Column | undefined;
  /** The columns of the cleaned table. */
  readonly columns: readonly Column[];
}

/** The same of a file, whose rows are known before cleaning too. */
export interface ProfiledFile extends Profiled {
  /** The columns of the file. */
  readonly raw: readonly Column[];
  readonly steps: readonly CleaningStep[];
}

/**
 * A numeric column as the profile sees it: a whole-number SQL expression, and what to divide by for
 * the reader's unit.
 */
export interface NumericColumn {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly sql: string;
  readonly divisor: number;
  /** Whether a value may be missing. */
  readonly nullable: boolean;
}

/** The numeric columns among some columns. */
export const numericOf = (columns: readonly Column[]): NumericColumn[] =>
  columns
    .filter(({ type }) => type !== "text")
    .map((column) => {
      const { name, label, unit, nullable = false } = column;
      // A column that cleaning makes may be narrower, and products of it would overflow.
      const sql = `CAST(${unitsSql(column)} AS BIGINT)`;
      return { name, label, unit, sql, divisor: divisorOf(column), nullable };
    });

/** A table of the profile. */
export const profileOf = (
  name: string,
  fields: readonly Field[],
  rows: readonly (readonly Value[])[],
  cellCounts: NonNullable<ResultTable["cellCounts"]> = {},
): ResultTable => ({
  name: `profile-${name}`,
  kind: "profile",
  published: true,
  cellCounts,
  columns: columnsFrom(fields, rows),
});

/** The text columns among some columns. */
export const textsOf = (columns: readonly Column[]): Column[] =>
  columns.filter(({ type }) => type === "text");

/** The numeric columns that are no key, which measures nothing. */
export const measuredOf = ({ columns, key }: Profiled): NumericColumn[] =>
  numericOf(columns).filter(({ name }) => name !== key?.name);

/**
 * SQL for the exact product of two whole-number expressions of at most the given magnitudes: in 64
 * bits where it fits, which DuckDB computes eight times faster than in 128.
 */
export function product(x: string, y: string, largestX: number, largestY: number): string {
  return largestX * largestY < 2 ** 62 ? `${x} * ${y}` : `CAST(${x} AS HUGEINT) * ${y}`;
}
