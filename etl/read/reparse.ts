import Papa from "papaparse";
import { contract, type Column } from "../contract/columns.ts";
import { normalize } from "../contract/normalize.ts";
import { identifier, typedValue } from "../contract/sql.ts";
import { integer, type Database } from "../database.ts";
import type { Change, Notice } from "../notices.ts";
import type { Dialect } from "./preflight.ts";
import { recordsAt, type RecordAt } from "./records-at.ts";

/** A value that cannot be used. */
export interface RefusedValue {
  readonly column: Column;
  readonly text: string;
  readonly reason: string;
}

/**
 * A UTF-8 file, and the table `raw` that was scanned from its whole records, of which it has
 * `rows`.
 */
export interface Look {
  readonly path: string;
  readonly sourceName: string;
  readonly database: Database;
  readonly dialect: Dialect;
  readonly rows: number;
}

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
  notices(): Notice[] {
    return contract.flatMap((column) =>
      [...this.#counts].flatMap(([change, columns]): Notice[] => {
        const count = columns.get(column);
        const { header, allowed = [] } = column;
        return count === undefined
          ? []
          : [{ kind: "values-changed", change, column: header, allowed, count }];
      }),
    );
  }
}

/** How many rows are mended at a time. */
const batchRows = 10_000;
const names = contract.map(({ name }) => identifier(name)).join(", ");

/**
 * Reads the rows of `raw` that are odd once more, value by value, and puts what can be mended in
 * their place; those with a value
 * that cannot be used are left out. `raw` then also has `record`, the row's place in the file.
 * @param refuse told of each row that is left out
 * @returns what was changed in values, with counts
 */
export async function lookAgain(
  { path, sourceName, database, dialect, rows }: Look,
  refuse: (record: RecordAt, values: readonly RefusedValue[]) => void,
): Promise<Notice[]> {
  const counts = new ChangeCounts();
  await database.run(
    `CREATE OR REPLACE TABLE normalized (record BIGINT, ${contract.map(({ name }) => `${identifier(name)} VARCHAR`).join(", ")})`,
  );
  const { columns } = await database.columns(
    "SELECT rowid + 1 AS record FROM raw WHERE odd ORDER BY record",
  );
  let batch: [number, ...(string | null)[]][] = [];
  for await (const record of recordsAt(
    path,
    dialect,
    (columns[0] ?? []).map(integer),
    rows,
    sourceName,
  )) {
    const values = normalizeRecord(record, dialect, counts);
    if ("refused" in values) refuse(record, values.refused);
    else batch.push([record.record, ...values.texts]);
    if (batch.length < batchRows) continue;
    await database.append("normalized", batch);
    batch = [];
  }
  await database.append("normalized", batch);
  await verifyPlaces(database);
  const typed = contract.map((column) => typedValue(column, identifier(column.name))).join(", ");
  await database.run(
    `CREATE OR REPLACE TABLE raw AS SELECT ${names}, record FROM (
  SELECT ${names}, rowid + 1 AS record FROM raw WHERE NOT odd
  UNION ALL SELECT ${typed}, record FROM normalized
) ORDER BY record; DROP TABLE normalized`,
  );
  return counts.notices();
}

/**
 * Two ways lead to a row's place in the file; were they to part, values would be given to other
 * customers.
 * @throws Error
 */
async function verifyPlaces(database: Database): Promise<void> {
  const [row] = await database.rows(
    "SELECT count(*) AS n FROM normalized JOIN raw ON raw.rowid + 1 = record WHERE raw.customer_id <> TRY_CAST(normalized.customer_id AS BIGINT)",
  );
  if (integer(row?.["n"]) > 0)
    throw new Error(`${integer(row?.["n"])} rows are not where the file has them.`);
}

/**
 * The texts of a record as the contract writes them, in its order, or the values that cannot be
 * used.
 */
function normalizeRecord(
  { text }: RecordAt,
  { delimiter, header }: Dialect,
  counts: ChangeCounts,
): { readonly refused: readonly RefusedValue[] } | { readonly texts: readonly (string | null)[] } {
  const fields = Papa.parse<string[]>(text, { delimiter, newline: "\n" }).data[0] ?? [];
  const results = contract.map((column) => {
    const given = fields[header.positions.get(column.name) ?? -1] ?? "";
    return { column, given, normalized: normalize(column, given) };
  });
  const refused = results.flatMap(({ column, given, normalized }) =>
    "refusal" in normalized ? [{ column, text: given, reason: normalized.refusal }] : [],
  );
  if (refused.length > 0) return { refused };
  const texts = results.map(({ column, normalized }) => {
    if ("refusal" in normalized) return null;
    counts.add(column, normalized.changes);
    return normalized.value;
  });
  return { texts };
}
