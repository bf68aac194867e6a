import type { Column } from "../contract/columns.ts";
import { integer } from "../database.ts";
import { readCsv, sourceOf, type Scanned } from "./scan.ts";

/** Digits that only a decimal comma explains: two or four decimals, or points between thousands. */
const onlyComma = "^[+-]?(\\d+,(\\d{1,2}|\\d{4,})|\\d{1,3}(\\.\\d{3})+,\\d+)$";
/** Digits that only a decimal point explains. */
const onlyPoint = "^[+-]?(\\d*\\.(\\d{1,2}|\\d{4,})|\\d{1,3}(,\\d{3})+\\.\\d+)$";

/**
 * The columns of a file, those with a decimal comma among them: where some of a column's values can
 * be read only so, and none only with a decimal point.
 */
export async function withDecimalCommas({
  database,
  path,
  dialect,
}: Pick<Scanned, "database" | "path" | "dialect">): Promise<readonly Column[]> {
  const numbers = dialect.columns.filter(
    ({ type, decimalChar }) => (type === "money" || type === "decimal") && !decimalChar,
  );
  if (numbers.length === 0) return dialect.columns;
  const counts = numbers.flatMap((column, index) => {
    const digits = `regexp_replace(${sourceOf(column, dialect)}, '[^0-9.,+-]', '', 'g')`;
    return [
      `count(*) FILTER (regexp_matches(${digits}, '${onlyComma}')) AS comma${index}`,
      `count(*) FILTER (regexp_matches(${digits}, '${onlyPoint}')) AS point${index}`,
    ];
  });
  const [row] = await database.rows(`SELECT ${counts.join(", ")} FROM ${readCsv(path, dialect)}`);
  const written = new Set(
    numbers.filter(
      (_, index) => integer(row?.[`comma${index}`]) > 0 && integer(row?.[`point${index}`]) === 0,
    ),
  );
  return dialect.columns.map((column) =>
    written.has(column) ? { ...column, decimalChar: "," } : column,
  );
}
