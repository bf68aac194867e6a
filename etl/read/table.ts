import leven from "leven";
import { repeatedPersons } from "../report/persons.ts";
import { acceptsOnceClean } from "../contract/accepts.ts";
import { decimalsOf, type Column } from "../contract/columns.ts";
import { duckdbType, literal } from "../contract/sql.ts";
import { integer, textOf, type Ask, type Row } from "../database.ts";
import { ReportError } from "../errors.ts";
import type { Notice } from "../notices.ts";
import { cleanedColumns, neededColumns } from "../report/cleaned.ts";
import type { Report } from "../report/report.ts";

/** What is known of the report's table before the queries run. */
export interface TableResult {
  readonly rows: number;
  /** The report's columns that the table has. */
  readonly columns: readonly Column[];
  /** Columns of the report that the table lacks, as cleaning may drop them. */
  readonly dropped: readonly string[];
  /** How many more rows than persons there are. */
  readonly repeated: number;
  readonly notices: readonly Notice[];
  /** What `stateOf` returned before all other queries. */
  readonly state: string;
}

/** A column of a cleaned table, and what is said of values that do not fit. */
type Wanted = ReturnType<typeof wantedOf>;

const wantedOf = (column: Column) => ({
  name: column.name,
  wants: column.header === "" && column.type === "text" ? "any text" : acceptsOnceClean(column),
  unfit: unfit(column),
});

/** Portable SQL: whether the report does not accept a row's value. */
function unfit(column: Column): string {
  const { name, type, range, allowed, nullable } = column;
  if (type !== "text") {
    const decimals =
      type === "integer" ? "" : ` OR ${name} <> ROUND(${name}, ${decimalsOf(column)})`;
    const limits = range ? ` OR ${name} < ${range[0]} OR ${name} > ${range[1]}` : "";
    return `${nullable ? "FALSE" : `${name} IS NULL`}${limits}${decimals}`;
  }
  return allowed
    ? `${name} IS NULL OR ${name} NOT IN (${allowed.map(literal).join(", ")})`
    : `${name} IS NULL OR TRIM(${name}) = ''`;
}

const fixOf = (table: string) =>
  `The table must match sql/schema.sql. A view named ${table} that renames and CASTs columns works too.`;

/**
 * Stage 1 for a table that is in the database already: checks the columns and values of the report's
 * table or view without reading its rows.
 * @throws ReportError for a table that does not hold cleaned rows, naming the column and how to find
 * the rows
 */
