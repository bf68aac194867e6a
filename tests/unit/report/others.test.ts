import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { clean } from "../../../etl/clean/index.ts";
import { integer, openDatabase, type Database } from "../../../etl/database.ts";
import { profile } from "../../../etl/profile/index.ts";
import { read } from "../../../etl/read/index.ts";
import { readReport } from "../../../etl/report/load.ts";
import { rowsOf } from "../../../format/columns.ts";

const { REAL_CSV: real } = process.env;
const others = join(dirname(real ?? ""), "others");
const isThere = real !== undefined && existsSync(others);

/** Reads, cleans and profiles a foreign file by its description. */
async function withFile<T>(
  name: string,
  csv: string,
  work: (database: Database, profiled: Awaited<ReturnType<typeof profile>>) => Promise<T>,
): Promise<T> {
  const report = await readReport(join(import.meta.dirname, "../../reports", name));
  const database = await openDatabase();
  try {
    const input = await read(report, join(others, csv), database, () => undefined);
    const { columns, steps } = await clean(database, input, report);
    const profiled = await profile(
      database,
      { ...report, raw: input.columns, columns, steps },
      () => undefined,
    );
    return await work(database, profiled);
  } finally {
    await database.close();
  }
}

describe.skipIf(!isThere)(
  "files of other shapes are read by a description alone (beside REAL_CSV)",
  () => {
    test("telco churn: text ids, 0 and 1, and eleven totals that are missing", () =>
      withFile("telco", "telco-churn.csv", async (database, { tables }) => {
        const [row = {}] = await database.rows(
          `SELECT count(*) AS n, count(total_charges) AS totals, CAST(sum(monthly_charges) * 100 AS BIGINT) AS monthly,
             count(*) FILTER (WHERE churn = 'Yes') AS churned, count(*) FILTER (WHERE senior_citizen = 'Yes') AS senior,
             count(*) FILTER (WHERE tenure_band = 'First year') AS first_year
           FROM customer`,
        );
        expect(integer(row["n"])).toBe(7043);
        expect(integer(row["n"]) - integer(row["totals"])).toBe(11);
        expect(integer(row["churned"])).toBe(1869);
        expect(integer(row["monthly"])).toBe(45_611_660);
        expect(integer(row["senior"])).toBe(1142);
        expect(integer(row["first_year"])).toBe(2186);
        const missing = tables.find(({ name }) => name === "profile-missing");
        expect(
          rowsOf(missing?.columns ?? { fields: [], length: 0, values: {} }).find(
            (each) => each["column_name"] === "total_charges",
          ),
        ).toMatchObject({ missing: 11, missing_after: 11 });
      }));

    test("mall customers: quartiles of age, and no money", () =>
      withFile("mall", "mall-customers.csv", async (database, { tables }) => {
        const groups = await database.rows(
          "SELECT age_group, count(*) AS n FROM customer GROUP BY age_group ORDER BY min(age)",
        );
        expect(groups.map((row) => row["age_group"])).toEqual([
          "Youngest",
          "Younger",
          "Older",
          "Oldest",
        ]);
        expect(groups.reduce((sum, row) => sum + integer(row["n"]), 0)).toBe(200);
        expect(tables.map(({ name }) => name)).toContain("profile-age-group-values");
      }));
  },
);
