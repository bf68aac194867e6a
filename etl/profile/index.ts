import { capitalized, type Noun } from "../words.ts";
import { isBinning } from "../clean/binning.ts";
import type { Column } from "../contract/columns.ts";
import { integer, type Database } from "../database.ts";
import type { ResultTable } from "../result-table.ts";
import { numericOf, textsOf, type ProfiledFile } from "./columns.ts";
import { correlations } from "./correlations.ts";
import {
  describeText,
  numericTable,
  textTable,
  type DescribedStage,
  type TextDescription,
} from "./describe.ts";
import { binnedValues, histograms } from "./histograms.ts";
import { missing, repeatedRows } from "./missing.ts";
import { beforeFill, changedColumns, magnitudes, prepareNumbers } from "./numbers.ts";
import { countedFigures, description, keyFigures } from "./numeric.ts";
import { outliers } from "./outliers.ts";

/**
 * What pandas' `.info()` and `.describe()` show, outliers, histograms and correlations, from `raw` and
 * the cleaned table.
 */
export async function profile(
  database: Database,
  profiled: ProfiledFile & { readonly row: Noun },
  advance: (share: number) => void,
) {
  const { table, key, row, steps, columns } = profiled;
  await prepareNumbers(database, profiled);
  const largest = await magnitudes(database, profiled);
  advance(0.2);
  const rows = await rowCounts(database, table);
  const stages = await describe(database, profiled, largest);
  const [before, after] = stages;
  const numeric = new Map(after.numeric.map(([{ name }, described]) => [name, described]));
  advance(0.5);
  const apartFromId = await repeatedRows(database, profiled);
  advance(0.7);
  const rowLabel = capitalized(row.many);
  const columnNamed = (name: string | undefined) => columns.find((column) => column.name === name);
  const binnedTables: ResultTable[] = [];
  for (const { step, column, into } of steps) {
    const [from, made] = [columnNamed(column), columnNamed(into)];
    if (isBinning(step) && from && made)
      binnedTables.push(await binnedValues(database.rows, table, from, made, rowLabel));
  }
  const tables = [
    numericTable(stages, rows.after, key?.name),
    textTable(stages, profiled),
    missing(profiled, rows, filled(before), filled(after)),
    await outliers(database, profiled, numeric),
    await histograms(database, profiled, rowLabel, numeric),
    ...binnedTables,
    await correlations(database, profiled, largest),
  ];
  await database.run("DROP TABLE numbers; DROP TABLE value_counts");
  // The reader refuses or leaves out rows that repeat a key.
  return { tables, duplicates: { customerIds: 0, apartFromId } };
}

async function rowCounts(database: Database, table: string) {
  const [row] = await database.rows(
    `SELECT (SELECT count(*) FROM raw) AS before, (SELECT count(*) FROM ${table}) AS after`,
  );
  return { before: integer(row?.["before"]), after: integer(row?.["after"]) };
}

/**
 * Every column before and after cleaning; a text that cleaning left as it was is looked at once.
 */
async function describe(
  database: Database,
  profiled: ProfiledFile,
  largest: ReadonlyMap<string, number>,
): Promise<[DescribedStage, DescribedStage]> {
  const { table, key, raw, columns, steps } = profiled;
  const figures = await countedFigures(database);
  if (key && key.type !== "text")
    figures.set(key.name, await keyFigures(database, largest.get(key.name) ?? Infinity));
  const changedNames = changedColumns(profiled).map(({ name }) => name);
  const numbers = (own: readonly Column[], nameOf: (name: string) => string) =>
    numericOf(own).map(
      (column) => [column, description(figures.get(nameOf(column.name)), column)] as const,
    );
  const before = await describeTexts(database, "raw", raw, new Map());
  const changed = new Set(steps.flatMap((step) => Object.keys(step.columns)));
  const fewer = steps.some(({ keep }) => keep !== undefined);
  const same = fewer ? [] : [...before].filter(([name]) => !changed.has(name));
  return [
    {
      stage: "before",
      numeric: numbers(raw, (name) => (changedNames.includes(name) ? beforeFill(name) : name)),
      texts: before,
    },
    {
      stage: "after",
      numeric: numbers(columns, (name) => name),
      texts: await describeTexts(database, table, columns, new Map(same)),
    },
  ];
}

/** @param known what need not be looked at */
async function describeTexts(
  database: Database,
  table: string,
  columns: readonly Column[],
  known: ReadonlyMap<string, TextDescription>,
): Promise<ReadonlyMap<string, TextDescription>> {
  const found = new Map<string, TextDescription>();
  for (const { name } of textsOf(columns))
    found.set(name, known.get(name) ?? (await describeText(database.rows, table, name)));
  return found;
}

/** How many values each column has, by name. */
const filled = ({ numeric, texts }: DescribedStage): ReadonlyMap<string, number> =>
  new Map([
    ...numeric.map(([{ name }, { count }]) => [name, count] as const),
    ...[...texts].map(([name, { count }]) => [name, count] as const),
  ]);
