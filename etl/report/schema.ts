import { z } from "zod";
import { nounSchema } from "../../format/report.ts";
import { stepKinds } from "../clean/steps/index.ts";
import { decimals } from "../clean/step.ts";
import { isLocale } from "../locale.ts";
import { columnName as name } from "../contract/names.ts";
import { analysis } from "./analysis-schema.ts";

const text = z.string().min(1);

const columnSchema = z
  .strictObject({
    header: text.describe("Its name in the file; case, spaces and punctuation do not matter."),
    aliases: z.array(text).default([]).describe("Other names by which a file may call it."),
    label: text.optional().describe("What readers call it; by default the header without unit."),
    type: z
      .enum(["string", "integer", "number", "money", "boolean"])
      .describe("`money` has the currency's decimals; `boolean` is Yes or No, however written."),
    decimals: decimals.describe("Decimals of a `number`, by default 2; more are rounded."),
    unit: z.string().optional().describe("The unit of the numbers; amounts have the currency."),
    description: z.string().default("").describe("One sentence for the data dictionary."),
    categories: z.array(text).optional().describe("The order in which readers expect the values."),
    constraints: z
      .strictObject({
        minimum: z.number().optional().describe("The least number that is accepted."),
        maximum: z.number().optional().describe("The greatest number that is accepted."),
        enum: z.array(text).min(1).optional().describe("The only texts that are accepted."),
        unique: z.boolean().default(false).describe("Whether no value may occur twice."),
      })
      .prefault({}),
    missing: text
      .default("refuse")
      .describe(
        "`refuse`: a missing value is an error. `keep`: it is not known; for numbers. `drop`: its row is left out and counted. Any other text stands for missing texts.",
      ),
    missingValues: z
      .array(z.string())
      .optional()
      .describe(
        "Texts that stand for a missing value, instead of `NA`, `N/A`, `NULL`, `\\N`, `NaN`, `#N/A` and `None`. A blank always does.",
      ),
    decimalChar: z.enum([".", ","]).default(".").describe("The decimal separator."),
    optional: z.boolean().default(false).describe("Whether a file may lack the column."),
    private: z
      .boolean()
      .default(false)
      .describe("For names, e-mail and the like: not in the cleaned table, and never shown."),
  })
  .describe("A column of the file.");

/** A column as report.yaml describes it. */
export type ColumnDescription = z.infer<typeof columnSchema>;

/** What report.yaml may hold. */
export const reportSchema = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "is not a code of ISO 4217, such as EUR")
    .describe("The currency of all amounts, by its ISO 4217 code."),
  locale: z
    .string()
    .refine(isLocale, "is not a locale whose numbers can be written, such as en-US or de-DE")
    .default("en-US")
    .describe("How numbers, amounts and dates are written, as a BCP 47 tag."),
  data: text.describe(
    "The CSV, Excel or Parquet file, from the report's folder, or a pattern such as `data/*.csv`; `--csv` names another.",
  ),
  sheet: text.optional().describe("The sheet of an Excel workbook; by default the first."),
  table: name.describe("The name by which SQL files query the cleaned rows."),
  row: nounSchema.describe("What one row is, in words: one, and several."),
  key: z.string().optional().describe("The column that identifies a row; no two share a value."),
  person: z
    .string()
    .optional()
    .describe("The column that identifies the person that a row is about; by default the key."),
  theme: z
    .strictObject({
      accent: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i, "is not a color such as #0b6e4f")
        .describe("The color of links and of what charts stress, in quotes."),
      logo: text.describe("An SVG or PNG file of at most 50 kB, from the report's folder."),
      footer: z
        .string()
        .regex(/^\P{Cc}{1,200}$/u, "is not a line of at most 200 characters")
        .describe("A line at the end of every page."),
    })
    .partial()
    .optional()
    .describe("How the site looks."),
  columns: z
    .record(name, columnSchema)
    .refine((columns) => Object.keys(columns).length > 0, "is empty")
    .describe("The columns of the file, by their names in SQL; one that is not listed is ignored."),
  cleaning: z
    .array(z.union(stepKinds.map(({ schema }) => schema) as [z.ZodType, ...z.ZodType[]]))
    .default([])
    .describe("Cleaning steps, in order. The first key of each says what it does."),
  ...analysis,
});

export type ReportDescription = z.infer<typeof reportSchema>;

/** The JSON Schema by which editors complete and check report.yaml. */
export const jsonSchema = () => ({
  ...z.toJSONSchema(reportSchema, { io: "input", unrepresentable: "any" }),
  title: "Customer Trends report",
});