export async function readTable(ask: Ask, report: Report): Promise<TableResult> {
  const { table, key, person, unique } = report;
  const cleaned = cleanedColumns(report);
  const described = await ask(
    "SELECT column_name AS name, data_type AS type, collation_name AS collation_ FROM " +
      "information_schema.columns WHERE table_schema = DATABASE() AND table_name = " +
      `${literal(table)} ` +
      "ORDER BY ordinal_position",
  );
  const columns = new Map(described.map((row) => [textOf(row["name"]).toLowerCase(), row]));
  refuseColumns(columns, report);
  const present = cleaned.filter(({ name }) => columns.has(name.toLowerCase()));
  const state = await stateOf(ask, report, present);
  const dropped = cleaned.filter((column) => !present.includes(column)).map(({ name }) => name);
  const wanted = present.map(wantedOf);
  const tallies = wanted.map(
    ({ name, unfit: condition }) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${name}`,
  );
  const [row = {}] = await ask(
    `SELECT COUNT(*) AS n_rows, ${key ? `COUNT(DISTINCT ${key.name})` : "COUNT(*)"} AS n_ids, ${tallies.join(", ")} FROM ${table}`,
  );
  const rows = integer(row["n_rows"]);
  if (rows === 0)
    throw new ReportError("input", `The table ${table} has no rows.`, {
      hint: "Load the rows, or correct the database's name in the URL; the last good report is untouched.",
    });
  refuseValues(row, wanted, rows, report);
  // Of a private column the table tells nothing.
  const repeated = person?.private ? 0 : await repeatedPersons(ask, table, { person, unique });
  const notices = collationNotice(columns, present);
  return { rows, columns: present, dropped, repeated, notices, state };
}

function refuseColumns(columns: ReadonlyMap<string, Row>, report: Report): void {
  const { table } = report;
  const needed = neededColumns(report).map(({ name }) => name);
  const cleaned = cleanedColumns(report);
  if (columns.size === 0)
    throw new ReportError(
      "database",
      `The database has no table or view ${table} that this user may read.`,
      { hint: "Grant it SELECT on that table, or correct the database's name in the URL." },
    );
  const missing = cleaned.filter(
    ({ name }) => needed.includes(name) && !columns.has(name.toLowerCase()),
  );
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
      `The table ${table} lacks ${names.length === 1 ? "the column" : "the columns"} ${names.join(", ")}.`,
      { hint: fixOf(table) },
    );
  }
  const inexact = cleaned.filter(
    ({ name, type }) =>
      (type === "money" || type === "decimal") &&
      /^(float|double|real)/i.test(textOf(columns.get(name.toLowerCase())?.["type"])),
  );
  if (inexact.length > 0)
    throw new ReportError(
      "input",
      `The table ${table} holds ${inexact.map(({ name }) => name).join(" and ")} as floating-point numbers, whose sums are not exact.`,
      {
        hint: `Store them as DECIMAL: ALTER TABLE ${table} ${inexact.map((column) => `MODIFY ${column.name} ${duckdbType(column)} NOT NULL`).join(", ")}; or make a view that CASTs them.`,
      },
    );
}

function refuseValues(
  row: Row,
  wanted: readonly Wanted[],
  rows: number,
  { table, key, row: noun }: Report,
): void {
  const found = wanted.filter(({ name }) => integer(row[name]) > 0);
  const [first] = found;
  if (first) {
    const lines = found.map(
      ({ name, wants }) => `  ${name}: ${integer(row[name])} of ${rows} rows do not hold ${wants}`,
    );
    throw new ReportError(
      "input",
      `The table ${table} has values that the report cannot use:\n${lines.join("\n")}`,
      { hint: `To see them: SELECT * FROM ${table} WHERE ${first.unfit}` },
    );
  }
  const ids = integer(row["n_ids"]);
  if (key && ids !== rows)
    throw new ReportError(
      "input",
      `The table ${table} has ${rows} rows and ${ids} different ${key.name}; the report counts one row per ${noun.one}.`,
      {
        hint:
          `To see the repeated ones: SELECT ${key.name}, COUNT(*) FROM ${table} GROUP BY ` +
          `${key.name} HAVING COUNT(*) > 1`,
      },
    );
}

/** Where text is not compared byte by byte, "Red" and "red" are one group. */
function collationNotice(columns: ReadonlyMap<string, Row>, cleaned: readonly Column[]): Notice[] {
  const loose = cleaned
    .filter(({ type }) => type === "text")
    .map(({ name }) => textOf(columns.get(name.toLowerCase())?.["collation_"]))
    .filter((collation) => collation !== "" && !/(_bin|^binary)$/.test(collation));
  return loose.length === 0 ? [] : [{ kind: "collation", collations: [...new Set(loose)] }];
}

/**
 * @throws ReportError where the table is not in the state that it was read in: its figures would
 * not agree with one another
 */
export async function refuseChanged(
  ask: Ask,
  report: Report,
  { state, columns }: Pick<TableResult, "state" | "columns">,
): Promise<void> {
  if ((await stateOf(ask, report, columns)) === state) return;
  throw new ReportError(
    "database",
    `The table ${report.table} changed while it was queried, so its figures would not agree with one another.`,
    { hint: "Run again while nothing writes to it." },
  );
}

/** Sums that change when rows of the table do, as one text. */
async function stateOf(ask: Ask, { table }: Report, columns: readonly Column[]): Promise<string> {
  const sums = columns
    .filter(({ type, header }) => type !== "text" && header !== "")
    .map(({ name }) => `, SUM(${name}) AS ${name}`);
  const [row = {}] = await ask(`SELECT COUNT(*) AS n${sums.join("")} FROM ${table}`);
  return Object.values(row).map(textOf).join(" ");
}
