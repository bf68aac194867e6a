import type { Value } from "./columns.ts";
import { rowsOfTable, type Edition, type KeyPoint } from "./history.ts";
import type { Metric } from "./report.ts";

const number = (value: Value | undefined) => (typeof value === "number" ? value : null);

/**
 * The sums of a metric's column, from its description: n·m and (n − 1)·s² + n·m² of mean m and
 * deviation s. Undefined where the metric is of no numeric column, or these are suppressed.
 */
export function columnSums(edition: Edition, { column }: Metric) {
  if (column === undefined) return undefined;
  const rows = rowsOfTable(edition, "profile-numeric").filter(
    ({ column_name }) => column_name === column,
  );
  const row = rows.find(({ stage }) => stage === "after") ?? rows[0];
  const [n, mean, std] = [number(row?.["count"]), number(row?.["mean"]), number(row?.["std"])];
  if (n === null || mean === null || n === 0) return undefined;
  return { n, sum: n * mean, squares: (n - 1) * (std ?? 0) ** 2 + n * mean ** 2 };
}

/** What a share counts, from the drivers' table; undefined where that lacks the column or a value. */
export function shareHits(edition: Edition, { column, values = [] }: Metric) {
  const rows = edition.tables
    .filter(({ kind }) => kind === "driver")
    .flatMap(({ name }) => rowsOfTable(edition, name))
    .filter(({ dimension }) => dimension === column);
  const sizeOf = (some: typeof rows) => some.reduce((sum, { n }) => sum + (number(n) ?? 0), 0);
  const hits = rows.filter(({ group_name }) => values.includes(String(group_name)));
  const n = edition.source.rows;
  // No row means that none has the value, unless rows are suppressed.
  if (values.every((value) => hits.some(({ group_name }) => group_name === value)))
    return { hits: sizeOf(hits), n };
  return rows.length > 0 && sizeOf(rows) === n ? { hits: sizeOf(hits), n } : undefined;
}

/** How a metric is followed from edition to edition. */
export type Following = "count" | "sum" | "mean" | "share" | "ratio";

/** What a metric is, by what it is computed from. */
export function followingOf({ column, values, per }: Metric): Following {
  if (values !== undefined) return "share";
  if (column !== undefined) return per === undefined ? "sum" : "mean";
  return per === undefined ? "count" : "ratio";
}

/** A metric's figure in an edition, in the reader's unit; null where it is suppressed or not known. */
export function keyFigure(edition: Edition, metric: Metric): number | null {
  const sums = columnSums(edition, metric);
  switch (followingOf(metric)) {
    case "count":
      return edition.source.rows;
    case "sum":
      // Cents are whole: a mean times its number is not.
      return sums ? Math.round(sums.sum * 10 ** metric.scale) / 10 ** metric.scale : null;
    case "mean":
      return sums ? sums.sum / sums.n : null;
    case "share": {
      const found = shareHits(edition, metric);
      return found && found.n > 0 ? found.hits / found.n : null;
    }
    case "ratio":
      return null;
  }
}

/** The key figures of an edition as the history lists them. */
export const keyPoint = (edition: Edition, metrics: readonly Metric[]): KeyPoint => ({
  id: edition.id,
  date: edition.date,
  customers: edition.source.rows,
  values: Object.fromEntries(metrics.map((metric) => [metric.name, keyFigure(edition, metric)])),
});
