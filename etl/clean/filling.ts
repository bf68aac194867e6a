import { columnsFrom, type Value } from "../../format/columns.ts";
import { writtenUnits, type Column } from "../contract/columns.ts";
import { duckdbType, literal } from "../contract/sql.ts";
import type { Notice } from "../notices.ts";
import { field, fieldOf, type ResultTable } from "../result-table.ts";
import { capitalized, counted, inSentence } from "../words.ts";
import { counting, labelIn, type CleaningStep, type ShownFacts, type StepContext } from "./step.ts";

/** A group's values: how many rows it has, how many are missing, and what they become. */
export interface Filling {
  readonly group: string;
  readonly rows: number;
  readonly missing: number;
  /** The statistic before rounding, in whole units of the column: cents, hundredths. */
  readonly exact: number | string;
  readonly value: number | string;
  /** Whether the statistic is the group's own. */
  readonly own: boolean;
}

/** A column whose missing values were filled, and with what. */
export interface Filled {
  readonly column: Column;
  /** The column by whose groups it was filled; undefined where all rows are one group. */
  readonly by: string | undefined;
  /** The statistic's name; undefined where report.yaml gives the value. */
  readonly statistic: string | undefined;
  /** The statement that counted the groups. */
  readonly sql: string;
  readonly fillings: readonly Filling[];
}

/** A value of the column as it is written: "3.75". */
export const written = (column: Column, value: number | string): string =>
  typeof value === "string" ? value : writtenUnits(column, value);

/** The groups with what they were filled with, as a table. */
export function fillingTable(
  name: string,
  { column, by, statistic, sql, fillings }: Filled,
  { columns, row }: StepContext,
): ResultTable {
  const what = inSentence(column.label);
  return {
    name,
    kind: "cleaning",
    published: true,
    sql,
    columns: columnsFrom(
      [
        ...(by === undefined ? [] : [field(by, "text", labelIn(columns, by))]),
        field("customers", "count", capitalized(row.many)),
        field("missing", "count", "Missing", "", "customers"),
        fieldOf(
          column,
          statistic === undefined ? `Filled ${what}` : `${capitalized(statistic)} ${what}`,
          statistic ?? (by === "filled" ? "filled_with" : "filled"),
        ),
      ],
      fillings.map(({ group, rows, missing, value }): Value[] => [
        ...(by === undefined ? [] : [group]),
        rows,
        missing,
        value,
      ]),
    ),
  };
}

/** SQL for the column with the missing values of these groups filled. */
export function filledSql({ column, by }: Filled, groups: readonly Filling[]): string {
  const valueSql = ({ value }: Filling) =>
    typeof value === "string" ? literal(value) : written(column, value);
  const [first] = groups;
  if (!first) return column.name;
  const value =
    by === undefined
      ? valueSql(first)
      : `CASE ${by}\n    ${groups.map((filling) => `WHEN ${literal(filling.group)} THEN ${valueSql(filling)}`).join("\n    ")}\n  END`;
  return `COALESCE(${column.name}, CAST(${value} AS ${duckdbType(column)}))`;
}

/** What was filled, in words, as far as it may be shown. */
export function fillingAccount(
  filled: Filled,
  { rows, isShown }: ShownFacts,
): ReturnType<CleaningStep["account"]> {
  const { column, by, sql, fillings } = filled;
  const total = (of: "rows" | "missing") => fillings.reduce((sum, each) => sum + each[of], 0);
  const [missing, all] = [total("missing"), total("rows")];
  const changed = fillings.filter((filling) => filling.missing > 0);
  const named = by === undefined ? undefined : new Set(rows.map((row) => row[by]));
  const shown = changed.filter(({ group }) => named === undefined || named.has(group));
  const isSuppressed = shown.length < changed.length;
  const where =
    by === undefined
      ? ` with ${shown.map(({ value }) => written(column, value)).join()}`
      : `: ${[
          ...shown.map(
            (filling) =>
              `${filling.missing} in ${filling.group} with ${written(column, filling.value)}`,
          ),
          ...(isSuppressed ? ["the rest in groups that are hidden to protect privacy"] : []),
        ].join(", ")}`;
  return {
    ...counting(
      isShown(missing) && isShown(all - missing),
      missing,
      missing === 0
        ? "No value was missing."
        : `${counted(missing, "missing value")} filled${where}.`,
      "Missing values were filled; how many",
    ),
    sql: `${sql};\n\n${filledSql(filled, shown)} AS ${column.name}${isSuppressed ? "\n-- hidden groups are filled in the same way" : ""}`,
  };
}

/** What the reader should know of a group: that it had no values, or that its statistic was rounded. */
export function fillingNotices(
  { column, by, statistic }: Filled,
  groupLabel: string | undefined,
  { group, missing, exact, value, own }: Filling,
): Notice[] {
  if (statistic === undefined) return [];
  const label = inSentence(column.label);
  const notices: Notice[] = [];
  if (!own && by !== undefined && groupLabel !== undefined)
    notices.push({
      kind: "group-without-values",
      column: label,
      by,
      group,
      groupLabel,
      missing,
      statistic,
      value: written(column, exact),
    });
  if (value !== exact)
    notices.push({
      kind: "statistic-rounded",
      column: label,
      group: by === undefined ? "all" : group,
      statistic,
      value: written(column, value),
      ...(by === undefined ? {} : { by }),
    });
  return notices;
}
