import { integer, type Database } from "../../etl/database.ts";
import type { ReadResult } from "../../etl/read/index.ts";
import { contract } from "./report.ts";
import { textOf } from "./cells.ts";
import type { Json } from "./compare.ts";
import { restateCross, restateGroups, restateHeadline } from "./restate-groups.ts";
import { restateDescriptions, restatePearson } from "./restate-profile.ts";
import { restateQueries } from "./restate-queries.ts";
import type { Run } from "./runs.ts";
import { sumsOf } from "./sums.ts";

/** What a run made of a CSV: its snapshots, and the tables they were made from. */
export interface World {
  readonly run: Run;
  readonly database: Database;
  readonly input: Pick<ReadResult, "source" | "headers">;
}

const headerOf = (name: string) => contract.find((column) => column.name === name)?.header ?? name;

/**
 * Everything that `reference.json` states of the real export, in its shape and units, restated from
 * our own output.
 */
export async function restate(world: World): Promise<Json> {
  const { run, database, input } = world;
  const source = fileOf(run);
  const cleanNames = (await database.columns("SELECT * FROM customer LIMIT 0")).names;
  const missing = run.rows("profile-missing");
  const ratings = run.rows("cleaning-ratings");
  return {
    file: { bytes: source.bytes, utf8_bom: source.byteOrderMark, crlf: source.newline === "CRLF" },
    rows: source.rows,
    columns_raw: [...input.headers.values()],
    columns_clean: cleanNames,
    dtypes_clean: await kinds(database, cleanNames),
    nulls_raw: Object.fromEntries(
      missing.map((row) => [headerOf(String(row["column_name"])), row["missing"] ?? null]),
    ),
    nulls_clean: await empties(database, cleanNames),
    duplicates: await duplicates(world),
    ...restateDescriptions(run),
    median_rating_per_category: Object.fromEntries(
      ratings.map((row) => [String(row["category"]), Number(row["median"]) / 100]),
    ),
    rating_non_null_per_category: Object.fromEntries(
      ratings.map((row) => [
        String(row["category"]),
        Number(row["customers"]) - Number(row["missing"]),
      ]),
    ),
    imputed: await imputed(world),
    age_group: await ageGroups(world),
    purchase_frequency_days: Object.fromEntries(
      (await sumsOf(database, "purchase_frequency_days")).map(({ keys, customers, revenue }) => [
        String(keys[0]),
        { count: customers, revenue: revenue / 100, avg: revenue / 100 / customers },
      ]),
    ),
    promo_equals_discount_all_rows: run.manifest.dictionary.some(
      (entry) => entry.name === "promo_code_used" && entry.origin === "dropped",
    ),
    headline: await restateHeadline(world),
    by: await restateGroups(world),
    cross: await restateCross(world),
    pearson: restatePearson(run),
    queries: await restateQueries(world),
  };
}

/**
 * What pandas would call the columns' types: numbers without fractions are int64, our age groups
 * its category.
 */
async function kinds(database: Database, names: readonly string[]): Promise<Json> {
  const types = await database.rows(
    "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'customer'",
  );
  const kind = async (name: string): Promise<string> => {
    if (types.find((row) => row["column_name"] === name)?.["data_type"] === "VARCHAR")
      return name === "age_group" ? "category" : "object";
    const [row] = await database.rows(
      `SELECT count(*) AS n FROM customer WHERE ${name} <> floor(${name})`,
    );
    return integer(row?.["n"]) === 0 ? "int64" : "float64";
  };
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await kind(name)] as const)),
  );
}

async function empties(database: Database, names: readonly string[]): Promise<Json> {
  const [row = {}] = await database.rows(
    `SELECT ${names.map((name) => `count(*) - count(${name}) AS ${name}`).join(", ")} FROM customer`,
  );
  return Object.fromEntries(names.map((name) => [name, integer(row[name])]));
}

/** What the manifest says of the CSV. */
function fileOf({ manifest: { source } }: World["run"]) {
  if (source.kind !== "file") throw new Error("The run had no CSV.");
  return source;
}

async function duplicates({ run, database }: World): Promise<Json> {
  const columns = contract.map(({ name }) => name).join(", ");
  const [row] = await database.rows(
    `SELECT (SELECT count(*) FROM raw) - (SELECT count(*) FROM (SELECT DISTINCT ${columns} ` +
      "FROM raw)) AS again, bool_and(customer_id = rowid + 1) AS numbered FROM raw",
  );
  return {
    full_rows: integer(row?.["again"]),
    customer_id: fileOf(run).duplicates.customerIds,
    rows_equal_apart_from_customer_id: fileOf(run).duplicates.apartFromId,
    customer_id_is_1_to_n_in_file_order: row?.["numbered"] === true,
  };
}

async function imputed({ run, database }: World): Promise<Json> {
  const rows = await database.rows(
    `SELECT customer_id, customer.category, CAST(customer.review_rating * 100 AS BIGINT) AS value
     FROM customer JOIN raw USING (customer_id) WHERE raw.review_rating IS NULL ORDER BY customer_id`,
  );
  return {
    count: run.manifest.cleaning.find(({ step }) => step === "fill")?.changed ?? -1,
    customers: rows.map((row) => ({
      customer_id: integer(row["customer_id"]),
      category: textOf(row["category"]),
      value: integer(row["value"]) / 100,
    })),
    per_category: Object.fromEntries(
      run.rows("cleaning-ratings").map((row) => [String(row["category"]), row["missing"] ?? null]),
    ),
  };
}

async function ageGroups({ run, database }: World): Promise<Json> {
  const bins = run.rows("cleaning-age-groups");
  const sums = await sumsOf(database, "age_group");
  const distinct = Map.groupBy(run.rows("profile-age-group-values"), (row) =>
    String(row["age_group"]),
  );
  const decimal = (value: number, lowest: boolean) =>
    lowest ? (value - 0.001).toFixed(3) : value.toFixed(1);
  const groups = bins.map((bin) => {
    const label = String(bin["age_group"]);
    const { customers = NaN, revenue = NaN } = sums.find(({ keys }) => keys[0] === label) ?? {};
    const figures = {
      count: bin["customers"] ?? null,
      age_min: bin["lowest"] ?? null,
      age_max: bin["highest"] ?? null,
      distinct_ages: distinct.get(label)?.length ?? 0,
      revenue: revenue / 100,
      avg: revenue / 100 / customers,
    };
    return [label, figures] as const;
  });
  return {
    edges: [Number(bins[0]?.["lower"]), ...bins.map((bin) => Number(bin["upper"]))],
    intervals: bins.map(
      (bin, index) =>
        `(${decimal(Number(bin["lower"]), index === 0)}, ${Number(bin["upper"]).toFixed(1)}]`,
    ),
    groups: Object.fromEntries(groups),
  };
}
