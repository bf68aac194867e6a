import { z } from "zod";
import { columnName } from "../../contract/names.ts";
import { divisorOf, type Column } from "../../contract/columns.ts";
import { unitsSql } from "../../contract/sql.ts";
import { integer, textOf, type Row } from "../../database.ts";
import { ReportError } from "../../errors.ts";
import { inSentence, listed } from "../../words.ts";
import {
  filledSql,
  fillingAccount,
  fillingNotices,
  fillingTable,
  written,
  type Filled,
  type Filling,
} from "../filling.ts";
import {
  common,
  complete,
  labelIn,
  numericTypes,
  step,
  stepKind,
  tableName,
  type CleaningStep,
  type Mistake,
  type StepContext,
  type Use,
} from "../step.ts";

const statistics = ["median", "mean", "mode"] as const;
type Statistic = (typeof statistics)[number];

const schema = z.strictObject({
  fill: columnName.describe("Fills the missing values of this column."),
  with: z
    .union([z.enum(statistics), z.strictObject({ value: z.union([z.string(), z.number()]) })])
    .describe("With a statistic of the values that are there, or with one value."),
  by: columnName.optional().describe("Fills each group of this column with its own statistic."),
  ...common,
});
type Fill = z.infer<typeof schema>;

/**
 * Missing values become a statistic of the values that are there, of each group by itself where `by`
 * names a column. Medians are interpolated as pandas does (the mean of the two middle values); a
 * statistic between two values that the column can hold is rounded up, with a notice. A group
 * without values takes the statistic of all.
 */
export const fill = stepKind("fill", schema, (description, columns) => {
  const column = columns.get(description.fill);
  const numeric = typeof description.with === "string" && description.with !== "mode";
  const uses: Use[] = [
    { column: description.fill, at: ["fill"], ...(numeric ? { types: numericTypes } : {}) },
  ];
  if (description.by !== undefined)
    uses.push({ column: description.by, at: ["by"], types: ["text"], complete: true });
  return {
    table: tableName(description.id, description.fill),
    mistakes: column ? valueMistakes(description, column) : [],
    uses,
    makes: column && complete(column),
    run: (context) => run(description, context),
  };
});

/** Whether a given value is one that the column accepts. */
function valueMistakes({ with: filler }: Fill, column: Column): Mistake[] {
  if (typeof filler === "string") return [];
  const { value } = filler;
  const wrong = (message: string) => [{ at: ["with", "value"], message }];
  if ((typeof value === "string") !== (column.type === "text"))
    return wrong(`is ${typeof value === "string" ? "text" : "a number"}, and the column is not`);
  if (typeof value === "string")
    return column.allowed && !column.allowed.includes(value)
      ? wrong(`is not one of ${listed(column.allowed)}`)
      : [];
  const [low = -Infinity, high = Infinity] = column.range ?? [];
  if (value < low || value > high) return wrong(`is not from ${low} to ${high}`);
  return Number.isInteger(Math.round(value * divisorOf(column) * 1e6) / 1e6)
    ? []
    : wrong("has more decimals than the column holds");
}

function statisticSql(column: Column, statistic: Statistic, from: string, by: string | undefined) {
  const units = column.type === "text" ? column.name : unitsSql(column);
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
  const filled: Filled = {
    column,
    by,
    statistic: given === undefined ? statistic : undefined,
    sql,
    fillings,
  };
  const changed = fillings.filter(({ missing }) => missing > 0);
  const groupLabel = by === undefined ? undefined : inSentence(labelIn(context.columns, by));
  const of = groupLabel === undefined ? "of all" : `of its ${groupLabel}`;
  return step(
    {
      step: "fill",
      column: column.name,
      title: title ?? `${column.label}: missing values`,
      rule: `A missing ${inSentence(column.label)} becomes ${given === undefined ? `the ${statistic} ${of}` : written(column, all)}.`,
      account: (shown) => fillingAccount(filled, shown),
    },
    {
      columns: { [column.name]: filledSql(filled, changed) },
      notices: changed.flatMap((filling) => fillingNotices(filled, groupLabel, filling)),
      table: fillingTable(tableName(id, column.name), filled, context),
    },
  );
}

const valueIn = (row: Row | undefined, statistic: Statistic): number | string | undefined => {
  const cell = row?.[statistic];
  if (cell === null || cell === undefined) return undefined;
  return typeof cell === "string" ? cell : Number(textOf(cell));
};

const unitsIn = (column: Column, value: number | string): number | string =>
  typeof value === "number" ? Math.round(value * divisorOf(column)) : value;
