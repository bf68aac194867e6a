import type { Column } from "../../contract/columns.ts";
import { integer } from "../../database.ts";
import { ReportError } from "../../errors.ts";
import { capitalized, countedNoun, inSentence, number } from "../../words.ts";
import { complete, step, type Step } from "../step.ts";

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
    async run({ database, from, row }) {
      const [counts] = await database.rows(
        `SELECT count(*) AS n, count(*) FILTER (WHERE ${condition}) AS kept FROM ${from}`,
      );
      const [all, kept] = [integer(counts?.["n"]), integer(counts?.["kept"])];
      if (kept === 0)
        throw new ReportError("input", `No ${row.one} has a value of "${label}".`, {
          hint: `report.yaml says that rows without one are left out (missing: drop). Look at the file that came in.`,
        });
      return step(
        {
          step: "missing",
          column: name,
          title: `${capitalized(row.many)} without ${inSentence(label)}`,
          rule: `Rows without a value of ${inSentence(label)} are left out.`,
          account({ isShown }) {
            const isKnown = isShown(all - kept) && isShown(kept);
            return {
              outcome: isKnown
                ? `${countedNoun(kept, row)} of ${number(all)} stayed.`
                : "How many rows were left out is hidden to protect privacy.",
              changed: isKnown ? all - kept : null,
              sql: `-- WHERE ${condition}`,
            };
          },
        },
        { keep: condition },
      );
    },
  };
}
