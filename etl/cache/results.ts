import { join } from "node:path";
import { readFileSync } from "node:fs";
import { decodeArrow } from "../../format/arrow.ts";
import type { Field } from "../../format/fields.ts";
import type { Manifest } from "../../format/manifest.ts";
import type { CachedResult } from "../query/index.ts";

/** A label may change without the values doing so; a type may not. */
const keyOf = (sql: string, fields: readonly Field[]) =>
  JSON.stringify([sql, fields.map(({ name, type }) => [name, type])]);

/**
 * Looks up the results that a set of snapshots holds.
 * @param folder the snapshots, of the same customers and the same engine as the run that asks
 */
export function cachedIn({ snapshots }: Manifest, folder: string): CachedResult {
  const files = new Map(
    snapshots.flatMap(({ kind, sql, fields, file }) =>
      sql === undefined || kind === "profile" || kind === "cleaning"
        ? []
        : [[keyOf(sql, fields), file] as const],
    ),
  );
  return (sql, fields) => {
    const file = files.get(keyOf(sql, fields));
    return file === undefined
      ? undefined
      : { ...decodeArrow(readFileSync(join(folder, file))), fields };
  };
}
