import leven from "leven";
import { acceptsOnceClean } from "../contract/accepts.ts";
import { contract, frequencyDays, type Column } from "../contract/columns.ts";
import { literal } from "../contract/sql.ts";
import { integer, textOf, type Ask, type Row } from "../database.ts";
import { ReportError } from "../errors.ts";
import type { Notice } from "../notices.ts";

/** What is known of the table `customer` before the queries run. */
export interface TableResult {
  readonly rows: number;
  /** Columns of the contract that the table lacks, as cleaning may drop them. */
  readonly dropped: readonly string[];
  readonly notices: readonly Notice[];
  /** What `stateOf` returned before all other queries. */
  readonly state: string;
}

const days = Object.values(frequencyDays);

/** The columns of a cleaned table, none of which may be NULL. */
const cleaned: readonly (Pick<Column, "name" | "type"> & {
  readonly wants: string;
  readonly unfit: string;
})[] = [
  ...contract.map((column) => ({
    name: column.name,
    type: column.type,
    wants: acceptsOnceClean(column),
    unfit: unfit(column),
  })),
  {
    name: "age_group",
    type: "text",
    wants: "any text",
    unfit: "age_group IS NULL OR TRIM(age_group) = ''",
  },
  {
    name: "purchase_frequency_days",
    type: "integer",
    wants: `a whole number from ${Math.min(...days)} to ${Math.max(...days)}`,
    unfit: unfitNumber("purchase_frequency_days", [Math.min(...days), Math.max(...days)]),
  },
];

/** Portable SQL: whether the contract does not accept a row's value. */
function unfit({ name, type, range, allowed }: Column): string {
  if (type !== "text")
    return `${unfitNumber(name, range ?? [-Infinity, Infinity])}${type === "integer" ? "" : ` OR ${name} <> ROUND(${name}, 2)`}`;
  return allowed
    ? `${name} IS NULL OR ${name} NOT IN (${allowed.map(literal).join(", ")})`
    : `${name} IS NULL OR TRIM(${name}) = ''`;
}

function unfitNumber(name: string, [low, high]: readonly [number, number]): string {
  return `${name} IS NULL OR ${name} < ${low} OR ${name} > ${high}`;
}

const optional = "promo_code_used";
const fix =
  "The table must match sql/schema.sql. A view named customer that renames and CASTs columns works too.";

/**
 * Stage 1 for a table that is in the database already: checks the columns and values of the table or
 * view `customer` without reading its rows.
 * @throws ReportError for a table that does not hold cleaned customers, naming the column and how to
 * find the rows
 */
