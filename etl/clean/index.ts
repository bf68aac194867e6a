import { identifier } from "../contract/sql.ts";
import type { Database } from "../database.ts";
import type { ReadResult } from "../read/index.ts";
import { publicOf } from "../report/cleaned.ts";
import { repeatedPersons } from "../report/persons.ts";
import type { Report } from "../report/report.ts";
import { names } from "./names.ts";
import { placeColumn } from "./steps/deduplicate.ts";

/** What of a report decides how its rows are cleaned. */
type Cleaning = Pick<Report, "columns" | "cleaning" | "table" | "row" | "person" | "unique">;

/**
 * Rows as some steps left them: SQL for what stands after FROM, and for the columns that later steps
 * replaced or added, which are not computed until a step needs them.
 */
interface Layer {
  readonly from: string;
  readonly computed: ReadonlyMap<string, string>;
}

/**
 * Stage 2: runs the report's cleaning steps on the table `raw`, then defines the cleaned table over
 * it: the file's columns first, those that steps made after them. It is a view: copying a million
 * rows would cost more than computing a few columns whenever they are read. A step whose optional
 * column the file lacks is left out.
 * @returns what it found; what of it may be shown is decided in etl/suppress/
 * @throws ReportError for values that a step cannot use
 */
export async function clean(
  database: Database,
  { columns: present, headers }: Pick<ReadResult, "columns" | "headers">,
  { cleaning, table, row, person, unique, columns: all }: Cleaning,
) {
  const columns = new Map(present.map((column) => [column.name, column]));
  const steps = [names(present, headers)];
  let views = 0;
  let layer: Layer = { from: "raw", computed: new Map() };
  const select = (names: Iterable<string>, { from, computed }: Layer, keep?: string) =>
    `SELECT\n  ${[...names].map((name) => `${computed.get(name) ?? identifier(name)} AS ${identifier(name)}`).join(",\n  ")}\nFROM ${from}${keep === undefined ? "" : `\nWHERE ${keep}`}`;
  const layered = async (keep?: string) => {
    const view = `cleaned_${++views}`;
    const kept = [...columns.keys(), ...(isPlaced ? [placeColumn] : [])];
    await database.run(`CREATE OR REPLACE VIEW ${view} AS ${select(kept, layer, keep)}`);
    layer = { from: view, computed: new Map() };
  };
  const isPlaced = cleaning.some(({ kind }) => kind === "deduplicate");
  if (isPlaced) layer = { from: await placed(database), computed: new Map() };
  for (const step of cleaning) {
    if (!step.uses.every(({ column }) => columns.has(column))) continue;
    if (step.uses.some(({ column }) => layer.computed.has(column))) await layered();
    const done = await step.run({ database, from: layer.from, columns: new Map(columns), row });
    steps.push(done);
    for (const name of done.dropped) columns.delete(name);
    if (step.makes) columns.set(step.makes.name, step.makes);
    layer = { ...layer, computed: new Map([...layer.computed, ...Object.entries(done.columns)]) };
    if (done.keep !== undefined) await layered(done.keep);
  }
  const shown = publicOf([...columns.values()]);
  const shownNames = shown.map(({ name }) => name);
  await database.run(`CREATE OR REPLACE VIEW ${table} AS ${select(shownNames, layer)}`);
  return {
    steps,
    columns: shown,
    repeated: await repeatedPersons(database.rows, person?.private ? layer.from : table, {
      person,
      unique,
    }),
    dropped: [...publicOf(all), ...cleaning.flatMap(({ makes }) => makes ?? [])]
      .map(({ name }) => name)
      .filter((name, index, names) => !columns.has(name) && names.indexOf(name) === index),
  };
}

/** The rows of `raw` with their numbers in the file. */
async function placed(database: Database): Promise<string> {
  const found = await database.rows(
    "SELECT 1 FROM information_schema.columns WHERE table_name = 'raw' AND column_name = 'record'",
  );
  const place = found.length > 0 ? "record" : "rowid + 1";
  await database.run(
    `CREATE OR REPLACE VIEW cleaned_0 AS SELECT *, ${place} AS ${placeColumn} FROM raw`,
  );
  return "cleaned_0";
}
