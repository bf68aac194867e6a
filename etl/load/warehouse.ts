import type { Column } from "../contract/columns.ts";
import type { Ask, ColumnResult } from "../database.ts";
import { ReportError, messageOf } from "../errors.ts";

/** Where the cleaned rows are asked: a table of some engine that runs the files of `sql/`. */
export interface Warehouse {
  /** The engine's name as readers know it. */
  readonly engine: string;
  /**
   * Brings the cleaned table in; returns how many rows it has there.
   * @param columns of the table
   */
  load(columns: readonly Column[], advance: (share: number) => void): Promise<number>;
  /**
   * May be called any number of times at once; as many are answered at once as is faster than one
   * after another.
   */
  query(sql: string): Promise<ColumnResult>;
  version(): Promise<string>;
  close(): Promise<void>;
}

type Answering = Pick<Warehouse, "query" | "engine">;

/**
 * A warehouse's answer to a query that is the program's own.
 * @throws ReportError for what it refuses
 */
export async function ownQuery(warehouse: Answering, sql: string): Promise<ColumnResult> {
  try {
    return await warehouse.query(sql);
  } catch (cause) {
    if (cause instanceof ReportError) throw cause;
    throw new ReportError(
      "database",
      `${warehouse.engine} refuses a query that the report needs: ${messageOf(cause)}`,
      { hint: `It was: ${sql}`, cause },
    );
  }
}

/** The same, row by row. */
export function rowsFrom(warehouse: Answering): Ask {
  return async (sql) => {
    const { names, columns } = await ownQuery(warehouse, sql);
    return Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
      Object.fromEntries(names.map((name, index) => [name, columns[index]?.[row] ?? null])),
    );
  };
}
