import { z } from "zod";

const text = z.string().min(1);

/** A noun: one, and several. */
export const nounSchema = z.strictObject({ one: text, many: text });
export type Noun = z.infer<typeof nounSchema>;

/**
 * An additive sum over rows, as cubes hold it: scaled integers, and exact. One that has `where` is no
 * column of cubes: it is the number of rows that have these values of a dimension.
 */
export const sumSchema = z.strictObject({
  name: z.string(),
  where: z.strictObject({ dimension: z.string(), values: z.array(z.string()) }).optional(),
});
export type SumSpec = z.infer<typeof sumSchema>;

/** A figure that is right for any selection of rows: a sum, or a sum divided by another. */
export const metricSchema = z.strictObject({
  name: z.string(),
  label: text,
  /** In the words of a sentence: "spending per purchase". */
  measure: text,
  /** Shown under the figure: "per customer". */
  note: z.string().optional(),
  description: z.string(),
  formula: z.string(),
  /** How it is written: a whole number, an amount, a share, or a number with two decimals. */
  kind: z.enum(["count", "money", "share", "fixed"]),
  unit: z.string(),
  /** How many decimals are written, where these are not the usual ones. */
  decimals: z.int().optional(),
  /** What it is meant to be of all rows, in the reader's unit. */
  target: z.number().optional(),
  /** The sum that is shown, or divided. */
  sum: z.string(),
  /** The sum that it is divided by. */
  per: z.string().optional(),
  /** By what power of ten the quotient is scaled. */
  scale: z.int(),
  /** What a value does to it, of one and of several: "brings in", "bring in". */
  verb: z.tuple([text, text]),
  /** The column of the cleaned table that it is of, and the values that a share counts. */
  column: z.string().optional(),
  values: z.array(z.string()).optional(),
});
export type Metric = z.infer<typeof metricSchema>;

/** A column that figures are broken down by. */
export const dimensionSchema = z.strictObject({
  name: z.string(),
  /** Its key in links. */
  key: z.string(),
  label: text,
  noun: nounSchema,
  /** What readers call its values, where that is not the value itself. */
  names: z.record(z.string(), z.string()),
});
export type Dimension = z.infer<typeof dimensionSchema>;

/** The marks that draw figures, and the templates of titles. */
export const marks = ["bars", "histogram", "stacked", "heatmap", "share", "grouped"] as const;
export const titles = ["leader", "range", "share", "wins", "top"] as const;

/** A figure of the dashboard. */
export const figureSchema = z.strictObject({
  id: z.string(),
  mark: z.enum(marks),
  metric: z.string(),
  /** One dimension or two; of `grouped` what is ranked, then what it is grouped by. */
  by: z.array(z.string()).min(1).max(2),
  /** Further metrics in its table. */
  columns: z.array(z.string()),
  title: z.enum(titles),
  /** How many of each group are shown. */
  top: z.int().optional(),
  /** The value that the title of a share is about. */
  of: z.string().optional(),
});
export type FigureSpec = z.infer<typeof figureSchema>;

export const dashboardSchema = z.strictObject({
  /** Who leads by which metric, and which two explain it: how many, and how much each. */
  headline: z
    .strictObject({
      leader: z.string(),
      by: z.string(),
      volume: z.string().optional(),
      rate: z.string().optional(),
    })
    .optional(),
  /** The additive metric that values of dimensions without an order are sorted by. */
  lead: z.string(),
  kpis: z.array(z.string()),
  slicers: z.array(z.string()),
  figures: z.array(figureSchema),
});
export type DashboardSpec = z.infer<typeof dashboardSchema>;
