import { maxTextLength, type Column } from "./columns.ts";

/** A name as a quoted SQL identifier. */
export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A text as a SQL literal; DuckDB's parser ends at a NUL, so those are spelt out. */
export const literal = (value: string): string => (value.includes("\0") ? `(${value.split("\0").map(literal).join(" || chr(0) || ")})` : `'${value.replaceAll("'", "''")}'`);

/** The DuckDB type in which the contract's values are stored; DECIMAL for money and ratings, so that sums are exact. */
export function duckdbType(column: Column): string {
  return { text: "VARCHAR", integer: "BIGINT", money: "DECIMAL(12,2)", rating: "DECIMAL(4,2)" }[column.type];
}

/** SQL for the typed value of the text expression `source`; NULL where it is not one. */
export function typedValue(column: Column, source: string): string {
  return column.type === "text" ? source : `TRY_CAST(${source} AS ${duckdbType(column)})`;
}

/**
 * SQL, never NULL: whether the text expression `source` is a value that the contract accepts. A cast to DECIMAL or
 * BIGINT rounds silently (19.999 becomes 20.00), so the typed value must also equal the text read as DOUBLE.
 */
export function isAccepted(column: Column, source: string): string {
  const value = typedValue(column, source);
  const tests: string[] = [];
  if (column.type !== "text") tests.push(`${value} = TRY_CAST(${source} AS DOUBLE)`);
  if (column.range) tests.push(`${value} BETWEEN ${column.range[0]} AND ${column.range[1]}`);
  if (column.allowed) tests.push(`${source} IN (${column.allowed.map(literal).join(", ")})`);
  else if (column.type === "text") tests.push(`trim(${source}) <> ''`, `length(${source}) <= ${maxTextLength}`);
  return `${column.nullable ? `COALESCE(trim(${source}), '') = '' OR ` : ""}COALESCE(${tests.join(" AND ")}, FALSE)`;
}
