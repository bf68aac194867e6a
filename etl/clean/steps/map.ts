import { z } from "zod";
import { columnName } from "../../contract/names.ts";
import { columnsFrom } from "../../../format/columns.ts";
import { maxTextLength } from "../../contract/columns.ts";
import { literal } from "../../contract/sql.ts";
import { quoted } from "../../contract/characters.ts";
import { integer, textOf } from "../../database.ts";
import { ReportError } from "../../errors.ts";
import { field, fieldOf, type ResultTable } from "../../result-table.ts";
import { capitalized, countedNoun, inSentence, listed } from "../../words.ts";
import {
  common,
  labelIn,
  madeColumn,
  making,
  step,
  stepKind,
  tableName,
  type CleaningStep,
  type Mistake,
} from "../step.ts";

const value = z.union([z.string().min(1).max(maxTextLength), z.int()]);
const schema = z.strictObject({
  map: columnName.describe("Translates the values of this text."),
  ...making,
  values: z
    .record(z.string(), value)
    .describe("What each value becomes: all texts or all numbers."),
  else: value.optional().describe("What other values become; without it, they are errors."),
  ...common,
});

/**
 * Adds a column that translates the values of another one by a list.
 * @throws ReportError (when it runs) for values that the list does not have
 */
export const map = stepKind("map", schema, (description, columns) => {
  const { map: source, into, values, id, title } = description;
  const results = [
    ...Object.values(values),
    ...(description.else === undefined ? [] : [description.else]),
  ];
  const numbers = results.filter((result) => typeof result === "number");
  const isNumeric = numbers.length > 0;
  const made = isNumeric
    ? madeColumn(description, "integer", { range: [Math.min(...numbers), Math.max(...numbers)] })
    : madeColumn(description, "text", { order: [...new Set(results.map(String))] });
  const mistakes: Mistake[] = [];
  if (results.length === 0) mistakes.push({ at: ["values"], message: "is empty" });
  if (isNumeric && numbers.length < results.length)
    mistakes.push({ at: ["values"], message: "mixes numbers and texts" });
  const lacking = (columns.get(source)?.allowed ?? []).filter(
    (each) => !Object.hasOwn(values, each),
  );
  if (lacking.length > 0 && description.else === undefined)
    mistakes.push({ at: ["values"], message: `has no ${listed(lacking.map(quoted))}` });
  const write = (result: string | number) =>
    typeof result === "number" ? String(result) : literal(result);
  const other = description.else === undefined ? "" : `\n    ELSE ${write(description.else)}`;
  const cases = Object.entries(values).map(
    ([from, to]) => `\n    WHEN ${literal(from)} THEN ${write(to)}`,
  );
  const sql =
    cases.length === 0
      ? write(description.else ?? "")
      : `CASE ${source}${cases.join("")}${other}\n  END`;
  const tableOfMap = tableName(id, into);
  // The translated column may itself be called result.
  const resultName = source === "result" ? "becomes" : "result";
  return {
    table: tableOfMap,
    uses: [{ column: source, at: ["map"], types: ["text"], complete: true }],
    makes: made,
    mistakes,
    async run({ database, from, columns: known, row }): Promise<CleaningStep> {
      const found = await database.rows(
        `SELECT ${source} AS name, count(*) AS n FROM ${from} GROUP BY ALL ORDER BY name`,
      );
      const counts = new Map(found.map((each) => [textOf(each["name"]), integer(each["n"])]));
      const unknown = [...counts.keys()].filter((name) => !Object.hasOwn(values, name));
      if (unknown.length > 0 && description.else === undefined)
        throw new ReportError(
          "input",
          `The cleaning step that makes ${into} has no value for ${listed(unknown.map(quoted))} of "${labelIn(known, source)}".`,
          { hint: "Add them to `values` in report.yaml, or say with `else` what they become." },
        );
      const groups = [
        ...Object.entries(values).filter(([name]) => counts.has(name)),
        ...unknown.map((name) => [name, description.else ?? ""] as const),
      ].map(([name, result]) => [name, result, counts.get(name) ?? 0] as const);
      const total = groups.reduce((sum, [, , n]) => sum + n, 0);
      const table: ResultTable = {
        name: tableOfMap,
        kind: "cleaning",
        published: true,
        columns: columnsFrom(
          [
            field(source, "text", labelIn(known, source)),
            fieldOf(made, made.label, resultName),
            field("customers", "count", capitalized(row.many)),
          ],
          groups,
        ),
      };
      return step(
        {
          step: "map",
          column: source,
          title: title ?? made.label,
          rule: `${labelIn(known, source)} is translated into ${inSentence(made.label)} by a fixed list.`,
          account({ rows }) {
            const named = rows.map(
              (shown) => `${String(shown[source])} ${String(shown[resultName])}`,
            );
            const unit = made.unit === "" ? "" : ` ${made.unit}`;
            return {
              outcome: `${countedNoun(total, row)} mapped${named.length === 0 ? "" : `: ${named.join(", ")}${unit}`}.`,
              changed: total,
              sql: `${sql} AS ${into}`,
            };
          },
        },
        { into, columns: { [into]: sql }, table },
      );
    },
  };
});
