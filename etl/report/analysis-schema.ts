import { z } from "zod";
import { metricName, slug as id } from "../contract/names.ts";
import { titles } from "../../format/report.ts";

const text = z.string().min(1);
const reference = z.string();
const named = reference.optional();
const oneOrTwo = z.union([reference, z.array(reference).min(1).max(2)]);
const percent = z
  .string()
  .regex(/^\d+(\.\d+)?\s*%$/, "is not a share such as 20%")
  .transform((share) => Number.parseFloat(share) / 100);

const metric = z
  .strictObject({
    count: z.literal("rows").optional().describe("The number of rows."),
    sum: named.describe("A column, added up."),
    mean: named.describe("A column, averaged over its known values."),
    share: z
      .record(z.string(), z.union([text, z.array(text).min(1)]))
      .optional()
      .describe("A text column and the value, or values, whose share of the rows it is."),
    ratio: z
      .tuple([reference, reference])
      .optional()
      .describe("Two metrics that count or sum; the first divided by the second."),
    label: text.optional().describe("What readers call it; by default its name."),
    measure: text.optional().describe("The metric in a sentence; by default its label."),
    note: z.string().optional().describe("A few words under the figure."),
    description: z.string().optional().describe("One sentence for the method page."),
    unit: z.string().optional().describe("Its unit, in words; amounts have the currency."),
    format: z
      .enum(["0", "0.0", "0.00", "0.000", "%"])
      .optional()
      .describe("How many decimals are written; of a ratio also as percent."),
    target: z
      .union([z.number().positive(), percent])
      .optional()
      .describe("What it is meant to be of all rows; the key figure says how far it is."),
    verb: z
      .tuple([text, text])
      .default(["has", "have"])
      .describe("The verb of sentences, for one value and for several."),
  })
  .describe("A figure that is right for any selection of rows.");

const dimension = z
  .strictObject({
    label: text.optional().describe("What readers call it; by default as the column."),
    key: id.optional().describe("Its key in links; by default the column's name."),
    noun: z.tuple([text, text]).optional().describe("A word for one value, and for several."),
    names: z.record(z.string(), text).default({}).describe("What readers call its values."),
    within: named.describe("The dimension that each value has exactly one value of."),
  })
  .describe("A text column that figures are broken down by.");

const figure = z
  .strictObject({
    id: id.describe("Names it in links and downloads."),
    bars: named.describe("A metric as bars, by one dimension."),
    histogram: named.describe("A metric as columns, by one dimension whose values have an order."),
    stacked: named.describe("Parts of each bar, by two dimensions; the metric must add up."),
    heatmap: named.describe("A metric as a heat map, by two dimensions."),
    share: named.describe("The parts of a whole, by one dimension."),
    grouped: named.describe("The first few of each group, by group and value."),
    by: oneOrTwo.describe("The dimension, or both dimensions, that the mark needs."),
    columns: z.array(reference).default([]).describe("Further metrics in its table and chart."),
    title: z.enum(titles).optional().describe("Another template for its title."),
    top: z.int().min(1).max(20).optional().describe("How many of each group, by default 3."),
    of: text.optional().describe("The value that the title of a share is about."),
  })
  .describe("A figure of the dashboard: one mark, its metric and its dimensions.");

const dashboard = z.strictObject({
  headline: z
    .strictObject({
      leader: reference.describe("The metric by which a value leads."),
      by: reference.describe("The dimension whose values are compared."),
      because: z
        .strictObject({ volume: reference, rate: reference })
        .optional()
        .describe("The metrics that may explain it: how many, and how much each."),
    })
    .optional(),
  kpis: z.array(reference).max(8).default([]).describe("Metrics, as key figures; up to 8."),
  slicers: z.array(reference).max(8).default([]).describe("Dimensions to filter by; up to 8."),
  figures: z.array(figure).default([]).describe("The charts, in order."),
});

const claim = z
  .strictObject({
    id: id.describe("Names it in links and downloads."),
    claim: text.describe("The statement, in a sentence."),
    about: text.describe("The heading under which it is listed."),
    means: named.describe("A metric that is a mean, compared between groups."),
    rates: named.describe("A metric that is a share, compared between groups."),
    lead: named.describe("A metric that counts or sums: which group has the most."),
    part: named.describe("A metric that sums: a group's part of it and of the rows."),
    correlation: z.tuple([reference, reference]).optional().describe("Two numeric columns."),
    by: named.describe("The dimension whose groups are compared."),
    groups: z.array(text).default([]).describe("The groups; without them, all are compared."),
    direction: z.enum(["more", "less", "differently"]).default("more").describe("What is claimed."),
    matters: z.number().positive().optional().describe("The smallest difference that matters."),
    measure: text.optional().describe("What is compared, in the words of a sentence."),
    names: z.record(z.string(), text).default({}).describe("What sentences call the groups."),
    noun: z.tuple([text, text]).optional().describe("What a row is called here: one, and several."),
    because: text.optional().describe("Instead of a test: why these data cannot show it."),
  })
  .describe("A claim that is tested, with all others together.");

const drivers = z.strictObject({
  title: text.describe("The heading of their page, before the answer."),
  of: z.array(reference).min(1).describe("The metrics that are explained; each a mean."),
  by: z.array(reference).min(1).describe("The dimensions that may explain them."),
});

const guard = z
  .strictObject({
    rows: z.enum(["fell", "rose"]).optional().describe("The number of rows."),
    metric: named.describe("A metric, up or down."),
    missing: named.describe("A column, by the share of its values that are missing."),
    values: z.enum(["new", "vanished"]).optional().describe("Values that came or went."),
    column: z.enum(["new", "vanished"]).optional().describe("Columns that came or went."),
    of: named.describe("The dimension whose values are watched; the drivers must have it."),
    more_than: percent.optional().describe("How much more is too much, of rows or missing values."),
    moved: percent.optional().describe("How much of a change of the metric is too much."),
    then: z.enum(["stop", "warn", "off"]).describe("What the build does."),
  })
  .describe("How far the data may change from the last build.");

/** What report.yaml says of the analysis: metrics, dimensions, dashboard, claims, drivers, guards. */
export const analysis = {
  metrics: z.record(metricName, metric).default({}).describe("Figures, by name: sums and ratios."),
  dimensions: z
    .record(z.string(), dimension)
    .default({})
    .describe("What to break figures down by."),
  dashboard: dashboard.default({ kpis: [], slicers: [], figures: [] }).describe("The first page."),
  claims: z.array(claim).default([]).describe("Statements that are tested together."),
  drivers: drivers.optional().describe("Which dimensions may explain which metrics."),
  guards: z.array(guard).default([]).describe("How far the data may change between builds."),
};

export type MetricDescription = z.infer<typeof metric>;
export type DimensionDescription = z.infer<typeof dimension>;
export type DashboardDescription = z.infer<typeof dashboard>;
export type ClaimDescription = z.infer<typeof claim>;
export type DriversDescription = z.infer<typeof drivers>;
export type GuardDescription = z.infer<typeof guard>;
