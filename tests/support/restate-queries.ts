import { integer } from "../../etl/database.ts";
import type { Json } from "./compare.ts";
import type { World } from "./restate.ts";
import { byText, sumsOf, ties } from "./sums.ts";

const rounded = (value: number) => Number(value.toFixed(2));
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * The section `queries`: the snapshot of each question, and what the reference says about its
 * surroundings.
 */
export async function restateQueries(world: World): Promise<Json> {
  const { run } = world;
  const shipping = await byName(world, "shipping_type");
  const loyalty = await byName(
    world,
    "CASE WHEN previous_purchases <= 1 THEN 'New' WHEN previous_purchases <= 10 THEN 'Returning' ELSE 'Loyal' END",
  );
  const segments = run.rows("loyalty-segments");
  return {
    Q1: {
      reference: run
        .rows("revenue-by-gender")
        .map((row) => ({ gender: text(row["gender"]), revenue: Number(row["revenue"]) / 100 })),
    },
    Q2: await bigSpenders(world),
    Q3: await topRated(world),
    Q4: {
      reference: run.rows("shipping-comparison").map((row) => {
        const type = text(row["shipping_type"]);
        const average = Number(row["average_purchase"]);
        return {
          shipping_type: type,
          n: shipping(type).customers,
          sum: shipping(type).revenue / 100,
          avg: average,
          avg_2dp: rounded(average),
        };
      }),
    },
    Q5: {
      reference: run.rows("subscription-value").map((row) => ({
        subscription_status: text(row["subscription_status"]),
        total_customers: Number(row["customers"]),
        avg_spend: rounded(Number(row["average_purchase"])),
        avg_spend_exact: Number(row["average_purchase"]),
        total_revenue: Number(row["revenue"]) / 100,
      })),
    },
    Q6: await mostDiscounted(world),
    Q7: {
      reference: ["New", "Returning", "Loyal"].map((name) => ({
        customer_segment: name,
        count: Number(segments.find((row) => row["customer_segment"] === name)?.["customers"]),
        revenue: loyalty(name).revenue / 100,
        avg: loyalty(name).revenue / 100 / loyalty(name).customers,
      })),
    },
    Q8: await topPerCategory(world),
    Q9: await repeatBuyers(world),
    Q10: {
      reference: run.rows("revenue-by-age-group").map((row) => ({
        age_group: text(row["age_group"]),
        total_revenue: Number(row["revenue"]) / 100,
      })),
    },
  };
}

const text = (value: unknown) => String(value);

async function byName({ database }: World, sql: string) {
  const sums = await sumsOf(database, sql);
  return (name: string) =>
    sums.find(({ keys }) => keys[0] === name) ?? { customers: NaN, revenue: NaN, rating: NaN };
}

async function bigSpenders({ run, database }: World): Promise<Json> {
  const rows = run
    .rows("discount-big-spenders")
    .map((row) => [Number(row["customer_id"]), Number(row["purchase_amount"]) / 100] as const);
  const threshold = Number(
    run
      .rows("profile-numeric")
      .find((row) => row["column_name"] === "purchase_amount" && row["stage"] === "after")?.[
      "mean"
    ],
  );
  const [strict] = await database.rows(
    "SELECT count(*) AS n FROM customer WHERE discount_applied = 'Yes' AND purchase_amount > " +
      "(SELECT 1e0 * sum(purchase_amount) / count(*) FROM customer)",
  );
  const totals = run.manifest.snapshots.find(({ name }) => name === "discount-big-spenders");
  return {
    row_count: totals?.rows ?? -1,
    row_count_with_strictly_greater: integer(strict?.["n"]),
    threshold,
    revenue: Number(totals?.totals["purchase_amount"]) / 100,
    sum_customer_id: rows.reduce((sum, [id]) => sum + id, 0),
    first5: rows.slice(0, 5),
    last5: rows.slice(-5),
  };
}

