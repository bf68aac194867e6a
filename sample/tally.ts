import Papa from "papaparse";

/** A value of a JSON file. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

type Row = Readonly<Record<string, string | number>>;
type Records = readonly Readonly<Record<string, string>>[];

/** How many days lie between purchases of each stated frequency. */
export const frequencyDays: Readonly<Record<string, number>> = {
  Weekly: 7,
  "Bi-Weekly": 14,
  Fortnightly: 14,
  Monthly: 30,
  Quarterly: 90,
  "Every 3 Months": 90,
  Annually: 365,
};
const MEASURES: Record<string, (row: Row) => number> = {
  count: () => 1,
  revenue: (row) => Number(row["purchase_amount"]),
  rating_x100: (row) => Number(row["r100"]),
  discounted: (row) => (row["discount_applied"] === "Yes" ? 1 : 0),
  subscribed: (row) => (row["subscription_status"] === "Yes" ? 1 : 0),
  previous_gt5: (row) => (Number(row["previous_purchases"]) > 5 ? 1 : 0),
  amount_ge_60: (row) => (Number(row["purchase_amount"]) >= 60 ? 1 : 0),
  previous_sum: (row) => Number(row["previous_purchases"]),
};

/** The rows of a customers CSV, by its own column names. */
export function readRecords(csv: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ""), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

/**
 * Counts a CSV's rows into every table the marginals publish, in their shape. It shares no code
 * with the search, so that a mistake there cannot hide itself, and it throws at any key it does
 * not know how to count.
 */
export function tallyOf(
  records: Records,
  marginals: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const medians = new Map(
    records.map((record) => record["Category"] ?? "").map((category) => [category, Number.NaN]),
  );
  for (const category of medians.keys()) {
    medians.set(category, median(records.filter((record) => record["Category"] === category)));
  }
  const rows = records.map((record) => cleaned(record, medians));
  const tallies = talliesOf(rows);
  return Object.fromEntries(
    Object.entries(marginals).map(([key, published]) => [
      key,
      key.startsWith("joint_")
        ? tabulate(rows, undefined, published)
        : known(tallies, key)(published),
    ]),
  );
}

function talliesOf(rows: readonly Row[]): Record<string, (published: Json) => Json> {
  const rated = rows.filter((row) => row["rating_x10"] !== "");
  const missing = rows.filter((row) => row["rating_x10"] === "");
  const histograms: Record<string, () => Json> = {
    age: () => byLabel(rows, "age", (group) => measure(group, ["count", "revenue"])),
    previous_purchases: () =>
      byLabel(rows, "previous_purchases", (group) =>
        measure(group, ["count", "revenue", "subscribed"]),
      ),
    purchase_amount: () => counts(rows, "purchase_amount"),
    purchase_amount_discounted: () =>
      counts(
        rows.filter((row) => row["discount_applied"] === "Yes"),
        "purchase_amount",
      ),
    review_rating_x10_before_imputation: () => counts(rated, "rating_x10"),
  };
  return {
    note: (published) => published,
    total: () => ({
      rows: rows.length,
      revenue: sum(rows, "purchase_amount"),
      rating_x100_after: sum(rows, "r100"),
      rating_x10_before: sum(rated, "rating_x10"),
      rating_n_before: rated.length,
    }),
    categorical: (published) => mapEntries(published, (dim, table) => tabulate(rows, [dim], table)),
    category_item: (published) => tabulate(rows, ["category", "item_purchased"], published),
    histogram: (published) => mapEntries(published, (name) => known(histograms, name)()),
    rating_by_category_x10: (published) =>
      mapEntries(published, (category) =>
        counts(
          rated.filter((row) => row["category"] === category),
          "rating_x10",
        ),
      ),
    missing_rating: (published) =>
      mapEntries(published, (name) =>
        counts(missing, known({ by_category: "category", by_item: "item_purchased" }, name)),
      ),
    file_order: (published) =>
      mapEntries(published, (dim) =>
        rows.flatMap((row, index) =>
          row[dim] === rows[index - 1]?.[dim] ? [] : [[index + 1, String(row[dim])]],
        ),
      ),
    sum_of_squares: (published) => mapEntries(published, (dim) => product(rows, dim, dim)),
    sum_of_products: (published) =>
      mapEntries(published, (pair) => product(rows, ...pair.split("*"))),
  };
}

