import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";

/** An exact decimal: `value` divided by ten to the power of `scale`. */
export interface Decimal {
  readonly value: bigint;
  readonly scale: number;
}

/**
 * A cell as the engine gives it, exact: integers are BigInt, decimals scaled BigInt or, from some
 * engines, their digits.
 */
export type Cell = string | number | bigint | boolean | null | Decimal | readonly Cell[];
export type Row = Readonly<Record<string, Cell>>;
/** Asks some engine a query; its rows by column name. */
export type Ask = (sql: string) => Promise<readonly Row[]>;

/** A result column by column, in the order of the SELECT list. */
export interface ColumnResult {
  readonly names: readonly string[];
  readonly columns: readonly (readonly Cell[])[];
}

/** The embedded DuckDB in which a run works. */
export interface Database {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Row[]>;
  /** The result column by column, in the order of the SELECT list. */
  columns(sql: string): Promise<ColumnResult>;
  /**
   * The same in two steps: once the engine has its answer it is free for the next, while this one
   * is read out.
   */
  answer(sql: string): Promise<() => ColumnResult>;
  /** The result in pieces of a few thousand rows, column by column, without holding all of it. */
  chunks(sql: string): AsyncIterable<readonly (readonly Cell[])[]>;
  /** Adds rows to a table, whose columns are texts but for the first, a whole number. */
  append(table: string, rows: Iterable<readonly [number, ...(string | null)[]]>): Promise<void>;
  /** Runs `work` and reports the share of its running statement that is done, 0 to 1. */
  watched<T>(work: Promise<T>, advance: (share: number) => void): Promise<T>;
  version(): Promise<string>;
  /**
   * Takes access to files, the network and settings away from every later statement; there is no
   * way back.
   */
  seal(): Promise<void>;
  /** Waits for what still runs, and takes nothing more. */
  close(): Promise<void>;
}

function cell(value: DuckDBValue): Cell {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return value;
  if (value instanceof DuckDBDecimalValue) return value;
  if (value instanceof DuckDBListValue) return value.items.map(cell);
  throw new TypeError(
    `A query returned a ${value.constructor.name}, which a snapshot cannot hold; CAST it.`,
  );
}

/** Types whose values are cells already. */
const asItIs: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.VARCHAR,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]);

/** Opens a private DuckDB in memory. */
export async function openDatabase(): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:", {
    // A sealed database may still read this folder, so nothing but its own spilled pages is there;
    // the engine makes it when it needs it and removes it when it closes.
    temp_directory: join(tmpdir(), `customer-trends-duckdb-${randomUUID()}`),
    // Extensions would be fetched from the network: a build depends on nothing that is not
    // installed.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run(
    "SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0",
  );
  const during = new Tracker();
  const rows = async (sql: string): Promise<Row[]> => {
    const reader = await during.track(() => connection.runAndReadAll(sql));
    return reader
      .getRowObjects()
      .map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])),
      );
  };
  // For a second query beside the first; temporary tables are the first connection's alone.
  const second = await instance.connect();
  const idle = [second, connection];
  const answer = async (sql: string) => {
    const free = idle.pop() ?? connection;
    const reader = await during.track(() => free.runAndReadAll(sql)).finally(() => idle.push(free));
    return (): ColumnResult => {
      during.refuseEnded();
      return {
        names: reader.columnNames(),
        columns: reader
          .getColumns()
          .map((column, index) =>
            asItIs.has(reader.columnTypeId(index)) ? (column as Cell[]) : column.map(cell),
          ),
      };
    };
  };
  return {
    rows,
    answer,
    async run(sql) {
      await during.track(() => connection.run(sql));
    },
    async columns(sql) {
      return (await answer(sql))();
    },
    async *chunks(sql) {
      const result = await during.track(() => connection.stream(sql));
      const next = () => during.track(() => result.fetchChunk());
      for (let chunk = await next(); chunk && chunk.rowCount > 0; chunk = await next())
        yield chunk.getColumns().map((column) => column.map(cell));
    },
    async append(table, added) {
      const appender = await during.track(() => connection.createAppender(table));
      try {
        for (const [number, ...texts] of added) {
          appender.appendBigInt(BigInt(number));
          for (const text of texts)
            if (text === null) appender.appendNull();
            else appender.appendVarchar(text);
          appender.endRow();
        }
        appender.flushSync();
      } finally {
        appender.closeSync();
      }
    },
    async watched(work, advance) {
      const timer = setInterval(
        () => advance(Math.max(0, connection.progress.percentage) / 100),
        100,
      );
      try {
        return await work;
      } finally {
        clearInterval(timer);
      }
    },
    async version() {
      const [row] = await rows("SELECT version() AS version");
      return textOf(row?.["version"]).replace(/^v/, "");
    },
    async seal() {
      await during.track(() =>
        connection.run("SET enable_external_access = false; SET lock_configuration = true"),
      );
    },
    async close() {
      await during.end();
      second.closeSync();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Knows what runs in the engine: a connection closed under a running statement, or asked after,
 * takes the whole process down.
 */
class Tracker {
  readonly #running = new Set<Promise<unknown>>();
  #ended = false;

  refuseEnded(): void {
    if (this.#ended) throw new Error("The embedded database is closed.");
  }

  async track<T>(work: () => Promise<T>): Promise<T> {
    this.refuseEnded();
    const promise = work();
    this.#running.add(promise);
    return promise.finally(() => this.#running.delete(promise));
  }

  async end(): Promise<void> {
    this.#ended = true;
    await Promise.allSettled(this.#running);
  }
}

/**
 * A cell that must be a whole number, as a safe JavaScript integer.
 * @throws RangeError otherwise
 */
export function integer(value: Cell | undefined): number {
  const number = typeof value === "bigint" || typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number))
    throw new RangeError(`${textOf(value)} is not a safe integer.`);
  return number;
}

/** Whether a cell is an exact decimal. */
export function isDecimal(cell: Cell): cell is Decimal {
  return typeof cell === "object" && cell !== null && "scale" in cell;
}

/** A cell as text: decimals in their digits, lists as JSON, nothing as the empty text. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return String(cell);
  if (!isDecimal(cell)) return JSON.stringify(cell.map(textOf));
  const magnitude = (cell.value < 0n ? -cell.value : cell.value)
    .toString()
    .padStart(cell.scale + 1, "0");
  const point = magnitude.length - cell.scale;
  return `${cell.value < 0n ? "-" : ""}${magnitude.slice(0, point)}${cell.scale > 0 ? `.${magnitude.slice(point)}` : ""}`;
}
