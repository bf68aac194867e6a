import { refusal } from "../contract/accepts.ts";
import { contract } from "../contract/columns.ts";
import { isAccepted } from "../contract/sql.ts";
import { integer, textOf, type Cell, type Database } from "../database.ts";
import { ReportError } from "../errors.ts";
import { linesAt, linesOf } from "./lines.ts";
import type { Dialect } from "./preflight.ts";
import { readCsv, rejectsLimit, sourceOf } from "./scan.ts";

const shown = 10;
const count = new Intl.NumberFormat("en-US");

/** A text as a message quotes it: control characters visible, long values cut. */
function quoted(value: Cell | undefined): string {
  const text = JSON.stringify(textOf(value));
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

function listed(total: number, lines: readonly string[], what: string, atLeast = false): string {
  const more = total > lines.length ? `\n  … and ${count.format(total - lines.length)} more` : "";
  return `${atLeast ? "at least " : ""}${count.format(total)} ${what}:\n${lines.map((line) => `  ${line}`).join("\n")}${more}`;
}

/** Lines that are no records of the file's dialect: ragged rows, unclosed quotes. @throws ReportError where there are any */
export async function refuseBrokenLines(database: Database, path: string, sourceName: string): Promise<void> {
  // A short line is reported once for each field that it lacks; the first of these reports counts the fields it has.
  // DuckDB's own line numbers count records, in which a quoted value may hold line ends.
  const errors = await database.rows(
    `SELECT min(line_byte_position) - 1 AS "offset", first(error_type::VARCHAR ORDER BY column_idx) AS type, first(error_message ORDER BY column_idx) AS message
     FROM reject_errors GROUP BY line ORDER BY line`,
  );
  if (errors.length === 0) return;
  const [kept] = await database.rows("SELECT count(*) AS n FROM reject_errors");
  const places = await linesAt(path, errors.slice(0, shown).map((error) => integer(error["offset"])));
  const lines = errors.slice(0, shown).map((error) => {
    const found = /Found: (\d+)/.exec(textOf(error["message"]))?.[1];
    const expected = /Columns: (\d+)/.exec(textOf(error["message"]))?.[1];
    const reason =
      found && expected ? `has ${found} fields, the header has ${expected}` : error["type"] === "UNQUOTED VALUE" ? "a quote is opened and not closed, or closed and followed by more text" : textOf(error["message"]);
    return `line ${places.get(integer(error["offset"])) ?? "?"}: ${reason}`;
  });
  throw new ReportError("input", `${sourceName}: ${listed(errors.length, lines, errors.length === 1 ? "broken line" : "broken lines", integer(kept?.["n"]) >= rejectsLimit)}`, {
    hint: "Mend these lines in the file, or export it again.",
  });
}

/** Whether the scan met bytes that are not UTF-8. */
export async function metInvalidEncoding(database: Database): Promise<boolean> {
  const [row] = await database.rows("SELECT count(*) AS n FROM reject_errors WHERE error_type::VARCHAR = 'INVALID ENCODING'");
  return integer(row?.["n"]) > 0;
}

/** Values that the contract does not accept. @throws ReportError with line, column, value and reason of the first ten */
export async function refuseValues(database: Database, path: string, sourceName: string, dialect: Dialect): Promise<void> {
  const [any] = await database.rows("SELECT count(*) AS n FROM raw WHERE refused");
  if (integer(any?.["n"]) === 0) return;
  const source = readCsv(path, dialect);
  const accepted = contract.map((column) => isAccepted(column, sourceOf(column, dialect)));
  const texts = contract.map((column) => sourceOf(column, dialect));
  const tallies = accepted.map((test, index) => `count(*) FILTER (NOT (${test})) AS n${index}`);
  const [totals] = await database.rows(`SELECT ${tallies.join(", ")} FROM ${source}`);
  const total = Object.values(totals ?? {}).reduce<number>((sum, value) => sum + integer(value), 0);
  const rows = await database.rows(
    `SELECT record, [${texts.join(", ")}] AS texts, [${accepted.join(", ")}] AS accepted
     FROM (SELECT row_number() OVER () AS record, * FROM ${source})
     WHERE NOT (${accepted.map((test) => `(${test})`).join(" AND ")}) ORDER BY record LIMIT ${shown}`,
  );
  const lines = await linesOf(path, dialect.delimiter, rows.map((row) => integer(row["record"])));
  const messages = rows.flatMap((row) =>
    contract.flatMap((column, index) => {
      if ((row["accepted"] as readonly Cell[])[index] === true) return [];
      const text = (row["texts"] as readonly Cell[])[index] ?? null;
      const line = lines.get(integer(row["record"])) ?? "?";
      const reason = refusal(column, text === null ? null : textOf(text));
      return [`line ${line}, column "${column.header}"${text === null ? "" : `: ${quoted(text)}`} ${reason}`];
    }),
  );
  throw new ReportError("input", `${sourceName}: ${listed(total, messages.slice(0, shown), total === 1 ? "value that the report cannot use" : "values that the report cannot use")}`, {
    hint: "Correct these values in the file. What each column accepts is on the data page and in etl/contract/columns.ts.",
  });
}

/** Customers that occur more than once. @throws ReportError with the ids and lines of the first ten */
export async function refuseDuplicateIds(database: Database, path: string, sourceName: string, dialect: Dialect): Promise<void> {
  const [tally] = await database.rows("SELECT count(*) AS n, count(DISTINCT customer_id) AS ids FROM raw");
  const repeated = integer(tally?.["n"]) - integer(tally?.["ids"]);
  if (repeated === 0) return;
  const rows = await database.rows(
    `SELECT customer_id, list(record ORDER BY record) AS records
     FROM (SELECT rowid + 1 AS record, customer_id FROM raw)
     GROUP BY customer_id HAVING count(*) > 1 ORDER BY min(record) LIMIT ${shown}`,
  );
  const lines = await linesOf(path, dialect.delimiter, rows.flatMap((row) => (row["records"] as readonly Cell[]).slice(0, shown).map(integer)));
  const messages = rows.map((row) => {
    const places = (row["records"] as readonly Cell[]).slice(0, shown).map((record) => lines.get(integer(record)) ?? "?");
    return `customer ${textOf(row["customer_id"])}: lines ${places.join(", ")}`;
  });
  const [ids] = await database.rows("SELECT count(*) AS n FROM (SELECT customer_id FROM raw GROUP BY customer_id HAVING count(*) > 1)");
  throw new ReportError("input", `${sourceName}: ${listed(integer(ids?.["n"]), messages, "customer IDs occur more than once")}`, {
    hint: "The report counts one row a customer; remove the repeated rows or give them ids of their own.",
  });
}
