import { z } from "zod";
import { fieldTypes } from "./fields.ts";

/** A field as a file declares it. Not in fields.ts, so that browsers do not load the schema library. */
export const fieldSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, "use snake_case"),
  type: z.enum(fieldTypes),
  label: z.string().min(1),
  unit: z.string().default(""),
  decimals: z.int().min(0).max(6).optional(),
  of: z.string().optional(),
});
