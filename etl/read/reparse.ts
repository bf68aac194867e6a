import { quoted } from "../contract/characters.ts";
import { decimalsOf, type Column } from "../contract/columns.ts";
import { calledIn } from "../contract/header.ts";
import { normalize } from "../contract/normalize.ts";
import { identifier, typedValue } from "../contract/sql.ts";
import { integer } from "../database.ts";
import type { Change, Notice } from "../notices.ts";
import { fieldsOf } from "./head.ts";
import type { Dialect } from "./preflight.ts";
import type { Reason } from "./refusals.ts";
import type { Scanned } from "./scan.ts";
import { recordsAt, type RecordAt } from "./filter-broken.ts";

/** Why a value cannot be used: `column "Age": "old" is not a whole number from 1 to 120`. */
const reasonOf = (column: Column, called: string, value: string, refusal: string): Reason => ({
  cause: `column ${called} ${refusal}`,
  text: `column ${called}${value === "" || column.private ? "" : `: ${quoted(value)}`} ${refusal}`,
  separator: ", ",
});

/** Counts changes of values, by column. */
class ChangeCounts {
  readonly #counts = new Map<Change, Map<Column, number>>();

  add(column: Column, changes: readonly Change[]): void {
    for (const change of changes) {
      const columns = this.#counts.get(change) ?? new Map<Column, number>();
      this.#counts.set(change, columns.set(column, (columns.get(column) ?? 0) + 1));
    }
  }

  /** One notice for each column and kind of change. */
  notices(columns: readonly Column[]): Notice[] {
    return columns.flatMap((column) =>
      [...this.#counts].flatMap(([change, columns]): Notice[] => {
        const count = columns.get(column);
        if (count === undefined) return [];
        const { header, allowed = [] } = column;
        const decimals = decimalsOf(column);
        return [{ kind: "values-changed", change, column: header, allowed, decimals, count }];
      }),
    );
  }
}

/** How many rows are normalized at a time. */
const batchRows = 10_000;

/**
 * Reads the odd rows of `raw` again, value by value, and puts the normalized values in their place;
 * rows that are empty, or have a value that cannot be used, are left out. `raw` then also has
 * `record`, the row's number in the file.
 * @param refuse called with each row that has values that cannot be used
 * @returns what was changed in values, and how many rows are empty
 */
export async function reparse(
  scanned: Scanned,
  refuse: (record: RecordAt, reasons: readonly Reason[]) => void,
): Promise<{ readonly notices: Notice[]; readonly empty: number }> {
  const { database, dialect } = scanned;
  const counts = new ChangeCounts();
  const read = dialect.columns;
  const names = read.map(({ name }) => identifier(name)).join(", ");
  let empty = 0;
  await database.run(
    `CREATE OR REPLACE TABLE normalized (record BIGINT, ${read.map(({ name }) => `${identifier(name)} VARCHAR`).join(", ")})`,
  );
  const { columns } = await database.columns(
    "SELECT rowid + 1 AS record FROM raw WHERE odd ORDER BY record",
  );
  let batch: [number, ...(string | null)[]][] = [];
  for await (const record of recordsAt(scanned, (columns[0] ?? []).map(integer))) {
    const fields = fieldsOf(record.text, dialect.delimiter);
    const values = normalizeFields(fields, dialect, counts);
    if ("texts" in values) batch.push([record.record, ...values.texts]);
    else if (fields.every((field) => field.trim() === "")) empty++;
    else refuse(record, values.reasons);
    if (batch.length < batchRows) continue;
    await database.append("normalized", batch);
    batch = [];
  }
  await database.append("normalized", batch);
  await verifyPlaces(scanned);
  const typed = read.map((column) => typedValue(column, identifier(column.name))).join(", ");
  await database.run(
    `CREATE OR REPLACE TABLE raw AS SELECT ${names}, record FROM (
  SELECT ${names}, rowid + 1 AS record FROM raw WHERE NOT odd
  UNION ALL SELECT ${typed}, record FROM normalized
) ORDER BY record; DROP TABLE normalized`,
  );
  return { notices: counts.notices(read), empty };
}

/**
 * The scan and the splitter must agree on a row's number, or values would go to other rows.
 * @throws Error where they do not
 */
async function verifyPlaces({ database, dialect }: Scanned): Promise<void> {
  // A number is the same however it is written; of one that the scan could not type nothing is known.
  const number = dialect.columns.find(({ type }) => type !== "text");
  if (!number) return;
  const name = identifier(number.name);
  const [row] = await database.rows(
    `SELECT count(*) AS n FROM normalized JOIN raw ON raw.rowid + 1 = record WHERE raw.${name} <> ${typedValue(number, `normalized.${name}`)}`,
  );
  if (integer(row?.["n"]) > 0)
    throw new Error(`${integer(row?.["n"])} rows are not where the file has them.`);
}

const repeatsHeader = (fields: readonly string[], { headers }: Dialect["header"]) =>
  fields.every((field, index) => field.trim() === headers[index]?.trim());

/** A record's values in canonical form, in the report's order, or those that cannot be used. */
function normalizeFields(
  fields: readonly string[],
  { header, columns }: Dialect,
  counts: ChangeCounts,
): { readonly reasons: readonly Reason[] } | { readonly texts: readonly (string | null)[] } {
  const results = columns.map((column) => {
    const given = fields[header.positions.get(column.name) ?? -1] ?? "";
    return { column, given, normalized: normalize(column, given) };
  });
  const reasons = results.flatMap(({ column, given, normalized }) =>
    "refusal" in normalized
      ? [reasonOf(column, calledIn(header, column), given, normalized.refusal)]
      : [],
  );
  if (reasons.length > 0)
    return { reasons: repeatsHeader(fields, header) ? [{ cause: "repeats the header" }] : reasons };
  const texts = results.map(({ column, normalized }) => {
    if ("refusal" in normalized) return null;
    counts.add(column, normalized.changes);
    return normalized.value;
  });
  return { texts };
}
