import { z } from "zod";

/**
 * How a claim is tested, and so which columns its query gives: `means` compares two or more groups
 * (group_name, n, total, squares),
 * `contingency` compares how often an outcome is Yes (group_name, outcome, n), `correlation` asks
 * whether two numbers go together (one row: n,
 * sums, sums of squares and of products), `part` sets a group's share of a total against its share
 * of heads
 * (group_name, n, total, squares), `lead` asks who has the largest total, and why (the same
 * columns), and `none` says why the data
 * cannot show it (any columns, as evidence).
 */
export const comparisons = ["means", "contingency", "correlation", "part", "lead", "none"] as const;

/** A claim as its file states it. */
export const findingSchema = z.strictObject({
  claim: z.string().min(1),
  /** Under which heading it stands. */
  about: z.string().min(1),
  order: z.number().default(1000),
  comparison: z.enum(comparisons),
  /** What is compared, as a sentence has it: "spend a purchase". */
  measure: z.string().default(""),
  /** How its values are written. */
  unit: z.enum(["USD", "of 5", "points", ""]).default(""),
  /**
   * The groups that the claim is of, the first against the second (or all others); several means
   * need none.
   */
  groups: z.array(z.string()).default([]),
  /** Which way the claim says that the first group differs. */
  direction: z.enum(["more", "less", "differently"]).default("more"),
  /** The smallest difference that matters, in the unit. */
  matters: z.number().positive().optional(),
  /** What readers call a value: `Yes` is "subscribers". */
  names: z.record(z.string(), z.string()).default({}),
  /** Why the data cannot show the claim. */
  because: z.string().optional(),
});
export type FindingSpec = z.infer<typeof findingSchema>;

/** The columns that each comparison computes with. */
export const columnsOfComparison: Readonly<Record<FindingSpec["comparison"], readonly string[]>> = {
  means: ["group_name", "n", "total", "squares"],
  contingency: ["group_name", "outcome", "n"],
  correlation: ["n", "sum_x", "sum_y", "squares_x", "squares_y", "products"],
  part: ["group_name", "n", "total", "squares"],
  lead: ["group_name", "n", "total", "squares"],
  none: [],
};
