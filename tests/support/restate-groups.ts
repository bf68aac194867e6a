import { integer } from "../../etl/database.ts";
import type { Json } from "./compare.ts";
import type { World } from "./restate.ts";
import { byRevenue, byText, sumsOf, sumsOfCube, type Sums } from "./sums.ts";

const loyalty =
  "CASE WHEN previous_purchases <= 1 THEN 'New' WHEN previous_purchases <= 10 THEN 'Returning' ELSE 'Loyal' END";

/** The columns that the cube holds. */
const filtered = [
  "subscription_status",
  "category",
  "gender",
  "shipping_type",
  "age_group",
  "season",
  "item_purchased",
];

/** Sums by columns, from the cube where it holds them all, else from the customers. */
function sums({ run, database }: World, ...dimensions: readonly string[]): Promise<Sums[]> {
  return dimensions.every((name) => filtered.includes(name))
    ? Promise.resolve(sumsOfCube(run.rows("cube-main"), ...dimensions))
    : sumsOf(database, ...dimensions);
}

function figures(name: string, { keys, customers, revenue, rating }: Sums, total: number): Json {
  return {
    [name]: keys[0] ?? "",
    count: customers,
    revenue: revenue / 100,
    revenue_pct: (100 * revenue) / total,
    avg: revenue / 100 / customers,
    avg_rating: rating / 100 / customers,
  };
}

async function grouped(
  world: World,
  name: string,
  sql = name,
): Promise<{ groups: readonly Sums[]; figures: readonly Json[] }> {
  const groups = (await sums(world, sql)).toSorted(byRevenue);
  const total = groups.reduce((sum, group) => sum + group.revenue, 0);
  return { groups, figures: groups.map((group) => figures(name, group, total)) };
}

async function topTen(world: World, name: string): Promise<Json> {
  const all = await grouped(world, name);
  const last = all.groups[9]?.revenue;
  const tied = all.groups
    .filter(({ revenue }) => revenue === last)
    .map(({ keys }) => keys[0] ?? "");
  return {
    top: all.figures.slice(0, 10),
    tied_at_cut: all.groups[10]?.revenue === last ? tied : [],
    all_groups: all.groups.length,
  };
}

/** The section `by`. */
export async function restateGroups(world: World): Promise<Json> {
  const names = [
    "category",
    "gender",
    "age_group",
    "season",
    "size",
    "payment_method",
    "shipping_type",
    "frequency_of_purchases",
    "subscription_status",
    "discount_applied",
  ];
  const plain = await Promise.all(
    names.map(async (name) => [name, (await grouped(world, name)).figures] as const),
  );
  const places = await sums(world, "location");
  return {
    ...Object.fromEntries(plain),
    location_top10: await topTen(world, "location"),
    color_top10: await topTen(world, "color"),
    location_top10_by_count: places
      .map(({ keys, customers }) => [keys[0] ?? "", customers] as const)
      .toSorted((a, b) => b[1] - a[1] || byText(a[0], b[0]))
      .slice(0, 10),
    item: (await grouped(world, "item_purchased")).figures,
    loyalty_segment: (await grouped(world, "loyalty", loyalty)).figures,
  };
}

/** The section `cross`: two-way tables, with a zero where nobody is. */
export async function restateCross(world: World): Promise<Json> {
  const columns: Readonly<Record<string, string>> = {
    subscription: "subscription_status",
    discount: "discount_applied",
  };
  const names = [
    "subscription_x_gender",
    "discount_x_gender",
    "subscription_x_discount",
    "category_x_season",
    "category_x_gender",
    "age_group_x_category",
    "age_group_x_gender",
    "category_x_subscription",
  ];
  const table = async (name: string): Promise<Json> => {
    const [x = "", y = ""] = name.split("_x_").map((part) => columns[part] ?? part);
    const cells = await sums(world, x, y);
    const distinct = (position: number) => [
      ...new Set(cells.map(({ keys }) => keys[position] ?? "")),
    ];
    const of = (figure: (cell: Sums) => number) =>
      Object.fromEntries(
        distinct(0).map((a) => [
          a,
          Object.fromEntries(
            distinct(1).map((b) => [
              b,
              cells
                .filter(({ keys }) => keys[0] === a && keys[1] === b)
                .reduce((sum, cell) => sum + figure(cell), 0),
            ]),
          ),
        ]),
      );
    return { count: of(({ customers }) => customers), revenue: of(({ revenue }) => revenue / 100) };
  };
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await table(name)] as const)),
  );
}

/** The section `headline`. */
export async function restateHeadline({ run, database }: World): Promise<Json> {
  const [all] = sumsOfCube(run.rows("cube-main"));
  const { customers = NaN, revenue = NaN, rating = NaN } = all ?? {};
  const share = async (condition: string) => {
    const [row] = await database.rows(`SELECT count(*) AS n FROM customer WHERE ${condition}`);
    return (100 * integer(row?.["n"])) / customers;
  };
  const [before] = await database.rows(
    "SELECT CAST(sum(review_rating) * 100 AS BIGINT) AS sum, count(review_rating) AS n FROM raw",
  );
  const described = (column: string, stage: string) =>
    run
      .rows("profile-numeric")
      .find((row) => row["column_name"] === column && row["stage"] === stage) ?? {};
  return {
    customers,
    total_revenue: revenue / 100,
    avg_purchase: described("purchase_amount", "after")["mean"] ?? null,
    avg_purchase_2dp: Number((revenue / 100 / customers).toFixed(2)),
    avg_rating_before_imputation: described("review_rating", "before")["mean"] ?? null,
    avg_rating_after_imputation: described("review_rating", "after")["mean"] ?? null,
    rating_sum_before_x100: integer(before?.["sum"]),
    rating_n_before: integer(before?.["n"]),
    rating_sum_after_x100: rating,
    rating_n_after: described("review_rating", "after")["count"] ?? null,
    median_purchase: described("purchase_amount", "after")["median"] ?? null,
    subscribed_pct: await share("subscription_status = 'Yes'"),
    discount_pct: await share("discount_applied = 'Yes'"),
    male_pct: await share("gender = 'Male'"),
  };
}
