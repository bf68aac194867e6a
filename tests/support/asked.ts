import { integer, type Database } from "../../etl/database.ts";
import { literal } from "../../etl/contract/sql.ts";
import type { Selection } from "../../src/model/selection.ts";
import { textOf } from "./cells.ts";
import { model } from "./model.ts";

/** The sums of the root report, as the database adds them. */
export type Sums = Readonly<
  Record<
    | "customers"
    | "revenue"
    | "review_rating_sum"
    | "subscriber_share_count"
    | "discount_share_count",
    number
  >
>;

/** The dimensions that readers can choose by. */
export const dimensionNames = model.dimensions.map(({ name }) => name);

/** What the page groups customers by; the last two are the slicers that no figure shows. */
export const groupings = {
  all: [],
  category: ["category"],
  ageGroup: ["age_group"],
  subscription: ["subscription_status"],
  ageGender: ["age_group", "gender"],
  categorySeason: ["category", "season"],
  product: ["item_purchased", "category"],
  gender: ["gender"],
  shipping: ["shipping_type"],
} as const satisfies Record<string, readonly string[]>;
export type Grouping = keyof typeof groupings;

const sums = `count(*) AS customers, CAST(sum(purchase_amount) * 100 AS BIGINT) AS revenue, CAST(sum(review_rating) * 100 AS BIGINT) AS review_rating_sum,
  count(*) FILTER (subscription_status = 'Yes') AS subscriber_share_count, count(*) FILTER (discount_applied = 'Yes') AS discount_share_count`;
export const nobody: Sums = {
  customers: 0,
  revenue: 0,
  review_rating_sum: 0,
  subscriber_share_count: 0,
  discount_share_count: 0,
};

/** What the database answers about some selections; each is named by its place among them. */
export interface Asked {
  /** The values, or pairs of values, that occur among all customers. */
  occurring(grouping: Grouping): readonly (readonly string[])[];
  /**
   * The sums of one group.
   * @param strictly under the whole selection; else without its clauses on what is grouped by
   */
  sums(selection: number, grouping: Grouping, keys: readonly string[], strictly: boolean): Sums;
}

const keyOf = (keys: readonly string[]) => JSON.stringify(keys);

/** Rows of a query as groups: their keys, with the selection where there is one, and their sums. */
async function groups(
  database: Database,
  by: readonly string[],
  rest: string,
): Promise<(readonly [keys: readonly string[], sums: Sums])[]> {
  const { columns } = await database.columns(`SELECT ${[...by, sums].join(", ")} FROM ${rest}`);
  const number = (column: number, row: number) => integer(columns[by.length + column]?.[row]);
  return (columns[0] ?? []).map(
    (_, row) =>
      [
        by.map((__, column) => textOf(columns[column]?.[row])),
        {
          customers: number(0, row),
          revenue: number(1, row),
          review_rating_sum: number(2, row),
          subscriber_share_count: number(3, row),
          discount_share_count: number(4, row),
        },
      ] as const,
  );
}

/** The selection as a WHERE clause on the table `customer`, but for some dimensions. */
export function clauseOf(selection: Selection, dropped: readonly string[] = []): string {
  const clauses = dimensionNames.flatMap((name) =>
    selection[name] && !dropped.includes(name)
      ? [`${name} IN (${selection[name].map(literal).join(", ")})`]
      : [],
  );
  return clauses.length > 0 ? clauses.join(" AND ") : "true";
}

/**
 * Asks the table `customer` about selections, all in one statement for each grouping: the
 * selections stand in a table, whose lists a
 * WHERE clause reads.
 */
export async function ask(database: Database, selections: readonly Selection[]): Promise<Asked> {
  const list = (values: readonly string[] | undefined) =>
    values ? `[${values.map(literal).join(", ")}]` : "NULL";
  await database.run(
    `CREATE OR REPLACE TEMP TABLE wanted (id INTEGER, ${dimensionNames.map((name) => `only_${name} VARCHAR[]`).join(", ")})`,
  );
  await database.run(
    `INSERT INTO wanted VALUES ${selections.map((selection, id) => `(${[id, ...dimensionNames.map((name) => list(selection[name]))].join(", ")})`).join(", ")}`,
  );
  const occurring = new Map<string, (readonly string[])[]>();
  const found = new Map<string, Sums>();
  for (const [name, by] of Object.entries(groupings)) {
    occurring.set(
      name,
      (await groups(database, by.length > 0 ? by : ["''"], "customer GROUP BY ALL")).map(
        ([keys]) => keys,
      ),
    );
    for (const strictly of [true, false]) {
      const clauses = dimensionNames
        .filter((dimension) => strictly || !(by as readonly string[]).includes(dimension))
        .map(
          (dimension) =>
            `(only_${dimension} IS NULL OR list_contains(only_${dimension}, ${dimension}))`,
        );
      for (const [[id = "", ...keys], sum] of await groups(
        database,
        ["id", ...by],
        `customer, wanted WHERE ${clauses.join(" AND ")} GROUP BY ALL`,
      ))
        found.set(`${id} ${name} ${strictly} ${keyOf(keys)}`, sum);
    }
  }
  return {
    occurring: (grouping) => occurring.get(grouping) ?? [],
    sums: (selection, grouping, keys, strictly) =>
      found.get(`${selection} ${grouping} ${strictly} ${keyOf(keys)}`) ?? nobody,
  };
}
