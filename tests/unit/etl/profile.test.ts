import { describe, expect, test } from "vitest";
import { profile } from "../../../etl/profile/index.ts";
import { binWidth } from "../../../etl/profile/histograms.ts";
import { rowsOf } from "../../../format/columns.ts";
import { csvFile, csvOf, customers, type Customer } from "../../support/customers.ts";
import { withCustomers } from "../../support/runs.ts";
import { deviation, mean, pearson, quantile, spearman } from "../../support/statistics.ts";
import { contract, report } from "../../support/report.ts";

/**
 * A small file with ties, gaps in the ids, cents and an empty rating; a fixed recurrence stands for
 * chance.
 */
function assorted(count: number, idPower: number): Customer[] {
  let state = 7;
  const next = (limit: number) => (state = (state * 48271) % 2147483647) % limit;
  return customers(
    ...Array.from({ length: count }, (_, index) => ({
      customer_id: String(1 + (count - index) ** idPower),
      age: String(18 + next(9)),
      purchase_amount: (next(4000) / 100).toFixed(2),
      review_rating: index % 7 === 3 ? "" : (1 + next(41) / 10).toFixed(1),
      previous_purchases: String(next(5)),
      frequency_of_purchases: ["Weekly", "Monthly", "Annually"][next(3)] ?? "",
    })),
  );
}

async function profiled(rows: readonly Customer[]) {
  return withCustomers(csvFile(csvOf(rows)), async (database, _, cleaned) => {
    const { tables, duplicates } = await profile(
      database,
      { ...report, raw: contract, columns: cleaned.columns, steps: cleaned.steps },
      () => undefined,
    );
    const columns = (
      await database.rows(
        "SELECT customer_id, age, purchase_amount, review_rating, previous_purchases, " +
          "purchase_frequency_days FROM customer JOIN (SELECT customer_id, rowid AS position " +
          "FROM raw) USING (customer_id) ORDER BY position",
      )
    ).map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])),
    );
    const table = (name: string) =>
      tables.filter((table) => table.name === name).flatMap((table) => rowsOf(table.columns));
    return { table, duplicates, values: (name: string) => columns.map((row) => row[name] ?? NaN) };
  });
}

const given = (rows: readonly Customer[], name: string) =>
  rows
    .map((row) => row[name])
    .filter((value) => value !== "")
    .map(Number);

describe("the profile against plain JavaScript", () => {
  const rows = assorted(90, 2);

  test("count, mean, deviation, extremes and quartiles, before and after imputation", async () => {
    const { table, values } = await profiled(rows);
    const figures = table("profile-numeric");
    expect(figures.map((row) => [row["stage"], row["column_name"]])).toHaveLength(11);
    for (const row of figures) {
      const name = String(row["column_name"]);
      const column = row["stage"] === "before" ? given(rows, name) : values(name);
      const expected = {
        count: column.length,
        mean: mean(column),
        std: deviation(column),
        min: Math.min(...column),
        q1: quantile(column, 0.25),
        median: quantile(column, 0.5),
        q3: quantile(column, 0.75),
        max: Math.max(...column),
      };
      for (const [figure, value] of Object.entries(expected))
        expect(row[figure], `${row["stage"]} ${name} ${figure}`).toBeCloseTo(value, 9);
    }
  });

  test.for([
    ["ids with gaps of different width", 2],
    ["ids without gaps", 1],
  ] satisfies [string, number][])(
    "correlations: Pearson on the rated rows, on all, and Spearman by average ranks (%s)",
    async ([, power]) => {
      const own = assorted(60, power);
      const { table, values } = await profiled(own);
      const isRated = own.map((row) => row["review_rating"] !== "");
      for (const { method, x, y, r } of table("profile-correlations")) {
        const [xs, ys] = [values(String(x)), values(String(y))];
        const ratedOnly =
          method === "Pearson, before imputation" && [x, y].includes("review_rating");
        const kept = (column: number[]) =>
          ratedOnly ? column.filter((_, index) => isRated[index]) : column;
        const expected = method === "Spearman" ? spearman(xs, ys) : pearson(kept(xs), kept(ys));
        expect(r, `${method} of ${x} and ${y}`).toBeCloseTo(expected, 9);
      }
      expect(table("profile-correlations")).toHaveLength(3 * 21);
    },
  );

  test("histograms count every customer once, in half-open bins of the width they state", async () => {
    const { table, values } = await profiled(rows);
    const bins = table("profile-histograms");
    for (const name of [
      "age",
      "purchase_amount",
      "review_rating",
      "previous_purchases",
      "purchase_frequency_days",
    ]) {
      const own = bins.filter((bin) => bin["column_name"] === name);
      expect(own.reduce((sum, bin) => sum + Number(bin["customers"]), 0)).toBe(rows.length);
      for (const bin of own)
        expect(bin["customers"]).toBe(
          values(name).filter(
            (value) => value >= Number(bin["bin_from"]) && value < Number(bin["bin_to"]),
          ).length,
        );
    }
  });

  test("a bin holds one possible value where there are fewer than a hundred, else a round width makes about 25", () => {
    expect([
      binWidth(18, 70, 1),
      binWidth(100, 500, 10),
      binWidth(2000, 10_000, 100),
      binWidth(5, 5, 1),
    ]).toEqual([1, 10, 100, 1]);
    expect([binWidth(0, 10_000, 1), binWidth(0, 10_000, 100), binWidth(7, 365, 1)]).toEqual([
      500, 500, 20,
    ]);
  });

  test("ages are tallied with their group", async () => {
    const { table, values } = await profiled(rows);
    for (const row of table("profile-age-group-values"))
      expect(row["customers"]).toBe(values("age").filter((age) => age === row["age"]).length);
  });
});

