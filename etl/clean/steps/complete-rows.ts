import type { Column } from "../../contract/columns.ts";
import { capitalized, inSentence } from "../../words.ts";
import { leaveOut } from "../leave-out.ts";
import { complete, type Step } from "../step.ts";

/**
 * Leaves out the rows that have no value of a column: what `missing: drop` comes to. It is not
 * listed among the steps of report.yaml, and runs before them.
 * @throws ReportError (when it runs) where no row stays
 */
export function completeRows(column: Column): Step {
  const { name, label } = column;
  const condition =
    column.type === "text" ? `${name} IS NOT NULL AND ${name} <> ''` : `${name} IS NOT NULL`;
  return {
    kind: "missing",
    described: JSON.stringify({ missing: "drop", column: name }),
    uses: [{ column: name, at: [] }],
    makes: complete(column),
    mayDrop: [],
    table: undefined,
    mistakes: [],
    run: (context) =>
      leaveOut(context, {
        condition,
        none: {
          message: `No ${context.row.one} has a value of "${label}".`,
          hint: "report.yaml says that rows without one are left out (missing: drop). Look at the file that came in.",
        },
        step: "missing",
        column: name,
        title: `${capitalized(context.row.many)} without ${inSentence(label)}`,
        rule: `Rows without a value of ${inSentence(label)} are left out.`,
      }),
  };
}
