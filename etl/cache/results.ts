import { join } from "node:path";
import { readFileSync } from "node:fs";
import { decodeArrow } from "../../format/arrow.ts";
import type { Columns } from "../../format/columns.ts";
import type { Field } from "../../format/fields.ts";
import type { Manifest } from "../../format/manifest.ts";

/** Results that are known already: by statement, and by the columns that were read from it. */
export interface CachedResults {
  has(sql: string, fields: readonly Field[]): boolean;
  /** The result's columns, described by `fields`; undefined where it has to be asked for. */
  columns(sql: string, fields: readonly Field[]): Columns | undefined;
}

/** Nothing is known yet. */
export const noResults: CachedResults = { has: () => false, columns: () => undefined };

/** A label may change without the values doing so; a type may not. */
const keyOf = (sql: string, fields: readonly Field[]) =>
  JSON.stringify([sql, fields.map(({ name, type }) => [name, type])]);

/**
 * The results that a set of snapshots has, which must be those of the same customers on the same
 * engine.
 */
export function resultsOf({ snapshots }: Manifest, folder: string): CachedResults {
  const files = new Map(
    snapshots.flatMap(({ kind, sql, fields, file }) =>
      sql === undefined || kind === "profile" || kind === "cleaning"
        ? []
        : [[keyOf(sql, fields), file] as const],
    ),
  );
  return {
    has: (sql, fields) => files.has(keyOf(sql, fields)),
    columns(sql, fields) {
      const file = files.get(keyOf(sql, fields));
      return file === undefined
        ? undefined
        : { ...decodeArrow(readFileSync(join(folder, file))), fields };
    },
  };
}
