import { z } from "zod";
import { columnName } from "../../contract/names.ts";
import { divisorOf, type Column } from "../../contract/columns.ts";
import { literal } from "../../contract/sql.ts";
import { capitalized, inSentence, listed } from "../../words.ts";
import { leaveOut } from "../leave-out.ts";
import { common, labelIn, stepKind, type Mistake } from "../step.ts";

const schema = z.strictObject({
  filter: columnName.describe("Keeps rows by their value of this column."),
  keep: z.array(z.string()).min(1).optional().describe("The values whose rows stay, of a text."),
  minimum: z.number().optional().describe("The least number whose row stays."),
  maximum: z.number().optional().describe("The greatest number whose row stays."),
  ...common,
});

/**
 * Leaves rows out, by the values of one column; a row without a value is left out.
 * @throws ReportError (when it runs) where no row stays
 */
export const filter = stepKind("filter", schema, (description, known) => {
  const { filter: column, keep, minimum, maximum, title } = description;
  const isText = known.get(column)?.type === "text";
  const mistakes: Mistake[] = [];
  if (keep === undefined && minimum === undefined && maximum === undefined)
    mistakes.push({ at: [], message: "needs keep, minimum or maximum" });
  if (isText && (minimum !== undefined || maximum !== undefined))
    mistakes.push({ at: ["filter"], message: `is text, for which "keep" lists the values` });
  if (!isText && keep !== undefined)
    mistakes.push({ at: ["keep"], message: "lists texts, and the column holds numbers" });
  const conditions = [
    ...(keep ? [`${column} IN (${keep.map(literal).join(", ")})`] : []),
    ...(minimum === undefined ? [] : [`${column} >= ${minimum}`]),
    ...(maximum === undefined ? [] : [`${column} <= ${maximum}`]),
  ];
  const condition = conditions.join(" AND ");
  return {
    uses: [{ column, at: ["filter"] }],
    mistakes,
    run(context) {
      const label = labelIn(context.columns, column);
      const unit = unitOf(context.columns.get(column));
      const limits = [
        ...(keep ? [`is ${listed(keep)}`] : []),
        ...(minimum === undefined ? [] : [`is at least ${minimum}${unit}`]),
        ...(maximum === undefined ? [] : [`is at most ${maximum}${unit}`]),
      ];
      return leaveOut(context, {
        condition,
        none: {
          message: `The cleaning step that filters by "${label}" leaves no row.`,
          hint: "Look at its values in report.yaml, and at the file that came in.",
        },
        step: "filter",
        column,
        title: title ?? `${capitalized(context.row.many)} that count`,
        rule: `Only rows whose ${inSentence(label)} ${limits.join(" and ")} stay.`,
      });
    },
  };
});

const unitOf = (column: Column | undefined) =>
  column === undefined || column.unit === "" || divisorOf(column) > 1 ? "" : ` ${column.unit}`;
