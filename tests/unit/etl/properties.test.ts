import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clean } from "../../../etl/clean/index.ts";
import { contract, report } from "../../support/report.ts";
import { openDatabase, type Database } from "../../../etl/database.ts";
import { read } from "../../../etl/read/index.ts";
import type { ResultTable } from "../../../etl/result-table.ts";
import { shownCleaning } from "../../../etl/suppress/facts.ts";
import type { CleaningEntry } from "../../../format/manifest.ts";
import { amountText, customerFile, dialect } from "../../support/arbitraries.ts";
import { csvOf, type Customer } from "../../support/customers.ts";
import { run } from "../../support/runs.ts";
import { cases, sized } from "../../support/tier.ts";
import { qcut, quantile } from "../../support/statistics.ts";

const texts = contract.filter((column) => column.type === "text").map(({ name }) => name);

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await openDatabase();
  folder = mkdtempSync(join(tmpdir(), "customer-trends-test-"));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Cleaned {
  readonly log: readonly CleaningEntry[];
  readonly tables: readonly ResultTable[];
  readonly dropped: readonly string[];
}

/** Writes customers as PapaParse writes them and takes them through read and clean. */
async function cleaned(
  rows: readonly Customer[],
  written: Parameters<typeof csvOf>[1] = {},
): Promise<Cleaned> {
  const path = join(folder, "customers.csv");
  writeFileSync(path, csvOf(rows, written));
  const input = await read(report, path, database, () => undefined);
  const { steps, dropped } = await clean(database, input, report);
  const tables = steps.flatMap(({ table }) => table ?? []);
  return { log: shownCleaning(steps, 1).log, tables, dropped };
}

/** Columns of the table `customer` in the order of the file. */
async function customerRows(sql: string): Promise<readonly (readonly unknown[])[]> {
  const { columns } = await database.columns(
    `SELECT ${sql} FROM customer JOIN (SELECT customer_id, rowid AS position FROM raw) USING ` +
      "(customer_id) ORDER BY position",
  );
  return columns;
}

describe("any file of customers", () => {
  test("keeps its rows in order and every text byte for byte", sized, async () => {
    const property = fc.asyncProperty(customerFile, dialect, async (rows, written) => {
      const { dropped } = await cleaned(rows, written);
      const kept = texts.filter((name) => !dropped.includes(name));
      const [ids, ...columns] = await customerRows(["customer_id", ...kept].join(", "));
      expect(ids?.map(String)).toEqual(rows.map((row) => row["customer_id"]));
      kept.forEach((name, index) => expect(columns[index]).toEqual(rows.map((row) => row[name])));
      const agree = rows.every((row) => row["promo_code_used"] === row["discount_applied"]);
      expect(dropped).toEqual(agree ? ["promo_code_used"] : []);
    });
    await fc.assert(property, { numRuns: cases(8, 80) });
  });

  test("keeps its money to the cent, row by row and in sum", sized, async () => {
    const property = fc.asyncProperty(customerFile, async (rows) => {
      await cleaned(rows);
      const [cents = []] = await customerRows("CAST(purchase_amount * 100 AS BIGINT)");
      expect(cents.map((value) => amountText(Number(value)))).toEqual(
        rows.map((row) => row["purchase_amount"]),
      );
      const [sum] = await database.rows(
        "SELECT CAST(sum(purchase_amount) * 100 AS BIGINT) AS cents FROM customer",
      );
      expect(sum?.["cents"]).toBe(
        rows.reduce(
          (total, row) => total + BigInt(Math.round(Number(row["purchase_amount"]) * 100)),
          0n,
        ),
      );
    });
    await fc.assert(property, { numRuns: cases(5, 50) });
  });

  test(
    "has no empty rating left, and only empty ones were changed, to the category's median",
    sized,
    async () => {
      const property = fc.asyncProperty(customerFile, async (rows) => {
        const { log } = await cleaned(rows);
        const [ratings = []] = await customerRows("CAST(review_rating * 100 AS BIGINT)");
        const given = (of: readonly Customer[]) =>
          of
            .filter((row) => row["review_rating"] !== "")
            .map((row) => Math.round(Number(row["review_rating"]) * 100));
        rows.forEach((row, index) => {
          const own = given(rows.filter((other) => other["category"] === row["category"]));
          const expected =
            row["review_rating"] === ""
              ? Math.round(quantile(own.length > 0 ? own : given(rows), 0.5))
              : Math.round(Number(row["review_rating"]) * 100);
          expect(Number(ratings[index])).toBe(expected);
        });
        expect(log.find(({ step }) => step === "fill")?.changed).toBe(
          rows.filter((row) => row["review_rating"] === "").length,
        );
      });
      await fc.assert(property, { numRuns: cases(6, 60) });
    },
  );

  test(
    "has every customer in exactly one age group, the one a plain qcut puts them in",
    sized,
    async () => {
      const property = fc.asyncProperty(customerFile, async (rows) => {
        const { tables } = await cleaned(rows);
        const ages = rows.map((row) => Number(row["age"]));
        const [groups = []] = await customerRows("age_group");
        const values =
          tables.find(({ name }) => name === "cleaning-age-groups")?.columns.values ?? {};
        const bins = (values["age_group"] ?? []).map((label, index) => ({
          label,
          lower: Number(values["lower"]?.[index]),
          upper: Number(values["upper"]?.[index]),
          customers: values["customers"]?.[index],
        }));
        ages.forEach((age, index) => {
          const holding = bins.filter(
            ({ lower, upper }, position) =>
              (age > lower || (position === 0 && age === lower)) && age <= upper,
          );
          expect(holding.map(({ label }) => label)).toEqual([groups[index]]);
        });
        for (const { label, customers } of bins)
          expect(customers).toBe(groups.filter((group) => group === label).length);
        const numbers = qcut(ages);
        ages.forEach((_, a) =>
          ages.forEach((__, b) => expect(groups[a] === groups[b]).toBe(numbers[a] === numbers[b])),
        );
      });
      await fc.assert(property, { numRuns: cases(6, 60) });
    },
  );

  test(
    "brings its whole revenue into the snapshots, and every customer into the cube",
    sized,
    async () => {
      const property = fc.asyncProperty(customerFile, async (rows) => {
        const path = join(folder, "whole.csv");
        writeFileSync(path, csvOf(rows));
        const { manifest } = await run(path, {
          snapshots: join(folder, "snapshots"),
          acceptChanges: true,
        });
        const revenue = rows.reduce(
          (total, row) => total + Math.round(Number(row["purchase_amount"]) * 100),
          0,
        );
        const totals = (name: string) =>
          manifest.snapshots.find((entry) => entry.name === name)?.totals;
        expect(totals("revenue-by-gender")).toEqual({ revenue });
        expect(totals("revenue-by-age-group")).toEqual({ revenue });
        expect(totals("cube-main")).toMatchObject({ customers: rows.length, revenue });
      });
      await fc.assert(property, { numRuns: cases(2, 15) });
    },
  );
});
