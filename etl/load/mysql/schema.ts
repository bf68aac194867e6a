import { maxTextLength, type Column } from "../../contract/columns.ts";
import { decimalType } from "../../contract/sql.ts";
import type { Flavour } from "./server.ts";

/**
 * Compares text byte by byte, trailing spaces included, so that order and equality are DuckDB's.
 */
const collations = {
  MySQL: "utf8mb4_0900_bin",
  MariaDB: "utf8mb4_nopad_bin",
  other: "utf8mb4_bin",
} as const satisfies Record<Flavour, string>;

/** The MySQL type that holds every value that a column accepts, exactly. */
export function mysqlType(column: Pick<Column, "type" | "decimals" | "range">): string {
  if (column.type === "text") return `VARCHAR(${maxTextLength})`;
  if (column.type !== "integer") return decimalType(column);
  const [low, high] = column.range ?? [-Infinity, Infinity];
  const largest = Math.max(high, -low - 1);
  return largest < 2 ** 15 ? "SMALLINT" : largest < 2 ** 31 ? "INT" : "BIGINT";
}

/**
 * The DDL of the cleaned table.
 * @param columns to have, in order
 * @param key the column that identifies a row
 */
export function createTable(
  table: string,
  columns: readonly Column[],
  key: Column | undefined,
  flavour: Flavour,
): string {
  const lines = columns.map(
    (column) => `  ${column.name} ${mysqlType(column)}${column.nullable ? "" : " NOT NULL"}`,
  );
  const primary = key ? [`  PRIMARY KEY (${key.name})`] : [];
  return `CREATE TABLE ${table} (
${[...lines, ...primary].join(",\n")}
) CHARACTER SET utf8mb4 COLLATE ${collations[flavour]}`;
}
