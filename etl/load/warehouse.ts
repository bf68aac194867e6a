import type { Cell } from "../database.ts";

/** A query's result, column by column, in the order of its SELECT list. */
export interface QueryResult {
  readonly names: readonly string[];
  readonly columns: readonly (readonly Cell[])[];
}

/** Where the cleaned customers are asked: the table `customer` of some engine that runs the files of `sql/`. */
export interface Warehouse {
  /** The engine's name as readers know it. */
  readonly engine: string;
  /**
   * Brings the table `customer` in; returns how many rows it has there.
   * @param rows how many there are to bring
   */
  load(rows: number, advance: (share: number) => void): Promise<number>;
  query(sql: string): Promise<QueryResult>;
  /** How many queries it answers faster at once than one after another. */
  readonly parallel: number;
  version(): Promise<string>;
  close(): Promise<void>;
}
