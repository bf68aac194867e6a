import { z } from "zod";
import { stepKinds } from "../clean/steps/index.ts";
import { columnName } from "../clean/step.ts";

const text = z.string().min(1);

/** Names that SQL keeps for itself, in DuckDB, MySQL or MariaDB, and tables that the program makes. */
const reserved: ReadonlySet<string> = new Set(
  `all and as asc between both by case cast check column condition constraint create cross cube current_date
  database default delete desc describe distinct drop else end exists false fetch for foreign from full function
  grant group grouping groups having if in index inner insert interval into is join key keys lateral left like limit
  lines load match natural not null offset on or order outer over partition primary procedure range rank read
  recursive references rename repeat replace right row rows select set show some system table then to trigger true
  union unique update usage using values when where while window with
  file_place normalized numbers raw record odd row_hashes row_key value_counts
  customers missing mean median mode n v one`.split(/\s+/),
);

const name = columnName.refine((word) => !reserved.has(word), {
  error: ({ input }) => `"${String(input)}" is a word of SQL; choose another name`,
});

const columnSchema = z
  .strictObject({
    header: text.describe("The column's name in the file; case and punctuation do not matter."),
    aliases: z.array(text).default([]).describe("Other names by which a file may call it."),
    label: text.optional().describe("What readers call it; by default the header."),
    type: z
      .enum(["string", "integer", "number", "money"])
      .describe("A number has up to two decimals, money those of the report's currency."),
    unit: z.string().optional().describe("The unit of the numbers, in words: years, of 5."),
    description: z.string().default("").describe("One sentence for the data dictionary."),
    categories: z.array(text).optional().describe("The order in which readers expect the values."),
    constraints: z
      .strictObject({
        minimum: z.number().optional(),
        maximum: z.number().optional(),
        enum: z.array(text).min(1).optional().describe("The only values that are accepted."),
      })
      .default({}),
    missing: z
      .enum(["refuse", "keep"])
      .default("refuse")
      .describe("What a missing value means: an error, or that it is not known."),
    optional: z.boolean().default(false).describe("Whether a file may lack the column."),
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
  data: text.describe("The CSV, from the report's folder."),
  table: name.describe("The name by which SQL files ask the cleaned rows."),
  row: z
    .strictObject({ one: text, many: text })
    .describe("What one row is, in words: customer, customers."),
  key: z.string().optional().describe("The column that identifies a row."),
  columns: z
    .record(name, columnSchema)
    .refine((columns) => Object.keys(columns).length > 0, "is empty")
    .describe("The columns of the file that the report uses, by their names in SQL."),
  cleaning: z
    .array(z.union(stepKinds.map(({ schema }) => schema) as [z.ZodType, ...z.ZodType[]]))
    .default([])
    .describe("Cleaning steps, in order. The first key of each says what it does."),
});

export type ReportDescription = z.infer<typeof reportSchema>;

/** The JSON Schema by which editors complete and check report.yaml. */
export const jsonSchema = () => ({
  ...z.toJSONSchema(reportSchema, { io: "input", unrepresentable: "any" }),
  title: "Customer Trends report",
});
