import { z } from "zod";
import { nounSchema } from "./report.ts";

/**
 * How a claim is tested, and which columns its query returns:
 * - `means` compares the means of two or more groups (group_name, n, total, squares)
 * - `contingency` compares how often an outcome is Yes (group_name, outcome, n)
 * - `correlation` relates two numbers (one row: n, sums, sums of squares, sum of products)
 * - `part` compares a group's share of a total with its share of customers (as means)
 * - `lead` finds the group with the largest total, and why (as means)
 * - `none` says why the data cannot show the claim (any columns, as evidence)
 */
export const comparisons = ["means", "contingency", "correlation", "part", "lead", "none"] as const;

/** A claim, from the front matter of its file. */
export const findingSchema = z.strictObject({
  claim: z.string().min(1),
  /** The heading under which it is listed. */
  about: z.string().min(1),
  order: z.number().default(1000),
  comparison: z.enum(comparisons),
  /** What is compared, in the words of a sentence: "spend per purchase". */
  measure: z.string().default(""),
  /** The unit of the values: a currency's code, "points" of a share, or words. */
  unit: z.string().default(""),
  /** The groups compared: the first with the second, or with all others; optional for `means`. */
  groups: z.array(z.string()).default([]),
  /** How the first group differs, according to the claim. */
  direction: z.enum(["more", "less", "differently"]).default("more"),
  /** The smallest difference that matters, in the unit. */
  matters: z.number().positive().optional(),
  /** Labels of values: `Yes` is "subscribers". */
  names: z.record(z.string(), z.string()).default({}),
  /** What a row is, in the words of the claim: purchase, purchases. */
  noun: nounSchema.default({ one: "customer", many: "customers" }),
  /** Why the data cannot show the claim. */
  because: z.string().optional(),
});
export type FindingSpec = z.infer<typeof findingSchema>;

/** The columns that each comparison needs. */
export const columnsOfComparison: Readonly<Record<FindingSpec["comparison"], readonly string[]>> = {
  means: ["group_name", "n", "total", "squares"],
  contingency: ["group_name", "outcome", "n"],
  correlation: ["n", "sum_x", "sum_y", "squares_x", "squares_y", "products"],
  part: ["group_name", "n", "total", "squares"],
  lead: ["group_name", "n", "total", "squares"],
  none: [],
};
