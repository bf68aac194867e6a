/** A JSON value, as far as comparing needs to know. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !isList(value);

/** What a walk over a reference found. */
export interface Walk {
  readonly compared: number;
  readonly differences: readonly string[];
}

/**
 * Walks every leaf of `expected` and compares it with the same place of `actual`: whole numbers and
 * texts exactly, other
 * numbers within `tolerance`. A place that `actual` lacks is a difference, so nothing goes
 * unchecked for want of a check.
 * @param skipped tells by its path ("queries.Q3.ties", list positions as *) what is not a figure of
 * the ETL
 */
export function walk(
  expected: Json,
  actual: Json | undefined,
  skipped: (path: string) => boolean,
  tolerance = 1e-9,
): Walk {
  const differences: string[] = [];
  let compared = 0;
  const visit = (wanted: Json, found: Json | undefined, path: string, pattern: string): void => {
    if (skipped(pattern)) return;
    if (isObject(wanted)) {
      if (!isObject(found)) differences.push(`${path}: nothing to compare with`);
      else
        for (const [key, value] of Object.entries(wanted))
          visit(
            value,
            found[key],
            path ? `${path}.${key}` : key,
            pattern ? `${pattern}.${key}` : key,
          );
    } else if (isList(wanted)) {
      if (!isList(found)) differences.push(`${path}: nothing to compare with`);
      else if (found.length !== wanted.length)
        differences.push(`${path}: ${found.length} entries, expected ${wanted.length}`);
      else
        wanted.forEach((value, index) =>
          visit(value, found[index], `${path}[${index}]`, `${pattern}.*`),
        );
    } else {
      compared++;
      if (!same(wanted, found, tolerance))
        differences.push(`${path}: ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`);
    }
  };
  visit(expected, actual, "", "");
  return { compared, differences };
}

function same(wanted: Json, found: Json | undefined, tolerance: number): boolean {
  if (typeof wanted !== "number" || typeof found !== "number") return wanted === found;
  if (Number.isInteger(wanted) && Number.isInteger(found)) return wanted === found;
  return Math.abs(wanted - found) <= tolerance * Math.max(1, Math.abs(wanted));
}
