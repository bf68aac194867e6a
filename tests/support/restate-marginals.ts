import { integer, type Cell, type Database, type Row } from "../../etl/database.ts";
import { textOf } from "./cells.ts";
import type { Json } from "./compare.ts";

/**
 * SQL of the measures that the marginals sum, over `cleaned`: the customers with their loyalty
 * segment.
 */
const measures = {
  count: "count(*)",
  revenue: "sum(purchase_amount)",
  rating_x100: "sum(review_rating) * 100",
  discounted: "count(*) FILTER (WHERE discount_applied = 'Yes')",
  subscribed: "count(*) FILTER (WHERE subscription_status = 'Yes')",
  previous_gt5: "count(*) FILTER (WHERE previous_purchases > 5)",
  amount_ge_60: "count(*) FILTER (WHERE purchase_amount >= 60)",
  previous_sum: "sum(previous_purchases)",
} as const;

const cleaned = `(SELECT *, CASE WHEN previous_purchases <= 1 THEN 'New' WHEN previous_purchases <= 10 THEN 'Returning' ELSE 'Loyal' END AS loyalty,
  CASE WHEN purchase_amount >= 60 THEN 1 ELSE 0 END AS a60 FROM customer)`;

const plain = (value: Cell | undefined): string | number =>
  typeof value === "string" ? value : integer(value);
const wholes = (columns: Readonly<Record<string, string>>) =>
  Object.entries(columns).map(([name, sql]) => `CAST(${sql} AS BIGINT) AS ${name}`);

async function grouped(database: Database, dimensions: readonly string[]): Promise<Json> {
  const rows = await database.rows(
    `SELECT ${[...dimensions, ...wholes(measures)].join(", ")} FROM ${cleaned} GROUP BY ` +
      `${dimensions.join(", ")} ORDER BY ${dimensions.join(", ")}`,
  );
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
  );
}

/** Figures by the value of one whole-number expression. */
async function histogram(
  database: Database,
  table: string,
  sql: string,
  columns: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, Row>>> {
  const rows = await database.rows(
    `SELECT CAST(${sql} AS BIGINT) AS value, ${wholes(columns).join(", ")} FROM ${table} ` +
      `WHERE ${sql} IS NOT NULL GROUP BY ALL ORDER BY value`,
  );
  return Object.fromEntries(rows.map(({ value, ...figures }) => [textOf(value), figures]));
}

const objects = (rows: Readonly<Record<string, Row>>): Json =>
  Object.fromEntries(
    Object.entries(rows).map(([key, figures]) => [
      key,
      Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, plain(value)])),
    ]),
  );
const counts = (rows: Readonly<Record<string, Row>>): Json =>
  Object.fromEntries(Object.entries(rows).map(([key, { n }]) => [key, plain(n)]));

