import type { Database } from "../database.ts";
import type { ResultTable } from "../result-table.ts";
import { cleanNumeric, cleanText, rawNumeric, rawText } from "./columns.ts";
import { correlations } from "./correlations.ts";
import {
  describeText,
  descriptionTables,
  type DescribedStage,
  type TextDescription,
} from "./describe.ts";
import { ages, histograms } from "./histograms.ts";
import { duplicates, missing } from "./missing.ts";
import { magnitudes, prepareNumbers, ratingsBefore } from "./numbers.ts";
import { countedFigures, description, idFigures } from "./numeric.ts";
import { outliers } from "./outliers.ts";

export interface ProfileResult {
  readonly tables: readonly ResultTable[];
  readonly duplicates: { readonly customerIds: number; readonly apartFromId: number };
}

/**
 * What pandas' `.info()` and `.describe()` show, outliers, histograms and correlations, from `raw` and
 * `customer`.
 */
export async function profile(
  database: Database,
  dropped: readonly string[],
  advance: (share: number) => void,
): Promise<ProfileResult> {
  await prepareNumbers(database);
  const largest = await magnitudes(database);
  advance(0.2);
  const stages = await describe(database, dropped, largest);
  const [before, after] = stages;
  const numeric = new Map(after.numeric.map(([{ name }, described]) => [name, described]));
  advance(0.5);
  const repeated = await duplicates(database);
  advance(0.7);
  const tables = [
    ...descriptionTables(stages, filled(after).get("customer_id") ?? 0),
    missing(filled(before), filled(after), dropped),
    await outliers(database, numeric),
    await histograms(database, numeric),
    await ages((sql) => database.rows(sql)),
    await correlations(database, largest),
  ];
  await database.run("DROP TABLE numbers; DROP TABLE value_counts");
  return { tables, duplicates: repeated };
}

/**
 * Every column before and after cleaning; a text that cleaning left as it was is looked at once.
 */
async function describe(
  database: Database,
  dropped: readonly string[],
  largest: ReadonlyMap<string, number>,
): Promise<[DescribedStage, DescribedStage]> {
  const figures = new Map([
    ...(await countedFigures(database)),
    ...(await idFigures(database, largest.get("customer_id") ?? Infinity)),
  ]);
  const ask = (sql: string) => database.rows(sql);
  const texts = new Map<string, TextDescription>();
  for (const { name } of rawText) texts.set(name, await describeText(ask, "raw", name));
  texts.set("age_group", await describeText(ask, "customer", "age_group"));
  const described = (columns: readonly { name: string }[]) =>
    columns.flatMap(({ name }) =>
      texts.has(name) ? [[name, texts.get(name) as TextDescription] as const] : [],
    );
  return [
    {
      stage: "before",
      numeric: rawNumeric.map(
        (column) =>
          [
            column,
            description(
              figures.get(column.name === "review_rating" ? ratingsBefore : column.name),
              column,
            ),
          ] as const,
      ),
      texts: described(rawText),
    },
    {
      stage: "after",
      numeric: cleanNumeric.map(
        (column) => [column, description(figures.get(column.name), column)] as const,
      ),
      texts: described(cleanText(dropped)),
    },
  ];
}

/** How many values each column has, by name. */
function filled({ numeric, texts }: DescribedStage): ReadonlyMap<string, number> {
  return new Map([
    ...numeric.map(([{ name }, { count }]) => [name, count] as const),
    ...texts.map(([name, { count }]) => [name, count] as const),
  ]);
}