async function topRated({ run, database }: World): Promise<Json> {
  const item = (name: string, hundredths: number, n: number) => ({
    item: name,
    avg: hundredths / 100 / n,
    avg_2dp: rounded(hundredths / 100 / n),
    n,
  });
  const ranked = (sums: readonly { name: string; rating: number; n: number }[]) =>
    sums.toSorted((a, b) => b.rating * a.n - a.rating * b.n || byText(a.name, b.name));
  const all = ranked(
    (await sumsOf(database, "item_purchased")).map(({ keys, customers, rating }) => ({
      name: keys[0] ?? "",
      rating,
      n: customers,
    })),
  );
  const given = await database.rows(
    "SELECT item_purchased AS name, CAST(sum(review_rating) * 100 AS BIGINT) AS rating, " +
      "count(review_rating) AS n FROM raw GROUP BY ALL",
  );
  const unimputed = ranked(
    given.map((row) => ({
      name: text(row["name"]),
      rating: integer(row["rating"]),
      n: integer(row["n"]),
    })),
  );
  const fraction = (rating: number, n: number) =>
    `${rating / divisor(rating, 100 * n)}/${(100 * n) / divisor(rating, 100 * n)}`;
  const top = all.slice(0, 8).map(({ name, rating, n }) => item(name, rating, n));
  return {
    reference: run.rows("top-rated-products").map((row) => {
      const name = text(row["item_purchased"]);
      const average = Number(row["average_rating"]);
      return {
        item: name,
        avg: average,
        avg_2dp: rounded(average),
        n: all.find((entry) => entry.name === name)?.n ?? -1,
      };
    }),
    next3: top.slice(5),
    all: all.map(({ name, rating, n }) => ({
      ...item(name, rating, n),
      avg_fraction: fraction(rating, n),
    })),
    exact_ties: ties(all, ({ rating, n }) => rating / n).map((group) =>
      group.map(({ name }) => name),
    ),
    ties_at_2dp_in_top8: ties(top, ({ avg_2dp }) => avg_2dp).map((group) =>
      group.map((entry) => entry.item),
    ),
    half_cent_cases: all
      .filter(({ rating, n }) => (2 * rating) % n === 0 && rating % n !== 0)
      .map(({ name }) => name),
    without_imputation_top8: unimputed
      .slice(0, 8)
      .map(({ name, rating, n }) => item(name, rating, n)),
  };
}

async function mostDiscounted({ run, database }: World): Promise<Json> {
  const rows = await database.rows(
    "SELECT item_purchased AS item, count(*) FILTER (WHERE discount_applied = 'Yes') AS " +
      "discounted, count(*) AS n FROM customer GROUP BY ALL",
  );
  const all = rows
    .map((row) => ({
      item: text(row["item"]),
      discounted: integer(row["discounted"]),
      n: integer(row["n"]),
    }))
    .map((entry) => ({ ...entry, rate: rounded((100 * entry.discounted) / entry.n) }))
    .toSorted((a, b) => b.rate - a.rate || byText(a.item, b.item));
  return {
    reference: run.rows("most-discounted-products").map((row) => {
      const found = all.find(({ item }) => item === row["item_purchased"]);
      return {
        item: text(row["item_purchased"]),
        rate: rounded(100 * Number(row["discount_rate"])),
        rate_exact: 100 * Number(row["discount_rate"]),
        discounted: found?.discounted ?? -1,
        n: found?.n ?? -1,
      };
    }),
    next3: all.slice(5, 8),
    all,
    ties_on_sort_key: ties(all, ({ rate }) => rate).map((group) => group.map(({ item }) => item)),
  };
}

async function topPerCategory({ run, database }: World): Promise<Json> {
  const sums = (await sumsOf(database, "category", "item_purchased")).toSorted(
    (a, b) => b.customers - a.customers || byText(a.keys[1] ?? "", b.keys[1] ?? ""),
  );
  return {
    reference: run.rows("top-products-per-category").map((row) => ({
      item_rank: Number(row["item_rank"]),
      category: text(row["category"]),
      item_purchased: text(row["item_purchased"]),
      total_orders: Number(row["orders"]),
    })),
    all_counts: Object.fromEntries(
      [...Map.groupBy(sums, ({ keys }) => keys[0] ?? "")].map(([category, items]) => [
        category,
        items.map(({ keys, customers }) => [keys[1] ?? "", customers] as const),
      ]),
    ),
  };
}

async function repeatBuyers({ run, database }: World): Promise<Json> {
  const repeat = Object.fromEntries(
    run
      .rows("repeat-buyers-by-subscription")
      .map((row) => [text(row["subscription_status"]), Number(row["repeat_buyers"])]),
  );
  const base = Object.fromEntries(
    (await sumsOf(database, "subscription_status")).map(({ keys, customers }) => [
      keys[0] ?? "",
      customers,
    ]),
  );
  const rate = (counts: { Yes?: number; No?: number }) =>
    (100 * (counts.Yes ?? 0)) / ((counts.Yes ?? 0) + (counts.No ?? 0));
  const others = {
    Yes: (base["Yes"] ?? 0) - (repeat["Yes"] ?? 0),
    No: (base["No"] ?? 0) - (repeat["No"] ?? 0),
  };
  return {
    reference: repeat,
    base,
    subscription_rate_pct: { repeat_gt5: rate(repeat), others_le5: rate(others) },
  };
}
