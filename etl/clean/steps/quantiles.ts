import { z } from "zod";
import { columnName } from "../../contract/names.ts";
import { maxTextLength, type Column } from "../../contract/columns.ts";
import type { Cell } from "../../database.ts";
import { inSentence } from "../../words.ts";
import { binned, binRule, groupMistakes } from "../binning.ts";
import { unitsSql } from "../../contract/sql.ts";
import { quantileBins } from "../quantiles.ts";
import { common, madeColumn, making, numericTypes, stepKind, tableName } from "../step.ts";

const schema = z.strictObject({
  quantiles: columnName.describe("Cuts a number into groups of equal size, as pandas' qcut."),
  ...making,
  labels: z
    // Of groups that are merged two stand together.
    .array(
      z
        .string()
        .min(1)
        .max(Math.floor(maxTextLength / 2) - 4),
    )
    .min(2)
    .max(20)
    .describe("Names of the groups from the lowest; as many as there are to be."),
  ...common,
});

const names: Readonly<Record<number, string>> = {
  2: "two groups at its median",
  3: "three groups at its terciles",
  4: "four groups at its quartiles",
  5: "five groups at its quintiles",
  10: "ten groups at its deciles",
};

/** Adds a column of quantile bins, with interpolated edges, right-closed, as pandas' `qcut`. */
export const quantiles = stepKind("quantiles", schema, (description) => {
  const { quantiles: source, into, labels, id, title } = description;
  const made = madeColumn(description, "text", { order: labels });
  const table = tableName(id, into);
  return {
    table,
    uses: [{ column: source, at: ["quantiles"], types: numericTypes, complete: true }],
    makes: made,
    mistakes: groupMistakes(into, labels),
    async run(context) {
      const column = context.columns.get(source) as Column;
      const shares = labels.map((_, index) => index / labels.length);
      const edgesSql = `SELECT quantile_cont(${unitsSql(column)}, [${[...shares, 1].join(", ")}]) AS edges FROM ${context.from}`;
      const [row] = await context.database.rows(edgesSql);
      const bins = quantileBins((row?.["edges"] as readonly Cell[]).map(Number), labels);
      const groups = bins.map(({ label }) => label);
      const what = inSentence(column.label);
      return binned(
        {
          kind: "quantiles",
          column,
          made,
          table,
          title,
          rule: binRule(
            context,
            source,
            names[labels.length] ?? `${labels.length} groups of equal size`,
          ),
          bins,
          edgesSql,
          notices:
            bins.length < labels.length
              ? [{ kind: "quantiles-merged", column: what, wanted: labels.length, groups }]
              : [],
        },
        context,
      );
    },
  };
});
