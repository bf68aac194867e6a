import { z } from "zod";
import { columnsFrom, rowsOf, type Columns, type Row } from "./columns.ts";
import { upgradeHistory } from "./history-upgrade.ts";
import { fieldSchema } from "./field-schema.ts";
import { snapshotSchema, sourceSchema } from "./manifest.ts";
import { metricSchema, nounSchema } from "./report.ts";

/** A published table with its rows, so that later editions can be compared with it. */
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
     * The hash of the SQL that somebody wrote, or of the description that the statement was made
     * from: results of different ones are not compared.
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
  /** The hash of the input and of `minGroup`: the same for the same customers. */
  id: z.string(),
  title: z.string(),
  date: z.iso.date(),
  synthetic: z.boolean(),
  minGroup: z.int(),
  source: sourceSchema,
  /** Columns of the contract that the cleaned table lacks. */
  dropped: z.array(z.string()),
  /** What one row is; an edition of an earlier version does not say. */
  row: nounSchema.default({ one: "row", many: "rows" }),
  /** The metrics that are followed; an edition of an earlier version names none. */
  metrics: z.array(metricSchema).default([]),
  tables: z.array(tableSchema),
});
/** The results of one state of the data: aggregates only, and only what was published. */
export type Edition = z.infer<typeof editionSchema>;

export const keyPointSchema = z.strictObject({
  id: z.string(),
  date: z.iso.date(),
  /** The number of rows. */
  customers: z.int(),
  /** Metrics by name, in the reader's unit. */
  values: z.record(z.string(), z.number().nullable()),
});
/** The key figures of one edition; null where they are suppressed. */
export type KeyPoint = z.infer<typeof keyPointSchema>;

export const movedSchema = z.strictObject({
  added: z.int(),
  gone: z.int(),
  /** Of those in both; null where unknown. */
  changed: z.int().nullable(),
});
/** Numbers of customers that were added, removed or changed between two editions. */
export type Moved = z.infer<typeof movedSchema>;

const currentHistorySchema = z.strictObject({
  format: z.literal(3),
  /** Key figures of all editions, the current one last. */
  series: z.array(keyPointSchema),
  current: editionSchema,
  /** The previous edition, if there is one. */
  previous: editionSchema.optional(),
  /** Absent where the customers of the previous edition are not known on this machine. */
  moved: movedSchema.optional(),
  /** What the guards warned of when these data arrived. */
  warnings: z.array(z.string()),
});
/** A history as this version writes it, or as an earlier one published it. */
export const historySchema = z.preprocess(upgradeHistory, currentHistorySchema);

/** What is kept from build to build. */
export type History = z.infer<typeof currentHistorySchema>;

/** Whether two tables come from the same statement; unknown statements count as the same. */
export const isAskedAlike = (then: EditionTable, now: EditionTable): boolean =>
  then.asked === undefined || now.asked === undefined || then.asked === now.asked;

/** A table of an edition as columns. */
export const columnsOfTable = ({ fields, rows }: EditionTable): Columns =>
  columnsFrom(fields, rows);

/** The rows of an edition's table; none where it has no such table. */
export function rowsOfTable(edition: Edition, table: string): Row[] {
  const found = edition.tables.find(({ name }) => name === table);
  return found ? rowsOf(columnsOfTable(found)) : [];
}
