import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openDatabase } from "../../../etl/database.ts";
import { draft } from "../../../etl/draft/index.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { run, type Run } from "../../support/runs.ts";

const { REAL_CSV: real } = process.env;
const others = join(dirname(real ?? ""), "others");
const isThere = real !== undefined && existsSync(others);

/** A figure of the reference, by its path. */
type Reference = Readonly<Record<string, unknown>>;

async function drafted(file: string) {
  const database = await openDatabase();
  const path = join(others, file);
  const made = await draft(path, { data: path, schema: "schema" }, database).finally(() =>
    database.close(),
  );
  const report = parseReport(made.yaml, "report.yaml", "/");
  return {
    ...made,
    description: parse(made.yaml) as {
      readonly columns: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      readonly metrics: Readonly<Record<string, object>>;
      readonly dashboard: { readonly figures: readonly { readonly id: string }[] };
    },
    result: await run(path, { report, sql: report.sql }),
  };
}

/** The sums of the cube by one dimension, or of all rows. */
function sums({ rows }: Run, by: string | undefined, names: readonly string[]) {
  const groups: Record<string, Record<string, number>> = {};
  for (const cell of rows("cube-main")) {
    const group = (groups[by === undefined ? "all" : String(cell[by])] ??= {});
    for (const name of names) group[name] = (group[name] ?? 0) + Number(cell[name] ?? 0);
  }
  return groups;
}

describe.skipIf(!isThere)("foreign files are drafted and built without an edit", () => {
  let reference: Readonly<Record<string, Reference>>;
  beforeAll(() => {
    reference = JSON.parse(
      readFileSync(join(dirname(others), "reference-others.json"), "utf8"),
    ) as typeof reference;
  });
  const groupsOf = (file: string, key: string) =>
    Object.entries(reference[file]?.[key] as Readonly<Record<string, Record<string, number>>>);

  test("telco churn leads with churn by contract, and blank totals are missing", async () => {
    const { description, result } = await drafted("telco-churn.csv");
    const { columns, metrics, dashboard } = description;
    expect(columns["senior_citizen"]?.["type"]).toBe("boolean");
    expect(columns["total_charges"]).toMatchObject({ type: "money", missing: "keep" });
    expect(Object.keys(metrics)[0]).toBe("churn_rate");
    expect(dashboard.figures[0]?.id).toBe("churn-rate-by-contract");
    const names = ["customers", "churn_rate_count", "total_monthly_charges", "tenure_sum"];
    for (const [dimension, key] of [
      ["contract", "by_contract"],
      ["internet_service", "by_internet_service"],
      ["payment_method", "by_payment_method"],
    ] as const) {
      const found = sums(result, dimension, names);
      for (const [group, { rows = 0, churned, cents_monthly, mean_tenure }] of groupsOf(
        "telco-churn",
        key,
      ))
        expect(
          [
            found[group]?.["customers"],
            found[group]?.["churn_rate_count"],
            found[group]?.["total_monthly_charges"],
            (found[group]?.["tenure_sum"] ?? 0) / rows,
          ],
          group,
        ).toEqual([rows, churned, cents_monthly, mean_tenure]);
    }
    const senior = result.rows("finding-churn-rate-senior-citizen");
    const counted = Map.groupBy(senior, (row) => Object.values(row)[0]);
    const of = (group: string, only?: string) =>
      (counted.get(group) ?? [])
        .filter((row) => only === undefined || Object.values(row)[1] === only)
        .reduce((sum, row) => sum + Number(Object.values(row)[2]), 0);
    expect(
      Object.fromEntries([
        ["0", { rows: of("No"), churned: of("No", "Yes") }],
        ["1", { rows: of("Yes"), churned: of("Yes", "Yes") }],
      ]),
    ).toMatchObject(
      Object.fromEntries(
        groupsOf("telco-churn", "by_senior_citizen").map(([group, { rows, churned }]) => [
          group,
          { rows, churned },
        ]),
      ),
    );
    const all = sums(result, undefined, ["total_charges"])["all"];
    expect(all?.["total_charges"]).toBe(reference["telco-churn"]?.["cents_total"]);
  });

  test("mall customers: neither ages nor scores are added up", async () => {
    const { description, result } = await drafted("mall-customers.csv");
    expect(JSON.stringify(description.metrics)).not.toContain('"sum"');
    const found = sums(result, "gender", [
      "customers",
      "age_sum",
      "annual_income_sum",
      "spending_score_sum",
    ]);
    for (const [group, each] of groupsOf("mall-customers", "by_gender")) {
      const own = found[group] ?? {};
      const mean = (name: string) => (own[name] ?? 0) / (own["customers"] ?? 0);
      expect(own["customers"]).toBe(each["rows"]);
      expect(mean("age_sum")).toBe(each["mean_age"]);
      expect(mean("annual_income_sum")).toBe(each["mean_annual_income"]);
      expect(mean("spending_score_sum")).toBe(each["mean_spending_score"]);
    }
  });

  test("mall orders: price is added up, a product of it is offered, repeated customers are said", async () => {
    const { description, result, found: lines, hints } = await drafted("mall-orders.csv");
    expect(description.metrics["total_price"]).toEqual({ sum: "price" });
    expect(hints.join("\n")).toContain(
      '{ compute: "price * quantity", into: amount, type: money }',
    );
    expect(hints.join("\n")).toContain('"invoice_date" is left out');
    expect(lines.join("\n")).toContain("may have several rows: customer_id");
    expect(result.manifest.notices.join()).toContain("4,890 people");
    for (const [dimension, key] of [
      ["category", "by_category"],
      ["gender", "by_gender"],
      ["shopping_mall", "by_mall"],
    ] as const) {
      const found = sums(result, dimension, ["invoices", "total_price", "total_quantity"]);
      for (const [group, { rows, cents_price, quantity }] of groupsOf("mall-orders", key))
        expect(found[group]).toEqual({
          invoices: rows,
          total_price: cents_price,
          total_quantity: quantity,
        });
    }
  });

  test("fashion sales: missing amounts stay missing, and averages are of known ones", async () => {
    const { description, result } = await drafted("fashion-sales.csv");
    expect(description.columns["purchase_amount"]).toMatchObject({ missing: "keep" });
    const names = ["purchases", "total_purchase_amount", "purchase_amount_known"];
    const found = sums(result, "payment_method", names);
    for (const [group, { rows, cents }] of groupsOf("fashion-sales", "by_payment"))
      expect([found[group]?.["purchases"], found[group]?.["total_purchase_amount"]]).toEqual([
        rows,
        cents,
      ]);
    const all = sums(result, undefined, names)["all"] ?? {};
    const { mean_amount_of_known: mean, missing_amounts: missing } =
      reference["fashion-sales"] ?? {};
    expect((all["total_purchase_amount"] ?? 0) / 100 / (all["purchase_amount_known"] ?? 0)).toBe(
      mean,
    );
    expect((all["purchases"] ?? 0) - (all["purchase_amount_known"] ?? 0)).toBe(missing);
  });
});
