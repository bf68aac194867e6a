import { z } from "zod";

/**
 * What separates customers: of every value of some dimensions the customers, and of some measures
 * the sum and the sum of squares. The
 * query gives dimension, group_name, n, and for each measure two columns.
 */
export const driverSchema = z.strictObject({
  title: z.string().min(1),
  /** What readers call a dimension, by the name that the query gives it. */
  dimensions: z.record(z.string(), z.string().min(1)),
  measures: z
    .array(
      z.strictObject({
        /** As a sentence has it: "spending per purchase". */
        measure: z.string().min(1),
        /** The column of the sums, and that of the sums of squares. */
        total: z.string(),
        squares: z.string(),
      }),
    )
    .min(1),
});
export type DriverSpec = z.infer<typeof driverSchema>;

/** The columns that the query gives beside those of its measures. */
export const driverColumns = ["dimension", "group_name", "n"] as const;
