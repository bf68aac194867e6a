import { shownHeader } from "../contract/characters.ts";
import type { Column } from "../contract/columns.ts";
import { identifier, literal } from "../contract/sql.ts";
import { integer, textOf, type Database } from "../database.ts";
import type { Notice } from "../notices.ts";
import { freeTexts } from "./scan.ts";

/** At most so many values are named of a column. */
const mostNamed = 6;

/**
 * Columns of the table `raw` with values that differ only in case, spaces or punctuation, which are
 * often one value spelled twice.
 */
export async function similarValues(
  database: Pick<Database, "rows">,
  columns: readonly Column[],
): Promise<Notice[]> {
  const texts = freeTexts(columns);
  if (texts.length === 0) return [];
  const groups = texts.map(
    ({ name }) =>
      `SELECT ${literal(name)} AS column_name, ${identifier(name)} AS v, count(*) AS n
       FROM raw GROUP BY ${identifier(name)}`,
  );
  const rows = await database.rows(
    `WITH spelled AS (${groups.join(" UNION ALL ")}),
     keyed AS (SELECT *, regexp_replace(lower(v), '[^\\p{L}\\p{N}]+', '', 'g') AS spelling FROM spelled)
     SELECT column_name, spelling, v, n FROM (
       SELECT *, count(*) OVER (PARTITION BY column_name, spelling) AS alike FROM keyed)
     WHERE alike > 1 ORDER BY column_name, spelling, n DESC, v`,
  );
  // In SQL, DuckDB would spell every row for this condition, not every value.
  const spelled = rows.filter((row) => row["spelling"] !== "");
  return texts.flatMap(({ name, header }): Notice[] => {
    const own = spelled.filter((row) => row["column_name"] === name);
    const values = own
      .slice(0, mostNamed)
      .map((row) => [shownHeader(textOf(row["v"])), integer(row["n"])] as const);
    return values.length === 0 ? [] : [{ kind: "similar-values", column: header, values }];
  });
}
