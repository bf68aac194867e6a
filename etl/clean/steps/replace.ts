import { z } from "zod";
import { maxTextLength, type Column } from "../../contract/columns.ts";
import { columnName } from "../../contract/names.ts";
import { literal } from "../../contract/sql.ts";
import { integer } from "../../database.ts";
import { counted } from "../../words.ts";
import { common, counting, labelIn, step, stepKind } from "../step.ts";

const schema = z.strictObject({
  replace: columnName.describe("Makes several spellings of this text one value."),
  values: z
    .record(z.string(), z.string().min(1).max(maxTextLength))
    .refine((values) => Object.keys(values).length > 0, "is empty")
    .describe("What each spelling becomes; every other value stays."),
  ...common,
});

/** Replaces spellings of a text column by one value each. */
export const replace = stepKind("replace", schema, ({ replace: column, values, title }, known) => {
  const spellings = Object.keys(values);
  const sql = `CASE ${column}\n    ${Object.entries(values)
    .map(([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`)
    .join("\n    ")}\n    ELSE ${column}\n  END`;
  return {
    uses: [{ column, at: ["replace"], types: ["text"] }],
    makes: respelt(known.get(column), values),
    async run({ database, from, columns }) {
      const [row] = await database.rows(
        `SELECT count(*) FILTER (WHERE ${column} IN (${spellings.map(literal).join(", ")})) AS n, count(*) AS total FROM ${from}`,
      );
      const [changed, total] = [integer(row?.["n"]), integer(row?.["total"])];
      const label = labelIn(columns, column);
      return step(
        {
          step: "replace",
          column,
          title: title ?? `${label}: spellings`,
          rule: "Different spellings of one value become that value.",
          account: ({ isShown }) => ({
            ...counting(
              isShown(changed) && isShown(total - changed),
              changed,
              changed === 0 ? "No value was replaced." : `${counted(changed, "value")} replaced.`,
              "Values were replaced; how many",
            ),
            sql: `${sql} AS ${column}`,
          }),
        },
        { columns: { [column]: sql } },
      );
    },
  };
});

/** The column, accepting and ordering its values by their new spelling. */
function respelt(column: Column | undefined, values: Readonly<Record<string, string>>) {
  if (!column) return undefined;
  const now = (value: string) => (Object.hasOwn(values, value) ? (values[value] ?? value) : value);
  const all = (list: readonly string[]) => [...new Set(list.map(now))];
  const { allowed, order, missingText } = column;
  return {
    ...column,
    ...(allowed ? { allowed: all(allowed) } : {}),
    ...(order ? { order: all(order) } : {}),
    ...(missingText === undefined ? {} : { missingText: now(missingText) }),
  };
}
