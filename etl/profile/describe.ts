import { integer, textOf, type Ask } from "../database.ts";
import { field, type ResultTable } from "../result-table.ts";
import { profileOf, type NumericColumn, type Profiled } from "./columns.ts";
import type { NumericDescription } from "./numeric.ts";

/** Figures of one text column, as pandas' `describe()`, and which values share the top. */
export interface TextDescription {
  readonly count: number;
  readonly unique: number;
  readonly top: string;
  readonly freq: number;
  readonly tied: string;
  /**
   * Rows that have another value than those tied for the top; null where more tie than are listed.
   */
  readonly others: number | null;
}

const listedTies = 20;

/** Describes a text column of a table, in SQL that every engine runs. */
export async function describeText(
  ask: Ask,
  table: string,
  column: string,
): Promise<TextDescription> {
  const rows = await ask(
    `SELECT value, n, unique_values, total FROM (
       SELECT ${column} AS value, COUNT(*) AS n, MAX(COUNT(*)) OVER () AS most, COUNT(*) OVER () AS unique_values, SUM(COUNT(*)) OVER () AS total
       FROM ${table} GROUP BY ${column}) AS counted WHERE n = most ORDER BY value LIMIT ${listedTies + 1}`,
  );
  const [first = {}] = rows;
  const tied = rows.slice(0, listedTies).map((row) => textOf(row["value"]));
  return {
    count: integer(first["total"]),
    unique: integer(first["unique_values"]),
    top: textOf(first["value"]),
    freq: integer(first["n"]),
    others:
      rows.length > listedTies ? null : integer(first["total"]) - rows.length * integer(first["n"]),
    tied: rows.length > 1 ? `${tied.join(", ")}${rows.length > listedTies ? ", …" : ""}` : "",
  };
}

/** What is known of every column at one stage of the work. */
export interface DescribedStage {
  readonly stage: "before" | "after";
  readonly numeric: readonly (readonly [NumericColumn, NumericDescription])[];
  readonly texts: ReadonlyMap<string, TextDescription>;
}

const numbers = [
  ["mean", "Mean"],
  ["std", "Standard deviation"],
  ["min", "Minimum"],
  ["q1", "First quartile"],
  ["median", "Median"],
  ["q3", "Third quartile"],
  ["max", "Maximum"],
] as const;

const named = [field("stage", "text", "Stage"), field("column_name", "text", "Column")];
const count = field("count", "count", "Values");

/**
 * What pandas' `.info()` and `.describe()` show of every numeric column.
 * @param rows how many there are; a column with fewer values has missing ones
 */
export function numericTable(
  stages: readonly DescribedStage[],
  rows: number,
  key: string | undefined,
): ResultTable {
  const described = stages.flatMap(({ stage, numeric }) =>
    numeric.map(([column, found]) => [stage, column, found] as const),
  );
  const filled = described.map(([, , d]) => [d.count, Math.max(0, rows - d.count)]);
  const beside = (own: (index: number) => number[]) =>
    filled.map((sizes, index) => [...own(index), ...sizes]);
  const ends = (end: 0 | 1) => beside((index) => [described[index]?.[2].atEnds[end] ?? 0]);
  // A quartile of the keys is some row's.
  const quartiles = beside((index) => (described[index]?.[1].name === key ? [1] : []));
  return profileOf(
    "numeric",
    [
      ...named,
      field("unit", "text", "Unit"),
      count,
      ...numbers.map(([name, label]) => field(name, "number", label)),
    ],
    described.map(([stage, { name, unit }, d]) => [
      stage,
      name,
      unit,
      d.count,
      ...numbers.map(([figure]) => d[figure]),
    ]),
    {
      count: filled,
      mean: filled,
      std: filled,
      min: ends(0),
      q1: quartiles,
      median: quartiles,
      q3: quartiles,
      max: ends(1),
    },
  );
}

/** The same of every text column; what tells one row or person from others is not named. */
export function textTable(
  stages: readonly DescribedStage[],
  { key, person }: Pick<Profiled, "key" | "person">,
): ResultTable {
  const described = stages.flatMap(({ stage, texts }) =>
    [...texts].map(([name, found]) => [stage, name, found] as const),
  );
  const tops = described.map(([, , d]) => [d.freq, d.others ?? 0]);
  return profileOf(
    "text",
    [
      ...named,
      count,
      field("unique_values", "integer", "Distinct values"),
      field("top", "text", "Most frequent"),
      field("freq", "count", "Its count"),
      field("tied", "text", "Tied for most frequent"),
    ],
    described.map(([stage, name, d]) => {
      const isNamed = ![key?.name, person?.name].includes(name) && (d.freq > 1 || d.unique === 1);
      const [top, tied] = isNamed ? [d.top, d.tied] : [null, ""];
      return [stage, name, d.count, d.unique, top, d.freq, tied];
    }),
    { top: tops, freq: tops, tied: tops },
  );
}
