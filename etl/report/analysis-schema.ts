import { z } from "zod";
import { metricName } from "../contract/names.ts";
import { titles } from "../../format/report.ts";

const text = z.string().min(1);
const id = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "holds other characters than lowercase letters, digits and hyphens",
  );
const reference = z.string();
const oneOrTwo = z.union([reference, z.array(reference).min(1).max(2)]);
const percent = z
  .string()
  .regex(/^\d+(\.\d+)?\s*%$/, "is not a share such as 20%")
  .transform((share) => Number.parseFloat(share) / 100);

const metric = z
  .strictObject({
    count: z.literal("rows").optional().describe("The number of rows."),
    sum: reference.optional().describe("A column, added up."),
    mean: reference.optional().describe("A column, averaged over its known values."),
    share: z
      .record(z.string(), z.union([text, z.array(text).min(1)]))
      .optional()
      .describe("A text column and the value, or values, whose share of the rows it is."),
    ratio: z
      .tuple([reference, reference])
      .optional()
      .describe("Two metrics that count or sum; the first divided by the second."),
    label: text.optional(),
    measure: text.optional().describe("The metric in the words of a sentence."),
    note: z.string().optional().describe("Shown under the figure: per customer."),
    description: z.string().optional(),
    unit: z.string().optional(),
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
      .describe("The verb of sentences, for one value and for several: brings in, bring in."),
  })
  .describe("A figure that is right for any selection of rows.");

const dimension = z
  .strictObject({
    label: text.optional(),
    key: id.optional().describe("Its key in links."),
    noun: z.tuple([text, text]).optional().describe("One value and several: category, categories."),
    names: z.record(z.string(), text).default({}).describe("What readers call its values."),
    within: reference.optional().describe("The dimension that each value has one value of."),
  })
  .describe("A text column that figures are broken down by.");

const figure = z
  .strictObject({
    id,
    bars: reference.optional().describe("A metric as bars."),
    histogram: reference
      .optional()
      .describe("A metric as columns over groups in order, as of bins."),
    stacked: reference.optional().describe("A metric as stacked bars, by two dimensions."),
    heatmap: reference.optional().describe("A metric as a heat map, by two dimensions."),
    share: reference.optional().describe("The parts of a whole, by one dimension."),
    grouped: reference.optional().describe("The first few of each group, by group and value."),
    by: oneOrTwo,
    columns: z.array(reference).default([]).describe("Further metrics in the figure's table."),
    title: z.enum(titles).optional().describe("The template of its title."),
    top: z.int().min(1).max(20).optional().describe("How many of each group."),
    of: text.optional().describe("The value that the title of a share is about."),
  })
  .describe("A figure of the dashboard: one mark, its metric and its dimensions.");

const dashboard = z.strictObject({
  headline: z
    .strictObject({
      leader: reference.describe("The metric by which a value leads."),
      by: reference,
      because: z
        .strictObject({ volume: reference, rate: reference })
        .optional()
        .describe("The metrics that explain it: how many, and how much each."),
    })
    .optional(),
  kpis: z.array(reference).max(8).default([]),
  slicers: z.array(reference).max(8).default([]),
  figures: z.array(figure).default([]),
});

const claim = z
  .strictObject({
    id,
    claim: text,
    about: text.describe("The heading under which it is listed."),
    means: reference.optional().describe("A metric whose means are compared."),
    rates: reference.optional().describe("A metric that is a share, compared between groups."),
    lead: reference.optional().describe("A metric that counts or sums: which group has the most."),
    part: reference
      .optional()
      .describe("A metric that sums: a group's part of it and of the rows."),
    correlation: z.tuple([reference, reference]).optional().describe("Two numeric columns."),
    by: reference.optional(),
    groups: z.array(text).default([]),
    direction: z.enum(["more", "less", "differently"]).default("more"),
    matters: z.number().positive().optional().describe("The smallest difference that matters."),
    measure: text.optional().describe("What is compared, in the words of a sentence."),
    names: z.record(z.string(), text).default({}),
    noun: z.tuple([text, text]).optional().describe("What a row is here: purchase, purchases."),
    because: text.optional().describe("Why the data cannot show it."),
  })
  .describe("A claim that is tested, with all others together.");

const drivers = z.strictObject({
  title: text,
  of: z.array(reference).min(1).describe("The metrics that are explained; each a mean."),
  by: z.array(reference).min(1).describe("The dimensions that may explain them."),
});

const guard = z
  .strictObject({
    rows: z.enum(["fell", "rose"]).optional(),
    metric: reference.optional(),
    missing: reference
      .optional()
      .describe("A column, by the share of its values that are missing."),
    values: z.enum(["new", "vanished"]).optional(),
    column: z.enum(["new", "vanished"]).optional(),
    of: reference.optional().describe("The dimension whose values to watch."),
    more_than: percent.optional(),
    moved: percent.optional(),
    then: z.enum(["stop", "warn", "off"]),
  })
  .describe("How far the data may change from the last build.");

/** What report.yaml says of the analysis: metrics, dimensions, dashboard, claims, drivers, guards. */
export const analysis = {
  metrics: z.record(metricName, metric).default({}),
  dimensions: z.record(z.string(), dimension).default({}),
  dashboard: dashboard.default({ kpis: [], slicers: [], figures: [] }),
  claims: z.array(claim).default([]),
  drivers: drivers.optional(),
  guards: z.array(guard).default([]),
};

export type MetricDescription = z.infer<typeof metric>;
export type DimensionDescription = z.infer<typeof dimension>;
export type DashboardDescription = z.infer<typeof dashboard>;
export type ClaimDescription = z.infer<typeof claim>;
export type DriversDescription = z.infer<typeof drivers>;
export type GuardDescription = z.infer<typeof guard>;