async function figures(
  database: Database,
  table: string,
  columns: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, Json>>> {
  const [row = {}] = await database.rows(
    `SELECT ${Object.entries(columns)
      .map(([name, sql]) => `CAST(${sql} AS BIGINT) AS "${name}"`)
      .join(", ")} FROM ${table}`,
  );
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

async function missingBy(database: Database, column: string): Promise<Json> {
  const rows = await database.rows(
    `SELECT ${column} AS name, count(*) AS n FROM raw WHERE review_rating IS NULL GROUP BY ALL`,
  );
  return Object.fromEntries(rows.map(({ name, n }) => [textOf(name), integer(n)]));
}

/** Where in the file another value begins. */
async function blocks(database: Database, column: string): Promise<Json> {
  const rows = await database.rows(
    `SELECT position, value FROM (SELECT rowid + 1 AS position, ${column} AS value, ` +
      `lag(${column}) OVER (ORDER BY rowid) AS before FROM raw) WHERE before IS DISTINCT FROM ` +
      "value ORDER BY position",
  );
  return rows.map(({ position, value }) => [integer(position), textOf(value)]);
}

const numeric: Readonly<Record<string, string>> = {
  customer_id: "customer_id",
  age: "age",
  purchase_amount: "purchase_amount",
  previous_purchases: "previous_purchases",
  purchase_frequency_days: "purchase_frequency_days",
  r100: "CAST(review_rating * 100 AS BIGINT)",
};

const categorical = [
  "gender",
  "item_purchased",
  "category",
  "location",
  "size",
  "color",
  "season",
  "subscription_status",
  "shipping_type",
  "discount_applied",
  "payment_method",
  "frequency_of_purchases",
  "age_group",
  "loyalty",
];
const joints = {
  category_item: ["category", "item_purchased"],
  joint_gender_subscription_discount: ["gender", "subscription_status", "discount_applied"],
  joint_discount_amount_ge_60: ["discount_applied", "a60"],
  joint_loyalty_subscription: ["loyalty", "subscription_status"],
  joint_age_group_gender: ["age_group", "gender"],
  joint_category_gender: ["category", "gender"],
  joint_category_season: ["category", "season"],
  joint_category_subscription: ["category", "subscription_status"],
  joint_category_discount: ["category", "discount_applied"],
  joint_age_group_category: ["age_group", "category"],
  joint_shipping_subscription: ["shipping_type", "subscription_status"],
} as const;

async function each<T>(
  keys: readonly T[],
  name: (key: T) => string,
  value: (key: T) => Promise<Json>,
): Promise<Readonly<Record<string, Json>>> {
  return Object.fromEntries(
    await Promise.all(keys.map(async (key) => [name(key), await value(key)] as const)),
  );
}

/**
 * Everything that `sample/marginals.json` states, in its shape, from the tables `raw` and
 * `customer`.
 */
export async function restateMarginals(database: Database): Promise<Json> {
  const categories = (await database.rows("SELECT DISTINCT category FROM raw")).map(
    ({ category }) => textOf(category),
  );
  const pairs = Object.keys(numeric).flatMap((x) => Object.keys(numeric).map((y) => `${x}*${y}`));
  const rating = "review_rating * 10";
  return {
    total: {
      ...(await figures(database, "customer", {
        rows: "count(*)",
        revenue: "sum(purchase_amount)",
        rating_x100_after: "sum(review_rating) * 100",
      })),
      ...(await figures(database, "raw", {
        rating_x10_before: "sum(review_rating) * 10",
        rating_n_before: "count(review_rating)",
      })),
    },
    categorical: await each(
      categorical,
      (name) => name,
      (name) => grouped(database, [name]),
    ),
    ...(await each(
      Object.entries(joints),
      ([name]) => name,
      ([, dimensions]) => grouped(database, dimensions),
    )),
    histogram: {
      age: objects(
        await histogram(database, "customer", "age", {
          count: "count(*)",
          revenue: "sum(purchase_amount)",
        }),
      ),
      purchase_amount: counts(
        await histogram(database, "customer", "purchase_amount", { n: "count(*)" }),
      ),
      purchase_amount_discounted: counts(
        await histogram(database, "customer", "purchase_amount", { n: measures.discounted }),
      ),
      review_rating_x10_before_imputation: counts(
        await histogram(database, "raw", rating, { n: "count(*)" }),
      ),
      previous_purchases: objects(
        await histogram(database, "customer", "previous_purchases", {
          count: "count(*)",
          revenue: "sum(purchase_amount)",
          subscribed: measures.subscribed,
        }),
      ),
    },
    rating_by_category_x10: await each(
      categories,
      (name) => name,
      async (name) =>
        counts(
          await histogram(database, `(SELECT * FROM raw WHERE category = '${name}')`, rating, {
            n: "count(*)",
          }),
        ),
    ),
    missing_rating: {
      by_category: await missingBy(database, "category"),
      by_item: await missingBy(database, "item_purchased"),
    },
    file_order: await each(
      ["gender", "subscription_status", "discount_applied"],
      (name) => name,
      (name) => blocks(database, name),
    ),
    sum_of_squares: await figures(
      database,
      "customer",
      Object.fromEntries(
        Object.entries(numeric).map(([name, sql]) => [name, `sum(${sql} * ${sql})`]),
      ),
    ),
    sum_of_products: await figures(
      database,
      "customer",
      Object.fromEntries(
        pairs.map((pair) => [
          pair,
          `sum(${pair
            .split("*")
            .map((name) => numeric[name])
            .join(" * ")})`,
        ]),
      ),
    ),
  };
}
