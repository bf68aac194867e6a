import { z } from "zod";
import { stepKinds } from "../clean/steps/index.ts";
import { decimals } from "../clean/step.ts";
import { isLocale } from "../locale.ts";
import { columnName as name } from "../contract/names.ts";
import { analysis } from "./analysis-schema.ts";

const text = z.string().min(1);

const columnSchema = z
  .strictObject({
    header: text.describe("The column's name in the file; case and punctuation do not matter."),
    aliases: z.array(text).default([]).describe("Other names by which a file may call it."),
    label: text.optional().describe("What readers call it; by default the header."),
    type: z
      .enum(["string", "integer", "number", "money", "boolean"])
      .describe("Money has the decimals of its currency; a boolean is Yes or No, however written."),
    decimals: decimals.describe("The decimals of a number, by default two; more are rounded."),
    unit: z.string().optional().describe("The unit of the numbers, in words: years, of 5."),
    description: z.string().default("").describe("One sentence for the data dictionary."),
    categories: z.array(text).optional().describe("The order in which readers expect the values."),
    constraints: z
      .strictObject({
        minimum: z.number().optional(),
        maximum: z.number().optional(),
        enum: z.array(text).min(1).optional().describe("The only values that are accepted."),
        unique: z.boolean().default(false).describe("Whether no value may occur twice."),
      })
      .prefault({}),
    missing: text
      .default("refuse")
      .describe("refuse, keep (a number), drop (the row), or the text that stands for it."),
    missingValues: z.array(z.string()).optional().describe("Texts that stand for a missing value."),
    decimalChar: z.enum([".", ","]).default(".").describe("The decimal separator."),
    optional: z.boolean().default(false).describe("Whether a file may lack the column."),
    private: z.boolean().default(false).describe("Names and the like, which are never shown."),
  })
  .describe("A column of the file.");

/** A column as report.yaml describes it. */
export type ColumnDescription = z.infer<typeof columnSchema>;

/** What report.yaml may hold. */
export const reportSchema = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "is not a code of ISO 4217, such as EUR")
    .describe("The currency of all amounts, by its code in ISO 4217."),
  locale: z
    .string()
    .refine(isLocale, "is not a locale whose numbers can be written, such as en-US or de-DE")
    .default("en-US")
    .describe("How numbers, amounts and dates are written, as a tag of BCP 47: en-US, de-DE."),
  data: text.describe("The CSV or Parquet file, from the report's folder."),
  table: name.describe("The name by which SQL files ask the cleaned rows."),
  row: z
    .strictObject({ one: text, many: text })
    .describe("What one row is, in words: customer, customers."),
  key: z.string().optional().describe("The column that identifies a row."),
  person: z.string().optional().describe("The column of a row's person; by default the key."),
  theme: z
    .strictObject({
      accent: z.string().regex(/^#[0-9a-f]{6}$/i, "is not a color such as #0b6e4f"),
      logo: text,
      footer: z.string().regex(/^\P{Cc}{1,200}$/u, "is not a line of at most 200 characters"),
    })
    .partial()
    .optional()
    .describe("An accent color in quotes, a logo (SVG or PNG) and a line for the footer."),
  columns: z
    .record(name, columnSchema)
    .refine((columns) => Object.keys(columns).length > 0, "is empty")
    .describe("The columns of the file that the report uses, by their names in SQL."),
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
