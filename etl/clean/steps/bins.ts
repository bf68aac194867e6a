import { z } from "zod";
import { columnName } from "../../contract/names.ts";
import { divisorOf, maxTextLength, type Column } from "../../contract/columns.ts";
import { binned, binRule, groupMistakes } from "../binning.ts";
import {
  common,
  madeColumn,
  making,
  numericTypes,
  stepKind,
  tableName,
  type Mistake,
} from "../step.ts";

const schema = z.strictObject({
  bins: columnName.describe("Cuts a number at given edges; an edge belongs to the lower group."),
  ...making,
  edges: z
    .array(z.number())
    .min(1)
    .max(50)
    .describe("The highest value of each group but the last, ascending."),
  labels: z
    .array(z.string().min(1).max(maxTextLength))
    .describe("Names of the groups: one more than there are edges."),
  ...common,
});

/** Adds a column of bins with given edges: right-closed, the first and the last open. */
export const bins = stepKind("bins", schema, (description) => {
  const { bins: source, into, edges, labels, id, title } = description;
  const made = madeColumn(description, "text", { order: labels });
  const mistakes: Mistake[] = groupMistakes(into, labels);
  if (labels.length !== edges.length + 1)
    mistakes.push({
      at: ["labels"],
      message: `names ${labels.length} groups, but ${edges.length} edges make ${edges.length + 1}`,
    });
  if (edges.some((edge, index) => index > 0 && edge <= (edges[index - 1] ?? 0)))
    mistakes.push({ at: ["edges"], message: "are not in ascending order" });
  const table = tableName(id, into);
  return {
    table,
    uses: [{ column: source, at: ["bins"], types: numericTypes, complete: true }],
    makes: made,
    mistakes,
    run(context) {
      const column = context.columns.get(source) as Column;
      const divisor = divisorOf(column);
      // 0.29 times 100 is a little less than 29.
      const uppers = [...edges.map((edge) => Number((edge * divisor).toPrecision(15))), Infinity];
      return binned(
        {
          kind: "bins",
          column,
          made,
          table,
          title,
          rule: binRule(context, source, `${labels.length} groups`),
          bins: labels.map((label, index) => ({
            label,
            lower: uppers[index - 1] ?? -Infinity,
            upper: uppers[index] ?? Infinity,
          })),
          edgesSql: undefined,
          notices: [],
        },
        context,
      );
    },
  };
});
