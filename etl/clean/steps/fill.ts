import { z } from "zod";
import { columnsFrom, type Value } from "../../../format/columns.ts";
import { divisorOf, type Column } from "../../contract/columns.ts";
import { duckdbType, literal } from "../../contract/sql.ts";
import { integer, textOf, type Row } from "../../database.ts";
import { ReportError } from "../../errors.ts";
import type { Notice } from "../../notices.ts";
import { field, type ResultTable } from "../../result-table.ts";
import { capitalized, counted, inSentence } from "../../words.ts";
import {
  columnName,
  common,
  labelIn,
  step,
  stepKind,
  tableName,
  type CleaningStep,
  type ShownFacts,
  type StepContext,
} from "../step.ts";

const statistics = ["median", "mean", "mode"] as const;
type Statistic = (typeof statistics)[number];

const schema = z.strictObject({
  fill: columnName.describe("The column whose missing values are filled."),
  with: z
    .union([z.enum(statistics), z.strictObject({ value: z.union([z.string(), z.number()]) })])
    .describe("A statistic of the values that are there, or one value."),
  by: columnName.optional().describe("Fill each group of this column with its own statistic."),
  ...common,
});
type Fill = z.infer<typeof schema>;

/** A group's values: how many rows it has, how many are missing, and what they become. */
interface Filling {
  readonly group: string;
  readonly rows: number;
  readonly missing: number;
  /** The statistic before rounding, in whole units of the column: cents, hundredths. */
  readonly exact: number | string;
  readonly value: number | string;
  /** Whether the statistic is the group's own. */
  readonly own: boolean;
}

/**
 * Missing values become a statistic of the values that are there, of each group by itself where `by`
 * names a column. Medians are interpolated as pandas does (the mean of the two middle values); a
 * statistic between two values that the column can hold is rounded up, with a notice. A group
 * without values takes the statistic of all.
 */
export const fill = stepKind("fill", schema, (description, columns) => {
  const column = columns.get(description.fill);
  const numeric = typeof description.with === "string" && description.with !== "mode";
  return {
    uses: [
      {
        column: description.fill,
        at: ["fill"],
        ...(numeric ? { types: ["integer", "money", "rating"] as const } : {}),
      },
      ...(description.by === undefined
        ? []
        : [
            {
              column: description.by,
              at: ["by"],
              types: ["text"] as const,
              complete: true as const,
            },
          ]),
    ],
    makes: column && complete(column),
    run: (context) => run(description, context),
  };
});

/** The column without missing values. */
function complete(column: Column): Column {
  const { nullable, ...rest } = column;
  return nullable ? rest : column;
}

/** SQL for a column as whole numbers, or as it is where it holds text. */
function unitsOf({ name, type }: Column): string {
  if (type === "text") return name;
  return `CAST(${name}${divisorOf({ type }) === 1 ? "" : ` * ${divisorOf({ type })}`} AS BIGINT)`;
}

function statisticSql(column: Column, statistic: Statistic, from: string, by: string | undefined) {
  const units = unitsOf(column);
  const counts = `count(*) AS customers,\n  count(*) - count(${column.name}) AS missing`;
  const grouped = by === undefined ? "" : `\nGROUP BY ${by}\nORDER BY ${by}`;
  const label = by === undefined ? "" : `${by},\n  `;
  if (statistic !== "mode") {
    const value = statistic === "median" ? `quantile_cont(${units}, 0.5)` : `avg(${units})`;
    return `SELECT ${label}${counts},\n  ${value} AS ${statistic}\nFROM ${from}${grouped}`;
  }
  return `SELECT ${label}CAST(sum(n) AS BIGINT) AS customers,
  CAST(COALESCE(sum(n) FILTER (WHERE v IS NULL), 0) AS BIGINT) AS missing,
  (list(v ORDER BY n DESC, v) FILTER (WHERE v IS NOT NULL))[1] AS mode
FROM (SELECT ${label}${units} AS v, count(*) AS n FROM ${from} GROUP BY ALL)${grouped}`;
}

