import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { clean } from "../../../etl/clean/index.ts";
import { integer, openDatabase, type Database } from "../../../etl/database.ts";
import { profile } from "../../../etl/profile/index.ts";
import { read } from "../../../etl/read/index.ts";
import { readReport } from "../../../etl/report/load.ts";
import { decodeArrow } from "../../../format/arrow.ts";
import { rowsOf } from "../../../format/columns.ts";
import { walk, type Json } from "../../support/compare.ts";
import { smallCounts } from "../../support/published-tables.ts";
import { restateMall, restateTelco, restateTelcoAgain } from "../../support/restate-others.ts";
import { run } from "../../support/runs.ts";

const { REAL_CSV: real } = process.env;
const others = join(dirname(real ?? ""), "others");
const isThere = real !== undefined && existsSync(others);

const descriptionOf = (name: string) =>
  readReport(join(import.meta.dirname, "../../reports", name));

/** What is known of a foreign file, computed by other means. */
function referenceOf(name: string): Json {
  const path = join(dirname(others), "reference-others.json");
  const all = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, Json>>;
  return all[name] ?? null;
}

/** The whole ETL on a foreign file. */
async function whole(name: string, csv: string, minGroup = 1) {
  const report = await descriptionOf(name);
  return run(join(others, csv), { report, sql: report.sql, minGroup });
}

/** Reads, cleans and profiles a foreign file by its description. */
async function withFile<T>(
  name: string,
  csv: string,
  work: (database: Database, profiled: Awaited<ReturnType<typeof profile>>) => Promise<T>,
): Promise<T> {
  const report = await descriptionOf(name);
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

    const telco = () => whole("telco", "telco-churn.csv");
    const mall = () => whole("mall", "mall-customers.csv");

    test("telco churn: every figure of the reference, from the published cube", async () => {
      const { compared, differences } = walk(
        referenceOf("telco-churn"),
        restateTelco(await telco()),
        () => false,
      );
      expect(differences).toEqual([]);
      expect(compared).toBe(54);
    });

    test("telco churn: the same from drivers, claims and profile, but for a few that these lack", async () => {
      const { compared, differences } = walk(
        referenceOf("telco-churn"),
        restateTelcoAgain(await telco()),
        (path) => /^by_(internet_service|payment_method)\..*\.churned$/.test(path),
      );
      expect(differences).toEqual([]);
      expect(compared).toBe(54 - 7);
    });

    test("mall customers: every figure of the reference, from published snapshots", async () => {
      const { compared, differences } = walk(
        referenceOf("mall-customers"),
        restateMall(await mall()),
        () => false,
      );
      expect(differences).toEqual([]);
      expect(compared).toBe(20);
    });

    test("both: the drivers explain what the cube sums, group by group", async () => {
      for (const [found, column, measure] of [
        [await telco(), "average_tenure_total", "tenure_sum"],
        [await mall(), "average_score_total", "spending_score_sum"],
      ] as const) {
        const cells = found.rows("cube-main");
        const drivers = found.rows("driver-customers");
        const held = drivers.filter(({ dimension }) => cells[0]?.[String(dimension)] !== undefined);
        expect(held.length).toBeGreaterThan(5);
        for (const row of held) {
          const own = cells.filter((cell) => cell[String(row["dimension"])] === row["group_name"]);
          const sum = (name: string) => own.reduce((all, cell) => all + Number(cell[name]), 0);
          expect([row["n"], row[column]]).toEqual([sum("customers"), sum(measure)]);
        }
      }
    });

    test("both: with small groups suppressed no table tells of fewer than 20", async () => {
      for (const [name, csv] of [
        ["telco", "telco-churn.csv"],
        ["mall", "mall-customers.csv"],
      ] as const) {
        const { manifest, folder, rows } = await whole(name, csv, 20);
        for (const { name: table, file, published } of manifest.snapshots)
          if (published)
            expect(smallCounts(decodeArrow(readFileSync(join(folder, file))), 20), table).toEqual(
              [],
            );
        const total = rows("cube-margins").find((row) => row["dimension"] === null);
        expect(total?.["sum_customers"]).toBe(manifest.source.rows);
      }
    });
  },
);
