import { z } from "zod";

/** What stands before and after the digits of a number. */
const affixesSchema = z.tuple([z.string(), z.string()]);
export type Affixes = z.infer<typeof affixesSchema>;

/**
 * How a locale writes numbers: patterns of the Intl that the report was made with, so that pages and
 * every reader's browser write the same.
 */
export const localeSchema = z.strictObject({
  /** Its BCP 47 tag: "de-DE". */
  tag: z.string(),
  decimal: z.string(),
  group: z.string(),
  /** The digits in the last group and in the others, and how many precede the first separator at least. */
  groups: z.tuple([z.int(), z.int(), z.int()]),
  /** Of positive and negative numbers: plain ones (""), percentages ("%"), amounts by currency code. */
  styles: z.record(z.string(), z.tuple([affixesSchema, affixesSchema])),
  /** The decimals of each currency. */
  decimals: z.record(z.string(), z.int()),
  /** Short numbers: powers of ten, ascending, with what stands around the number of them. */
  compact: z.array(z.tuple([z.int(), affixesSchema])),
});
export type Locale = z.infer<typeof localeSchema>;
