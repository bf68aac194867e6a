import { z } from "zod";
import type { Column } from "../../contract/columns.ts";
import { columnName } from "../../contract/names.ts";
import { integer } from "../../database.ts";
import { counted, number } from "../../words.ts";
import { common, labelIn, step, stepKind } from "../step.ts";

/** Whether two columns are both texts or both numbers; so is what is not known. */
const areComparable = (a: Column | undefined, b: Column | undefined) =>
  !a || !b || (a.type === "text") === (b.type === "text");

const schema = z.strictObject({
  drop: columnName.describe("Leaves this column out of the cleaned table."),
  when_equal_to: columnName
    .optional()
    .describe("Only if it equals this column on every row; else both are kept."),
  ...common,
});

/** Drops a column, or only where it repeats another one on every row. */
export const drop = stepKind(
  "drop",
  schema,
  ({ drop: column, when_equal_to: other, title }, known) => ({
    uses: [
      { column, at: ["drop"] },
      ...(other === undefined ? [] : [{ column: other, at: ["when_equal_to"] }]),
    ],
    mayDrop: [column],
    mistakes:
      other === undefined || areComparable(known.get(column), known.get(other))
        ? []
        : [
            {
              at: ["when_equal_to"],
              message: `cannot equal "${column}": one is text, the other not`,
            },
          ],
    async run({ database, from, columns }) {
      const label = labelIn(columns, column);
      if (other === undefined)
        return step(
          {
            step: "drop",
            column,
            title: title ?? label,
            rule: "The report does not need this column.",
            account: () => ({
              outcome: `${label} was dropped.`,
              changed: 1,
              sql: `-- ${column} is left out`,
            }),
          },
          { dropped: [column] },
        );
      const sql = `SELECT count(*) AS customers,
  count(*) FILTER (WHERE ${column} IS NOT DISTINCT FROM ${other}) AS agreeing
FROM ${from}`;
      const [row] = await database.rows(sql);
      const [rows, agreeing] = [integer(row?.["customers"]), integer(row?.["agreeing"])];
      const same = rows === agreeing;
      const both = `${label} and ${labelIn(columns, other)}`;
      return step(
        {
          step: "drop",
          column,
          title: title ?? label,
          rule: `The column is dropped only if it equals ${labelIn(columns, other)} on every row.`,
          account: ({ isShown }) => ({
            outcome: same
              ? `${both} agree on all ${counted(rows, "row")}; the column was dropped.`
              : isShown(agreeing) && isShown(rows - agreeing)
                ? `${both} agree on ${number(agreeing)} of ${counted(rows, "row")}; both columns were kept.`
                : `${both} do not agree on every row; both columns were kept.`,
            changed: same ? 1 : 0,
            sql,
          }),
        },
        {
          dropped: same ? [column] : [],
          notices: same ? [] : [{ kind: "columns-differ", columns: both, agreeing, of: rows }],
        },
      );
    },
  }),
);
