import type { Column } from "../contract/columns.ts";
import type { Ask, Cell } from "../database.ts";
import { ReportError, messageOf } from "../errors.ts";

/** A query's result, column by column, in the order of its SELECT list. */
export interface QueryResult {
  readonly names: readonly string[];
  readonly columns: readonly (readonly Cell[])[];
}

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
  query(sql: string): Promise<QueryResult>;
  version(): Promise<string>;
  close(): Promise<void>;
}

/**
 * A warehouse's answers row by row, to queries that are the program's own.
 * @throws ReportError for what it refuses
 */
export function rowsFrom(warehouse: Pick<Warehouse, "query" | "engine">): Ask {
  return async (sql) => {
    const { names, columns } = await warehouse.query(sql).catch((cause: unknown) => {
      throw cause instanceof ReportError
        ? cause
        : new ReportError(
            "database",
            `${warehouse.engine} refuses a query that the report needs: ${messageOf(cause)}`,
            { hint: `It was: ${sql}`, cause },
          );
    });
    return Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
      Object.fromEntries(names.map((name, index) => [name, columns[index]?.[row] ?? null])),
    );
  };
}
