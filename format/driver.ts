import { z } from "zod";

/**
 * Key drivers: for every value of some dimensions, the number of customers and the sum and sum of
 * squares of some measures. The query returns dimension, group_name, n, and two columns per measure.
 */
export const driverSchema = z.strictObject({
  title: z.string().min(1),
  /** Labels of the dimensions, by their names in the query. */
  dimensions: z.record(z.string(), z.string().min(1)),
  measures: z
    .array(
      z.strictObject({
        /** In the words of a sentence: "spending per purchase". */
        measure: z.string().min(1),
        /** The column of the sums, and that of the sums of squares. */
        total: z.string(),
        squares: z.string(),
        /** The column of how many values are known, where some are missing. */
        count: z.string().optional(),
      }),
    )
    .min(1),
});
export type DriverSpec = z.infer<typeof driverSchema>;
