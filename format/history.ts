import { z } from "zod";
import type { Columns, Value } from "./columns.ts";
import { upgradeHistory } from "./history-upgrade.ts";
import { fieldSchema } from "./field-schema.ts";
import { snapshotSchema, sourceSchema } from "./manifest.ts";

/**
 * A snapshot's rows with what is needed to read them, so that they can be compared with those of
 * another day.
 */
export const tableSchema = z
  .strictObject({
    name: z.string(),
    kind: snapshotSchema.shape.kind,
    fields: z.array(fieldSchema),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
    question: snapshotSchema.shape.question,
    finding: snapshotSchema.shape.finding,
    driver: snapshotSchema.shape.driver,
    suppressed: snapshotSchema.shape.suppressed,
    /**
     * The hash of the statement that was asked: figures of different statements say nothing of how
     * the data changed.
     */
    asked: z.string().optional(),
  })
  .refine(
    ({ fields, rows }) => rows.every(({ length }) => length === fields.length),
    "has rows of another width than its columns",
  );
/** A published table of an edition. */
export type EditionTable = z.infer<typeof tableSchema>;

export const editionSchema = z.strictObject({
  /** The same for the same customers: the hash of what came in, and of how small a group may be. */
  id: z.string(),
  title: z.string(),
  date: z.iso.date(),
  synthetic: z.boolean(),
  minGroup: z.int(),
  source: sourceSchema,
  /** Columns of the contract that the cleaned table lacks. */
  dropped: z.array(z.string()),
  tables: z.array(tableSchema),
});
/** What one state of the data came to: aggregates only, and only what was published. */
export type Edition = z.infer<typeof editionSchema>;

export const keyPointSchema = z.strictObject({
  id: z.string(),
  date: z.iso.date(),
  customers: z.int(),
  /** In cents. */
  revenue: z.int().nullable(),
  average_purchase: z.number().nullable(),
  average_rating: z.number().nullable(),
  subscriber_share: z.number().nullable(),
});
/** The key figures of one edition; null where they are not told. */
export type KeyPoint = z.infer<typeof keyPointSchema>;

export const movedSchema = z.strictObject({
  added: z.int(),
  gone: z.int(),
  /** Of those in both; null where that cannot be known. */
  changed: z.int().nullable(),
});
/** Customers that came, went, or changed from one edition to the next. */
export type Moved = z.infer<typeof movedSchema>;

const currentHistorySchema = z.strictObject({
  format: z.literal(2),
  /** Key figures of every edition, this one last. */
  series: z.array(keyPointSchema),
  current: editionSchema,
  /** The edition before, where there was one. */
  previous: editionSchema.optional(),
  /** Which customers moved since then; absent where the customers of then are not known here. */
  moved: movedSchema.optional(),
  /** What the guards warned of when these data came. */
  warnings: z.array(z.string()),
});
/** A history as it is written now, or as an earlier version of the program published it. */
export const historySchema = z.preprocess(upgradeHistory, currentHistorySchema);

/** What is remembered from build to build. */
export type History = z.infer<typeof currentHistorySchema>;

/** Whether a table's statement is that of before, or nobody knows. */
export const isAskedAlike = (then: EditionTable, now: EditionTable): boolean =>
  then.asked === undefined || now.asked === undefined || then.asked === now.asked;

/** A table's rows column by column. */
export function columnsOfTable({ fields, rows }: EditionTable): Columns {
  return {
    fields,
    length: rows.length,
    values: Object.fromEntries(
      fields.map(({ name }, index) => [name, rows.map((row): Value => row[index] ?? null)]),
    ),
  };
}

/** The rows of an edition's table by column name; none where it has no such table. */
export function rowsOfTable(edition: Edition, table: string): Readonly<Record<string, Value>>[] {
  const found = edition.tables.find(({ name }) => name === table);
  return found
    ? found.rows.map((row) =>
        Object.fromEntries(found.fields.map(({ name }, index) => [name, row[index] ?? null])),
      )
    : [];
}
