import { z } from "zod";
import { decimalsOf, maxDigits } from "../../contract/columns.ts";
import { minorDigits } from "../../contract/currency.ts";
import { duckdbType } from "../../contract/sql.ts";
import { integer } from "../../database.ts";
import { messageOf, ReportError } from "../../errors.ts";
import { countedNoun } from "../../words.ts";
import { parseExpression, type Expression } from "../expression.ts";
import {
  common,
  counting,
  decimals as decimalsKey,
  madeColumn,
  making,
  step,
  stepKind,
  type Mistake,
} from "../step.ts";

const schema = z.strictObject({
  compute: z.string().min(1).describe("Computes a number, exactly, by + - * and parentheses."),
  ...making,
  type: z.enum(["integer", "number", "money"]).describe("What the result is."),
  decimals: decimalsKey.describe("How many decimals a `number` has, by default 2."),
  ...common,
});

/**
 * Adds a column that is computed from others, exactly; a missing operand makes a missing value.
 * @throws ReportError (when it runs) for a result that is too large
 */
export const compute = stepKind("compute", schema, (description, known, currency) => {
  const { compute: text, into, type, title } = description;
  const mistakes: Mistake[] = [];
  const wrong = (message: string) => mistakes.push({ at: ["compute"], message });
  const own = type === "number" ? "decimal" : type;
  let expression: Expression | undefined;
  try {
    expression = parseExpression(text, known);
  } catch (cause) {
    wrong(messageOf(cause));
  }
  const isNullable = expression?.columns.some((name) => known.get(name)?.nullable) ?? false;
  const made = madeColumn(own === "money" ? { ...description, unit: currency } : description, own, {
    ...(own === "money" ? minorDigits(currency) : {}),
    ...(description.decimals === undefined ? {} : { decimals: description.decimals }),
    ...(isNullable ? { nullable: true } : {}),
  });
  const decimals = decimalsOf(made);
  if (description.decimals !== undefined && type !== "number")
    mistakes.push({ at: ["decimals"], message: "is for numbers" });
  // What a column can hold and a browser can add up, in whole units.
  const largest = own === "integer" ? Number.MAX_SAFE_INTEGER : 10 ** maxDigits - 1;
  if (expression && expression.isMoney !== (type === "money"))
    wrong(
      expression.isMoney
        ? "is money, and the type says otherwise"
        : "is no money, and the type says so",
    );
  if (expression && expression.decimals > decimals)
    wrong(`has ${expression.decimals} decimals, and a column of type ${type} holds ${decimals}`);
  const units = expression
    ? `${expression.sql}${expression.decimals < decimals ? ` * ${10 ** (decimals - expression.decimals)}` : ""}`
    : "NULL";
  const sql =
    decimals === 0
      ? `CAST(${units} AS BIGINT)`
      : `CAST(CAST(${units} AS DECIMAL(38,0)) / ${10 ** decimals} AS ${duckdbType(made)})`;
  return {
    uses: [...new Set(expression?.columns)].map((column) => ({ column, at: ["compute"] })),
    makes: made,
    mistakes,
    async run({ database, from, row }) {
      const [found] = await database.rows(
        `SELECT count(*) FILTER (WHERE abs(${units}) > ${largest}) AS over, count(${units}) AS n FROM ${from}`,
      );
      const [over, computed] = [integer(found?.["over"]), integer(found?.["n"])];
      if (over > 0)
        throw new ReportError(
          "input",
          `The cleaning step that makes ${into} has results in ${countedNoun(over, row)} that are too large for a column of type ${type}.`,
          { hint: "Look at the values of the columns that it computes with." },
        );
      return step(
        {
          step: "compute",
          column: expression?.columns[0] ?? "",
          title: title ?? made.label,
          rule: `${made.label} is computed as ${text}.`,
          account: ({ isShown }) => ({
            ...counting(
              isShown(computed),
              computed,
              `Computed for ${countedNoun(computed, row)}.`,
              "How many rows it was computed for",
            ),
            sql: `${sql} AS ${into}`,
          }),
        },
        { into, columns: { [into]: sql } },
      );
    },
  };
});
