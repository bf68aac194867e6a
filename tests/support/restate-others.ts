import type { Value } from "../../format/columns.ts";
import type { Json } from "./compare.ts";
import type { Run } from "./runs.ts";

type Row = Readonly<Record<string, Value>>;

const added = (rows: readonly Row[], name: string) =>
  rows.reduce((sum, row) => sum + Number(row[name]), 0);

/** The rows of a table by the values of a column. */
const groupsOf = (rows: readonly Row[], name: string) =>
  [...Map.groupBy(rows, (row) => String(row[name]))] as const;

/** Pearson's r, from the sums that a claim's table holds. */
function pearson([row = {}]: readonly Row[]): number {
  const [n = NaN, x = NaN, y = NaN, xx = NaN, yy = NaN, xy = NaN] = [
    "n",
    "sum_x",
    "sum_y",
    "squares_x",
    "squares_y",
    "products",
  ].map((name) => Number(row[name]));
  return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y));
}

/** Where a run keeps the number of rows without a value of a column. */
const missing = (run: Run, column: string) =>
  run.rows("profile-missing").find((row) => row["column_name"] === column)?.["missing"] ?? null;

/** A value of a dimension as the reference writes it. */
const nameIn = (dimension: string, value: string) =>
  dimension === "senior_citizen" ? (value === "Yes" ? "1" : "0") : value;

const telcoDimensions = {
  by_contract: "contract_type",
  by_internet_service: "internet_service",
  by_payment_method: "payment_method",
  by_senior_citizen: "senior_citizen",
} as const;

/** The section `telco-churn` of `reference-others.json`, from the cube of all filters. */
export function restateTelco(run: Run): Json {
  const cells = run.rows("cube-main");
  const figures = (rows: readonly Row[]) => ({
    rows: added(rows, "customers"),
    churned: added(
      rows.filter(({ churn }) => churn === "Yes"),
      "customers",
    ),
    cents_monthly: added(rows, "monthly_charges_sum"),
    mean_tenure: added(rows, "tenure_sum") / added(rows, "customers"),
  });
  const by = Object.entries(telcoDimensions).map(([section, dimension]) => {
    const groups = groupsOf(cells, dimension);
    return [
      section,
      Object.fromEntries(
        groups.map(([value, rows]) => [nameIn(dimension, value), figures(rows)] as const),
      ),
    ] as const;
  });
  return {
    ...figures(cells),
    cents_total: added(cells, "total_charges_sum"),
    blank_total_charges: added(cells, "customers") - added(cells, "total_charges_known"),
    ...Object.fromEntries(by),
  };
}

/** As much of it as drivers, claims and profile state too. */
export function restateTelcoAgain(run: Run): Json {
  const drivers = run.rows("driver-customers");
  const churned = { contract_type: "contract", senior_citizen: "senior" } as const;
  const hits = (dimension: string, value: unknown) =>
    dimension in churned
      ? {
          churned:
            run
              .rows(`finding-${churned[dimension as keyof typeof churned]}-churn`)
              .find((row) => row["group_name"] === value && row["outcome"] === "Yes")?.["n"] ?? 0,
        }
      : {};
  const by = Object.entries(telcoDimensions).map(([section, dimension]) => {
    const rows = drivers.filter((row) => row["dimension"] === dimension);
    const figures = rows.map((row) => [
      nameIn(dimension, String(row["group_name"])),
      {
        rows: row["n"] ?? null,
        cents_monthly: Math.round(100 * Number(row["average_monthly_total"])),
        mean_tenure: Number(row["average_tenure_total"]) / Number(row["n"]),
        ...hits(dimension, row["group_name"]),
      },
    ]);
    return [section, Object.fromEntries(figures) as Json] as const;
  });
  const [tenure] = run
    .rows("profile-numeric")
    .filter((row) => row["column_name"] === "tenure" && row["stage"] === "after");
  const totals = run.rows("finding-total-contract");
  return {
    rows: run.manifest.source.rows,
    churned: added(
      run.rows("finding-gender-churn").filter(({ outcome }) => outcome === "Yes"),
      "n",
    ),
    cents_total: Math.round(100 * added(totals, "total")),
    blank_total_charges: missing(run, "total_charges"),
    cents_monthly: Math.round(100 * added(run.rows("finding-internet-charges"), "total")),
    mean_tenure: tenure?.["mean"] ?? null,
    ...Object.fromEntries(by),
  };
}

const mallMeans = {
  mean_age: "age_sum",
  mean_annual_income: "annual_income_sum",
  mean_spending_score: "spending_score_sum",
} as const;

/** The section `mall-customers`. */
export function restateMall(run: Run): Json {
  const cells = run.rows("cube-main");
  const means = (rows: readonly Row[]) =>
    Object.fromEntries(
      Object.entries(mallMeans).map(([name, sum]) => [
        name,
        added(rows, sum) / added(rows, "customers"),
      ]),
    );
  const bins = run.rows("cleaning-age-group");
  const { mean_annual_income: income = NaN, ...others } = means(cells);
  const { source } = run.manifest;
  return {
    rows: added(cells, "customers"),
    distinct_customers:
      source.rows - (source.kind === "file" ? source.duplicates.customerIds : NaN),
    ...others,
    mean_annual_income_kusd: income,
    by_gender: Object.fromEntries(
      groupsOf(cells, "gender").map(([gender, rows]) => [
        gender,
        { rows: added(rows, "customers"), ...means(rows) },
      ]),
    ),
    age_quartiles: [bins[0]?.["lower"] ?? null, ...bins.map(({ upper = null }) => upper)],
    pearson_age_score: pearson(run.rows("finding-age-score")),
    pearson_income_score: pearson(run.rows("finding-income-score")),
  };
}