function cleaned(raw: Readonly<Record<string, string>>, medians: ReadonlyMap<string, number>): Row {
  const row = Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name.replace(" (USD)", "").toLowerCase().replaceAll(" ", "_"),
      /^\d+$/.test(value) ? Number(value) : value,
    ]),
  );
  const rating = raw["Review Rating"] ?? "";
  const [age, previous, amount] = [
    Number(row["age"]),
    Number(row["previous_purchases"]),
    Number(row["purchase_amount"]),
  ];
  const imputed = rating === "" ? medians.get(raw["Category"] ?? "") : Number(rating);
  return {
    ...row,
    purchase_frequency_days: frequencyDays[raw["Frequency of Purchases"] ?? ""] ?? Number.NaN,
    rating_x10: rating === "" ? "" : Math.round(Number(rating) * 10),
    r100: Math.round((imputed ?? Number.NaN) * 100),
    age_group:
      age <= 31 ? "Young Adult" : age <= 44 ? "Adult" : age <= 57 ? "Middle-aged" : "Senior",
    loyalty: previous === 1 ? "New" : previous <= 10 ? "Returning" : "Loyal",
    a60: amount >= 60 ? 1 : 0,
  };
}

function median(records: Records): number {
  const ratings = records
    .map((record) => record["Review Rating"] ?? "")
    .filter((rating) => rating !== "")
    .map(Number)
    .sort((a, b) => a - b);
  const middle = ratings.length / 2;
  return (
    ((ratings[Math.ceil(middle) - 1] ?? Number.NaN) + (ratings[Math.floor(middle)] ?? Number.NaN)) /
    2
  );
}

// In the published table's order, so that only the numbers can differ.
function tabulate(
  rows: readonly Row[],
  given: readonly string[] | undefined,
  published: Json,
): Json {
  const order = published as Record<string, Json>[];
  const keys = Object.keys(order[0] ?? {});
  const dims = given ?? keys.filter((name) => !(name in MEASURES));
  const names = keys.filter((name) => !dims.includes(name));
  dims.forEach((dim) => known(rows[0] ?? {}, dim));
  const label = (row: Record<string, Json> | Row): string =>
    JSON.stringify(dims.map((dim) => row[dim]));
  const places = order.map(label);
  return [...Map.groupBy(rows, label).values()]
    .map((group) => ({
      ...Object.fromEntries(dims.map((dim) => [dim, group[0]?.[dim] ?? null])),
      ...measure(group, names),
    }))
    .sort((a, b) => places.indexOf(label(a)) - places.indexOf(label(b)));
}

function measure(among: readonly Row[], names: string[]): Record<string, number> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      among.reduce((total, row) => total + known(MEASURES, name)(row), 0),
    ]),
  );
}

function byLabel(among: readonly Row[], dim: string, compute: (group: Row[]) => Json): Json {
  return Object.fromEntries(
    [...Map.groupBy(among, (row) => String(row[dim]))].map(([label, group]) => [
      label,
      compute(group),
    ]),
  );
}

function counts(among: readonly Row[], dim: string): Json {
  return byLabel(among, dim, (group) => group.length);
}

function sum(among: readonly Row[], dim: string): number {
  return among.reduce((total, row) => total + Number(row[dim]), 0);
}

function product(rows: readonly Row[], ...dims: string[]): number {
  return rows.reduce(
    (total, row) => total + dims.reduce((value, dim) => value * Number(row[dim]), 1),
    0,
  );
}

function mapEntries(published: Json, compute: (key: string, value: Json) => Json): Json {
  return Object.fromEntries(
    Object.entries(published as Record<string, Json>).map(([key, value]) => [
      key,
      compute(key, value),
    ]),
  );
}

function known<Value>(table: Record<string, Value>, key: string): Value {
  const value = table[key];
  if (value === undefined) {
    throw new Error(`The marginals hold "${key}", which the tally does not know how to count.`);
  }
  return value;
}
