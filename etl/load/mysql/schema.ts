import { contract, frequencyDays, maxTextLength, type Column } from "../../contract/columns.ts";
import type { Flavour } from "./server.ts";

/**
 * Compares text byte by byte, trailing spaces included, so that order and equality are DuckDB's.
 */
export const collations = {
  MySQL: "utf8mb4_0900_bin",
  MariaDB: "utf8mb4_nopad_bin",
  other: "utf8mb4_bin",
} as const satisfies Record<Flavour, string>;

function integerType(largest: number): string {
  if (largest < 2 ** 15) return "SMALLINT";
  return largest < 2 ** 31 ? "INT" : "BIGINT";
}

/** The MySQL type that holds every value the contract accepts, exactly. */
export function mysqlType({ type, range }: Pick<Column, "type" | "range">): string {
  return {
    text: `VARCHAR(${maxTextLength})`,
    integer: integerType(range?.[1] ?? Infinity),
    money: "DECIMAL(12,2)",
    rating: "DECIMAL(4,2)",
  }[type];
}

const derived: readonly Pick<Column, "name" | "type" | "range">[] = [
  { name: "age_group", type: "text" },
  {
    name: "purchase_frequency_days",
    type: "integer",
    range: [0, Math.max(...Object.values(frequencyDays))],
  },
];

/**
 * The DDL of the cleaned customers.
 * @param names the columns to have, in order
 */
export function createTable(table: string, names: readonly string[], flavour: Flavour): string {
  const known = [...contract, ...derived];
  const columns = names.map((name) => {
    const column = known.find((candidate) => candidate.name === name);
    if (!column) throw new Error(`The contract has no column "${name}".`);
    return `  ${name} ${mysqlType(column)} NOT NULL`;
  });
  return `CREATE TABLE ${table} (
${columns.join(",\n")},
  PRIMARY KEY (customer_id)
) CHARACTER SET utf8mb4 COLLATE ${collations[flavour]}`;
}
