import { z } from "zod";
import { fieldSchema } from "./field-schema.ts";
import { findingSchema } from "./finding.ts";
import { localeSchema } from "./locale-schema.ts";
import { driverSchema } from "./driver.ts";
import { dashboardSchema, dimensionSchema, metricSchema, nounSchema, sumSchema } from "./report.ts";

/** How a question's rows are drawn; the names of the columns that take part. */
export const chartSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("bars"),
    label: z.string(),
    value: z.string(),
    group: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("dots"), label: z.string(), value: z.string() }),
  z.strictObject({ type: z.literal("none") }),
]);
export type ChartSpec = z.infer<typeof chartSchema>;

/**
 * How the answer is read: parts of a whole, a ranking, a comparison of two, the best of each group,
 * or a list.
 */
export const readings = ["parts", "ranking", "comparison", "leaders", "list"] as const;

/**
 * What was suppressed in a table; numbers that are too small to be shown are absent. `rows` are
 * groups where a group has several rows. `by`: of the margins, how many groups by each dimension, or
 * by two with a space between their names.
 */
export const suppressedSchema = z.strictObject({
  rows: z.int().optional(),
  customers: z.int().optional(),
  by: z.record(z.string(), z.int()).optional(),
});
export type Suppressed = z.infer<typeof suppressedSchema>;

export const snapshotSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(["question", "cube", "finding", "driver", "profile", "cleaning"]),
  published: z.boolean(),
  /** Within the folder of the manifest. */
  file: z.string().regex(/^[\w-]+(\.[\w-]+)*$/),
  bytes: z.int(),
  sha256: z.string(),
  rows: z.int(),
  fields: z.array(fieldSchema),
  /**
   * Sums over all rows of the additive columns, scaled integers as in the file: what may be said of
   * a private snapshot.
   */
  totals: z.record(z.string(), z.int()),
  question: z
    .strictObject({
      order: z.number(),
      title: z.string(),
      question: z.string(),
      note: z.string().optional(),
      each: z.string(),
      reading: z.enum(readings),
      /** What readers call a value in charts and sentences: `Yes` is "Subscribers". */
      names: z.record(z.string(), z.string()),
      chart: chartSchema,
      /**
       * The claim, a file of sql/findings/, that says whether what is ranked differs by more than
       * chance.
       */
      claim: z.string().optional(),
    })
    .optional(),
  finding: findingSchema.optional(),
  driver: driverSchema.optional(),
  /** The statement that the database answered with its rows. */
  sql: z.string().optional(),
  /** The statement whose rows were rolled up to its own, and the columns that they were rolled up by. */
  statement: z.string().optional(),
  by: z.array(z.string()).optional(),
  suppressed: suppressedSchema.optional(),
});
/** One Arrow file: what it is, whether it may be published, how it was made. */
export type SnapshotEntry = z.infer<typeof snapshotSchema>;

export const cleaningSchema = z.strictObject({
  /** The kind of step: names, fill, quantiles and so on. */
  step: z.string(),
  /** The column that it works on, and the one that it makes. */
  column: z.string(),
  into: z.string().optional(),
  /** The snapshot of the counts behind it. */
  table: z.string().optional(),
  title: z.string(),
  rule: z.string(),
  outcome: z.string(),
  changed: z.int().nullable(),
  /** The columns of the cleaned table that it made, changed or named. */
  columns: z.array(z.string()),
  sql: z.string(),
});
/**
 * One cleaning step: its rule, what it did in words, how many values it changed or computed; null
 * where the number is suppressed.
 */
export type CleaningEntry = z.infer<typeof cleaningSchema>;

export const dictionarySchema = z.strictObject({
  name: z.string(),
  header: z.string(),
  label: z.string(),
  type: z.string(),
  unit: z.string(),
  description: z.string(),
  accepts: z.string(),
  origin: z.enum(["input", "derived", "dropped", "private"]),
});
export type DictionaryEntry = z.infer<typeof dictionarySchema>;

/**
 * Where the customers came from: a CSV, or a table that was in the database already, of which less
 * can be known.
 */
export const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("file"),
    name: z.string(),
    rows: z.int(),
    /** Lines that could not be used; null where the number is suppressed. */
    rejected: z.int().nullable(),
    bytes: z.int(),
    sha256: z.string(),
    /** Its format, if it is not a CSV; encoding and delimiter are then those of a CSV made from it. */
    format: z.enum(["parquet", "excel"]).optional(),
    encoding: z.string(),
    byteOrderMark: z.boolean(),
    delimiter: z.string(),
    newline: z.string(),
    ignoredColumns: z.array(z.string()),
    duplicates: z.strictObject({ customerIds: z.int(), apartFromId: z.int().nullable() }),
  }),
  z.strictObject({ kind: z.literal("table"), name: z.string(), rows: z.int() }),
]);
export type Source = z.infer<typeof sourceSchema>;

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  title: z.string(),
  /** What one row is, in words. */
  row: nounSchema,
  /** The column that identifies a row. */
  key: z.string().optional(),
  /** The currency of all amounts, by its code in ISO 4217. */
  currency: z.string(),
  /** How numbers are written. */
  locale: localeSchema,
  date: z.iso.date(),
  dateOrigin: z.enum(["metadata", "SOURCE_DATE_EPOCH", "file date", "build date"]),
  synthetic: z.boolean(),
  /** The smallest group that is shown, apart from empty ones. */
  minGroup: z.int().default(1),
  note: z.string().optional(),
  theme: z
    .strictObject({
      /** Light and dark, by their names in colors.json; of the logo's shape width by height. */
      colors: z.record(z.string(), z.array(z.string().regex(/^#[0-9a-f]{6}$/)).readonly()),
      logo: z.strictObject({ type: z.enum(["svg", "png"]), ratio: z.number(), bytes: z.base64() }),
      footer: z.string(),
    })
    .partial()
    .optional(),
  source: sourceSchema,
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  notices: z.array(z.string()),
  cleaning: z.array(cleaningSchema),
  dictionary: z.array(dictionarySchema),
  /** Display order of values that have one (seasons, sizes, age groups), by column. */
  orders: z.record(z.string(), z.array(z.string())),
  /** What cubes sum up; the first is the number of rows. */
  sums: z.array(sumSchema).min(1),
  metrics: z.array(metricSchema),
  dimensions: z.array(dimensionSchema),
  dashboard: dashboardSchema,
  /** Statements whose rows were rolled up to several snapshots. */
  statements: z.array(z.strictObject({ name: z.string(), sql: z.string() })),
  snapshots: z.array(snapshotSchema),
});
/**
 * Everything known about a set of snapshots: source, engine, cleaning, and each file's hash, rows
 * and schema.
 */
export type Manifest = z.infer<typeof manifestSchema>;

/** What readers call a column. */
export const labelOf = ({ dictionary }: Pick<Manifest, "dictionary">, name: string): string =>
  dictionary.find((entry) => entry.name === name)?.label ?? name;

/** What of a report pages and their scripts compute and write figures by. */
export type Model = Pick<
  Manifest,
  "row" | "orders" | "sums" | "metrics" | "dimensions" | "dashboard"
>;