export async function readTable(ask: Ask): Promise<TableResult> {
  const described = await ask(
    "SELECT column_name AS name, data_type AS type, collation_name AS collation_ FROM " +
      "information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'customer' " +
      "ORDER BY ordinal_position",
  );
  const columns = new Map(described.map((row) => [textOf(row["name"]).toLowerCase(), row]));
  refuseColumns(columns);
  const state = await stateOf(ask);
  const dropped = columns.has(optional) ? [] : [optional];
  const wanted = cleaned.filter(({ name }) => !dropped.includes(name));
  const tallies = wanted.map(
    ({ name, unfit: condition }) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${name}`,
  );
  const [row = {}] = await ask(
    `SELECT COUNT(*) AS n_rows, COUNT(DISTINCT customer_id) AS n_ids, ${tallies.join(", ")} FROM customer`,
  );
  const rows = integer(row["n_rows"]);
  if (rows === 0)
    throw new ReportError("input", "The table customer has no rows.", {
      hint: "Load the customers, or correct the database's name in the URL; the last good report is untouched.",
    });
  refuseValues(row, wanted, rows);
  return { rows, dropped, notices: collationNotice(columns), state };
}

function refuseColumns(columns: ReadonlyMap<string, Row>): void {
  if (columns.size === 0)
    throw new ReportError(
      "database",
      "The database has no table or view customer that this user may read.",
      { hint: "Grant it SELECT on that table, or correct the database's name in the URL." },
    );
  const missing = cleaned.filter(({ name }) => name !== optional && !columns.has(name));
  const likely = (name: string) =>
    [...columns.keys()].find(
      (other) => !cleaned.some((column) => column.name === other) && leven(other, name) <= 3,
    );
  if (missing.length > 0) {
    const names = missing.map(({ name }) =>
      likely(name) === undefined ? name : `${name} (is it ${likely(name) ?? ""}?)`,
    );
    throw new ReportError(
      "input",
      `The table customer lacks ${names.length === 1 ? "the column" : "the columns"} ${names.join(", ")}.`,
      { hint: fix },
    );
  }
  const inexact = cleaned.filter(
    ({ name, type }) =>
      (type === "money" || type === "rating") &&
      /^(float|double|real)/i.test(textOf(columns.get(name)?.["type"])),
  );
  if (inexact.length > 0)
    throw new ReportError(
      "input",
      `The table customer holds ${inexact.map(({ name }) => name).join(" and ")} as floating-point numbers, whose sums are not exact.`,
      {
        hint: `Store them as DECIMAL: ALTER TABLE customer ${inexact.map(({ name, type }) => `MODIFY ${name} ${type === "money" ? "DECIMAL(12,2)" : "DECIMAL(4,2)"} NOT NULL`).join(", ")}; or make a view that CASTs them.`,
      },
    );
}

function refuseValues(row: Row, wanted: typeof cleaned, rows: number): void {
  const found = wanted.filter(({ name }) => integer(row[name]) > 0);
  const [first] = found;
  if (first) {
    const lines = found.map(
      ({ name, wants }) => `  ${name}: ${integer(row[name])} of ${rows} rows do not hold ${wants}`,
    );
    throw new ReportError(
      "input",
      `The table customer has values that the report cannot use:\n${lines.join("\n")}`,
      { hint: `To see them: SELECT * FROM customer WHERE ${first.unfit}` },
    );
  }
  const ids = integer(row["n_ids"]);
  if (ids !== rows)
    throw new ReportError(
      "input",
      `The table customer has ${rows} rows and ${ids} different customer_id; the report counts one row per customer.`,
      {
        hint:
          "To see the repeated ones: SELECT customer_id, COUNT(*) FROM customer GROUP BY " +
          "customer_id HAVING COUNT(*) > 1",
      },
    );
}

/** Where text is not compared byte by byte, "Red" and "red" are one group. */
function collationNotice(columns: ReadonlyMap<string, Row>): Notice[] {
  const loose = cleaned.filter(
    ({ name, type }) =>
      type === "text" &&
      columns.get(name) &&
      !/(_bin|^binary)$/.test(textOf(columns.get(name)?.["collation_"]) || "_bin"),
  );
  if (loose.length === 0) return [];
  const collations = [
    ...new Set(loose.map(({ name }) => textOf(columns.get(name)?.["collation_"]))),
  ];
  return [{ kind: "collation", collations }];
}

/**
 * @throws ReportError where the table is not in the state that it was read in: its figures would
 * not agree with one another
 */
export async function refuseChanged(ask: Ask, state: string): Promise<void> {
  if ((await stateOf(ask)) === state) return;
  throw new ReportError(
    "database",
    "The table customer changed while it was queried, so its figures would not agree with one another.",
    { hint: "Run again while nothing writes to it." },
  );
}

/** Sums that change when rows of the table do, as one text. */
async function stateOf(ask: Ask): Promise<string> {
  const [row = {}] = await ask(
    "SELECT COUNT(*) AS n, SUM(customer_id) AS ids, SUM(purchase_amount) AS amounts, " +
      "SUM(review_rating) AS ratings, SUM(previous_purchases) AS purchases, SUM(age) AS ages " +
      "FROM customer",
  );
  return Object.values(row).map(textOf).join(" ");
}
