import { join } from "node:path";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { decodeArrow } from "../../format/arrow.ts";
import type { Field } from "../../format/fields.ts";
import type { Manifest, SnapshotEntry } from "../../format/manifest.ts";
import type { CachedResults } from "../query/index.ts";
import type { ResultTable } from "../result-table.ts";

/** A label may change without the values doing so; a type may not. */
const keyOf = (sql: string, fields: readonly Field[]) =>
  JSON.stringify([sql, fields.map(({ name, type }) => [name, type])]);

/**
 * Looks up the results that a set of snapshots holds.
 * @param folder the snapshots, of the same rows, report and engine as the run that asks
 */
export function cachedIn({ snapshots, statements }: Manifest, folder: string): CachedResults {
  const columnsOf = ({ file }: SnapshotEntry) => decodeArrow(readFileSync(join(folder, file)));
  const files = new Map(
    snapshots.flatMap((entry) =>
      entry.sql === undefined || entry.kind === "profile" || entry.kind === "cleaning"
        ? []
        : [[keyOf(entry.sql, entry.fields), entry] as const],
    ),
  );
  return {
    ofFile: (sql, fields) => {
      const entry = files.get(keyOf(sql, fields));
      return entry === undefined ? undefined : { ...columnsOf(entry), fields };
    },
    derived: (wanted) =>
      isDeepStrictEqual(wanted, statements)
        ? snapshots
            .filter(({ statement }) => statement !== undefined)
            .map((entry): ResultTable => {
              const { name, kind, published, finding, driver, statement = "", by = [] } = entry;
              return {
                name,
                kind,
                published,
                columns: columnsOf(entry),
                statement,
                by,
                ...(finding ? { finding } : {}),
                ...(driver ? { driver } : {}),
              };
            })
        : undefined,
  };
}