async function run(description: Fill, context: StepContext): Promise<CleaningStep> {
  const { by, id, title } = description;
  const column = context.columns.get(description.fill) as Column;
  const given = typeof description.with === "string" ? undefined : description.with.value;
  const statistic: Statistic = typeof description.with === "string" ? description.with : "mode";
  const sql = statisticSql(column, statistic, context.from, by);
  const groups = await context.database.rows(sql);
  const [overall] =
    by === undefined
      ? groups
      : await context.database.rows(statisticSql(column, statistic, context.from, undefined));
  const all = given === undefined ? valueIn(overall, statistic) : unitsIn(column, given);
  if (all === undefined)
    throw new ReportError(
      "input",
      `The column "${column.header || column.label}" has no values, so there is no ${statistic} to fill it with.`,
      { hint: "Export the file again with its values; at least one is needed." },
    );
  const fillings = groups.map((row): Filling => {
    const own = given === undefined ? valueIn(row, statistic) : all;
    const exact = own ?? all;
    return {
      group: by === undefined ? "" : textOf(row[by]),
      rows: integer(row["customers"]),
      missing: integer(row["missing"]),
      exact,
      value: typeof exact === "number" ? Math.round(exact) : exact,
      own: own !== undefined,
    };
  });
  const filled = fillings.filter(({ missing }) => missing > 0);
  const label = inSentence(column.label);
  const groupLabel = by === undefined ? undefined : inSentence(labelIn(context.columns, by));
  const what = given === undefined ? `the ${statistic}` : written(column, all);
  const name = tableName(id, column.name);
  return step(
    {
      step: "fill",
      column: column.name,
      title: title ?? `${column.label}: missing values`,
      rule:
        given !== undefined
          ? `A missing ${label} becomes ${what}.`
          : `A missing ${label} becomes ${what} ${groupLabel === undefined ? "of all" : `of its ${groupLabel}`}.`,
      account: (shown) => accountOf(column, by, sql, fillings, shown),
    },
    {
      columns: { [column.name]: filledSql(column, by, filled) },
      notices: filled.flatMap((filling) =>
        by === undefined || groupLabel === undefined
          ? roundedNotice(column, "all", filling, statistic)
          : noticesOf(column, by, groupLabel, filling, statistic),
      ),
      table: tableOf(column, by, name, sql, statistic, fillings, context),
    },
  );
}

const valueIn = (row: Row | undefined, statistic: Statistic): number | string | undefined => {
  const cell = row?.[statistic];
  if (cell === null || cell === undefined) return undefined;
  return typeof cell === "string" ? cell : Number(textOf(cell));
};

const unitsIn = (column: Column, value: number | string): number | string =>
  typeof value === "number" ? value * divisorOf(column) : value;

/** A value in the column's units as it is written: "3.75". */
function written(column: Column, value: number | string): string {
  if (typeof value === "string") return value;
  const divisor = divisorOf(column);
  return divisor === 1 ? String(value) : (value / divisor).toFixed(2);
}

function tableOf(
  column: Column,
  by: string | undefined,
  name: string,
  sql: string,
  statistic: Statistic,
  fillings: readonly Filling[],
  { columns, row }: StepContext,
): ResultTable {
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
        field(
          statistic,
          column.type,
          `${capitalized(statistic)} ${inSentence(column.label)}`,
          column.unit,
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
function filledSql(column: Column, by: string | undefined, groups: readonly Filling[]): string {
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

function accountOf(
  column: Column,
  by: string | undefined,
  sql: string,
  fillings: readonly Filling[],
  { rows, isShown }: ShownFacts,
): ReturnType<CleaningStep["account"]> {
  const total = (of: "rows" | "missing") => fillings.reduce((sum, each) => sum + each[of], 0);
  const [missing, all] = [total("missing"), total("rows")];
  const filled = fillings.filter((filling) => filling.missing > 0);
  const named = by === undefined ? undefined : new Set(rows.map((row) => row[by]));
  const shown = filled.filter(({ group }) => named === undefined || named.has(group));
  const isSuppressed = shown.length < filled.length;
  const isCountShown = isShown(missing) && isShown(all - missing);
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
    outcome:
      missing === 0
        ? "No value was missing."
        : isCountShown
          ? `${counted(missing, "missing value")} filled${where}.`
          : "Missing values were filled; how many is hidden to protect privacy.",
    changed: isCountShown ? missing : null,
    sql: `${sql};\n\n${filledSql(column, by, shown)} AS ${column.name}${isSuppressed ? "\n-- hidden groups are filled in the same way" : ""}`,
  };
}

function noticesOf(
  column: Column,
  by: string,
  groupLabel: string,
  filling: Filling,
  statistic: Statistic,
): Notice[] {
  const { group, missing, exact, own } = filling;
  const label = inSentence(column.label);
  return [
    ...(own
      ? []
      : [
          {
            kind: "group-without-values" as const,
            column: label,
            by,
            group,
            groupLabel,
            missing,
            statistic,
            value: written(column, exact),
          },
        ]),
    ...roundedNotice(column, group, filling, statistic, by),
  ];
}

function roundedNotice(
  column: Column,
  group: string,
  { exact, value }: Filling,
  statistic: Statistic,
  by?: string,
): Notice[] {
  if (value === exact) return [];
  return [
    {
      kind: "statistic-rounded",
      column: inSentence(column.label),
      group,
      statistic,
      value: written(column, value),
      ...(by === undefined ? {} : { by }),
    },
  ];
}
