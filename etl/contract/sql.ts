import {
  decimalsOf,
  divisorOf,
  maxDigits,
  maxTextLength,
  missingWords,
  type Column,
} from "./columns.ts";

/** A name as a quoted SQL identifier. */
export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A text as a SQL literal; DuckDB's parser ends at a NUL, so those are spelt out. */
export const literal = (value: string): string =>
  value.includes("\0")
    ? `(${value.split("\0").map(literal).join(" || chr(0) || ")})`
    : `'${value.replaceAll("'", "''")}'`;

/**
 * The DuckDB type in which a column's values are stored; DECIMAL for money and ratings, so that
 * sums are exact.
 */
export function duckdbType(column: Pick<Column, "type" | "decimals" | "range">): string {
  if (column.type === "text") return "VARCHAR";
  return column.type === "integer" ? "BIGINT" : decimalType(column);
}

/** The type of money and of decimal numbers, on every engine. */
export function decimalType(column: Pick<Column, "type" | "decimals" | "range">): string {
  const [low, high] = column.range ?? [-Infinity, Infinity];
  const decimals = decimalsOf(column);
  const isSmall = column.type === "decimal" && Math.max(Math.abs(low), Math.abs(high)) < 100;
  return `DECIMAL(${isSmall ? decimals + 2 : maxDigits},${decimals})`;
}

/** SQL for a number in whole units: cents, hundredths. */
export function unitsSql(column: Pick<Column, "name" | "type" | "decimals">): string {
  if (column.type === "integer") return column.name;
  const divisor = divisorOf(column);
  return `CAST(${column.name}${divisor === 1 ? "" : ` * ${divisor}`} AS BIGINT)`;
}

/** SQL for the typed value of the text expression `source`; NULL where it is not one. */
export function typedValue(column: Column, source: string): string {
  return column.type === "text" ? source : `TRY_CAST(${source} AS ${duckdbType(column)})`;
}

/**
 * SQL, false or NULL otherwise: whether the text expression `source` is an accepted value in
 * canonical form, so that a cast suffices. The typed value must spell the text again, or begin with
 * it ("19.9" and 19.90): a cast alone rounds ("19.999"), trims, and reads "1e3", "0x10" and "1_000"
 * as numbers.
 */
export function isCanonical(column: Column, source: string): string {
  const value = typedValue(column, source);
  const tests: string[] = [];
  if (column.type === "integer") tests.push(`CAST(${value} AS VARCHAR) = ${source}`);
  else if (column.type !== "text") tests.push(`starts_with(CAST(${value} AS VARCHAR), ${source})`);
  if (column.decimalChar) tests.push(`NOT contains(${source}, '.')`);
  if (column.range) tests.push(`${value} BETWEEN ${column.range[0]} AND ${column.range[1]}`);
  // DuckDB makes a join of a long IN, and a join does not keep the rows of a large file in their
  // order.
  if (column.allowed)
    tests.push(
      `CASE ${column.allowed.map((word) => `WHEN ${source} = ${literal(word)} THEN TRUE`).join(" ")} ELSE FALSE END`,
    );
  // Bytes are counted sooner than characters; a text with more of these than of those is looked at
  // once more.
  else if (column.type === "text")
    tests.push(
      `trim(${source}) = ${source}`,
      `${source} <> ''`,
      `strlen(${source}) <= ${maxTextLength}`,
      ...[
        ...missingWords(column),
        ...(column.missingText === undefined ? [] : [column.missingText]),
      ].map((word) => `${source} <> ${literal(word)}`),
    );
  return column.nullable
    ? `(${source} IS NULL OR ${source} = '' OR (${tests.join(" AND ")}))`
    : tests.join(" AND ");
}
