import { integer, type Database } from "../database.ts";
import type { Drafted } from "./columns.ts";

/** A dimension of the draft: a column, or the groups that a cleaning step makes of one. */
export interface DraftedDimension {
  readonly name: string;
  readonly values: number;
  /** The numeric column that is cut into groups. */
  readonly of?: string;
}

/** SQL for the number that a text of the table `looked` means; NULL where it is none. */
export function numberSql({ seen: { source }, described }: Drafted): string {
  const digits = `regexp_replace(${source}, '[^0-9.,+-]', '', 'g')`;
  return described["decimalChar"] === ","
    ? `TRY_CAST(replace(replace(${digits}, '.', ''), ',', '.') AS DOUBLE)`
    : `TRY_CAST(replace(${digits}, ',', '') AS DOUBLE)`;
}

/** Fewer different numbers than these are not cut into groups. */
const fewestNumbers = 20;
export const groupLabels = ["Lowest", "Lower", "Higher", "Highest"] as const;

/** Numeric columns that can be cut into four groups of about equal size, without a gap. */
export async function quantileDimensions(
  database: Database,
  columns: readonly Drafted[],
): Promise<DraftedDimension[]> {
  const found: DraftedDimension[] = [];
  for (const column of columns) {
    if (column.role !== "mean" || column.seen.known < column.seen.rows) continue;
    if (column.seen.distinct < fewestNumbers) continue;
    const [row] = await database.rows(
      `SELECT len(list_distinct(quantile_disc(${numberSql(column)}, [0.0, 0.25, 0.5, 0.75, 1.0]))) AS edges FROM looked`,
    );
    if (integer(row?.["edges"]) === 5)
      found.push({ name: `${column.name}_group`, values: groupLabels.length, of: column.name });
  }
  return found.slice(0, 2);
}

/**
 * Dimensions by how much of a measure they explain (eta squared; of an outcome that is Cramér's V
 * squared), the strongest first; without a measure in the order of the file.
 * @param measure SQL for a number of each row
 */
export async function ranked(
  database: Database,
  columns: readonly Drafted[],
  measure: string | undefined,
): Promise<DraftedDimension[]> {
  const dimensions = columns.map(({ name, seen }) => ({
    name,
    source: seen.source,
    values: seen.distinct + (seen.known < seen.rows ? 1 : 0),
  }));
  if (measure === undefined) return dimensions.map(({ name, values }) => ({ name, values }));
  const scored: (DraftedDimension & { readonly score: number })[] = [];
  for (const { name, source, values } of dimensions) {
    const [row] = await database.rows(
      `WITH measured AS (SELECT ${source} AS g, ${measure} AS x FROM looked WHERE ${measure} IS NOT NULL),
       every AS (SELECT avg(x) AS m, var_pop(x) AS v, count(*) AS n FROM measured)
       SELECT COALESCE(CAST(1e9 * sum(n_g * power(m_g - m, 2)) / (any_value(n) * nullif(any_value(v), 0)) AS BIGINT), 0) AS score
       FROM (SELECT count(*) AS n_g, avg(x) AS m_g FROM measured GROUP BY g), every`,
    );
    // What many values explain by chance is taken off, so that a long list does not lead.
    const chance = (values - 1) / Math.max(1, (columns[0]?.seen.rows ?? 1) - 1);
    scored.push({ name, values, score: integer(row?.["score"]) / 1e9 - chance });
  }
  return scored.toSorted((a, b) => b.score - a.score).map(({ name, values }) => ({ name, values }));
}