describe("the profile of odd files", () => {
  test("a constant column has no correlation, a single row no deviation", async () => {
    const { table } = await profiled(customers({}));
    expect(new Set(table("profile-correlations").map((row) => row["r"]))).toEqual(new Set([null]));
    expect(table("profile-numeric").map((row) => row["std"])).toEqual(
      Array.from({ length: 11 }, () => null),
    );
  });

  test("an amount exactly on Tukey's fence is no outlier, one cent beyond is", async () => {
    const beyond = async (last: string) => {
      const amounts = ["0.19", "0.19", "0.19", "0.19", "0.20", "0.29", "0.29", "0.29", last];
      const { table } = await profiled(
        customers(...amounts.map((purchase_amount) => ({ purchase_amount }))),
      );
      return table("profile-outliers").find((row) => row["column_name"] === "purchase_amount");
    };
    expect(await beyond("0.44")).toMatchObject({
      q1: 0.19,
      q3: 0.29,
      lower_fence: 0.04,
      upper_fence: 0.44,
      below: 0,
      above: 0,
    });
    expect(await beyond("0.45")).toMatchObject({ below: 0, above: 1 });
  });

  test("rows that are equal in all but the id are counted as repeats", async () => {
    expect((await profiled(customers({}, {}, { age: "41" }, {}))).duplicates).toEqual({
      customerIds: 0,
      apartFromId: 2,
    });
  });

  test("a tie for the most frequent text names all that are tied", async () => {
    const { table } = await profiled(
      customers(
        { color: "Red" },
        { color: "Blue" },
        { color: "Red" },
        { color: "Blue" },
        { color: "Green" },
      ),
    );
    expect(table("profile-text").find((row) => row["column_name"] === "color")).toMatchObject({
      count: 5,
      unique_values: 3,
      top: "Blue",
      freq: 2,
      tied: "Blue, Red",
    });
  });

  test("a text that occurs once is not named: it would be a row's own", async () => {
    const { table } = await profiled(customers({ location: "Ohio" }, { location: "Utah" }));
    expect(table("profile-text").find((row) => row["column_name"] === "location")).toMatchObject({
      unique_values: 2,
      top: null,
      freq: 1,
      tied: "",
    });
  });

  test("a promo column that differs on one row is kept, described and told", async () => {
    await withCustomers(
      csvFile(csvOf(customers({}, { promo_code_used: "No" }))),
      async (database, _, cleaned) => {
        expect(cleaned.dropped).toEqual([]);
        expect(cleaned.notices).toContain(
          "Promo code used and Discount applied agree on 1 of 2 rows; both columns were kept.",
        );
        expect((await database.columns("SELECT * FROM customer")).names).toContain(
          "promo_code_used",
        );
      },
    );
  });
});
