import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withCustomers as counted } from "../../../etl/query/counted.ts";
import { textOf } from "../../support/cells.ts";
import { csvFile, csvOf, customers, someCustomers } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure, run, sqlFolder, withCustomers } from "../../support/runs.ts";
import { integer } from "../../../etl/database.ts";
import { fullTier } from "../../support/tier.ts";
import { report } from "../../support/report.ts";

const least = 5;

function sqlWith(columns: string, sql: string): string {
  const folder = join(temporaryFolder(), "sql");
  cpSync(sqlFolder, folder, { recursive: true });
  writeFileSync(
    join(folder, "questions/added.sql"),
    `/*\ntitle: Added\nquestion: Which?\ncolumns: ${columns}\n*/\n${sql}\n`,
  );
  return folder;
}

describe("rows that no column counts", () => {
  const columns =
    "{ gender: { label: Gender, type: text }, revenue: { label: Revenue, type: money, unit: USD } }";

  test("are counted under the statement's own WHERE", async () => {
    const rows = customers(
      ...Array.from({ length: 40 }, (_, index) => ({
        gender: index % 2 === 0 ? "Male" : "Female",
        season: index < 6 ? "Fall" : "Winter",
      })),
    );
    const where =
      "SELECT gender, SUM(purchase_amount) AS revenue FROM customer WHERE season = 'Fall' " +
      "GROUP BY gender ORDER BY gender";
    const suppressed = await run(csvFile(csvOf(rows)), {
      minGroup: least,
      sql: sqlWith(columns, where),
    });
    expect(suppressed.rows("added")).toEqual([]);
    expect(suppressed.manifest.snapshots.find(({ name }) => name === "added")?.suppressed).toEqual({
      rows: 2,
      customers: 6,
    });
    expect(suppressed.rows("revenue-by-gender")).toHaveLength(2);
  });

  test(
    "of a statement that cannot be counted are refused, with the column to add",
    fullTier,
    async () => {
      const sql = sqlWith(
        columns,
        "SELECT gender, revenue FROM (SELECT gender, SUM(purchase_amount) AS revenue FROM " +
          "customer GROUP BY gender) AS sums ORDER BY gender",
      );
      const csv = csvFile(csvOf(someCustomers(40)));
      const refused = await failure(run(csv, { minGroup: least, sql }));
      expect([refused.exitCode, refused.message, refused.hint]).toEqual([
        4,
        expect.stringMatching(/added\.sql: no column says how many customers a row has/),
        expect.stringContaining("type count"),
      ]);
      expect((await run(csv, { sql })).rows("added")).toHaveLength(2);
    },
  );

  test.for([
    ["SELECT a, SUM(b) AS s FROM customer GROUP BY a", "COUNT(*)"],
    ["SELECT a, 'FROM (' AS t -- FROM\nFROM customer c WHERE b > 1 GROUP BY a", "COUNT(*)"],
    ["SELECT a, (SELECT MAX(b) FROM customer) AS m FROM customer AS c GROUP BY a", "COUNT(*)"],
    ["SELECT c.a FROM customer c JOIN other ON true GROUP BY c.a", "COUNT(DISTINCT customer_id)"],
    ["SELECT a FROM customer, other GROUP BY a", "COUNT(DISTINCT customer_id)"],
    ["SELECT a FROM (SELECT * FROM customer) AS c GROUP BY a", "COUNT(DISTINCT customer_id)"],
    [
      "WITH customer AS (SELECT 1) SELECT a FROM customer GROUP BY a",
      "COUNT(DISTINCT customer_id)",
    ],
  ] as const)("%s is asked with %s", ([sql, count]) => {
    const asked = counted(sql, report) ?? "";
    expect(asked).toContain(`, ${count} AS customers_of_row\nFROM`);
    expect(asked.replace(`, ${count} AS customers_of_row\n`, "")).toBe(sql);
  });
});

test("fewer customers than --min-group are refused, and nothing is written", async () => {
  const refused = await failure(run(csvFile(csvOf(someCustomers(4))), { minGroup: least }));
  expect([refused.exitCode, refused.message]).toEqual([
    3,
    expect.stringContaining("The file has 4 customers and --min-group is"),
  ]);
});

test(
  "not even the number of private rows is shown where they, or all others, are few",
  fullTier,
  async () => {
    const spenders = (count: number) =>
      customers(
        ...Array.from({ length: 30 }, (_, index) => ({
          discount_applied: index < count ? "Yes" : "No",
          promo_code_used: "No",
          purchase_amount: index < count ? "90" : "10",
        })),
      );
    const entryOf = async (count: number) =>
      (await run(csvFile(csvOf(spenders(count))), { minGroup: least })).manifest.snapshots.find(
        ({ name }) => name === "discount-big-spenders",
      );
    expect(await entryOf(3)).toMatchObject({
      rows: 0,
      totals: { purchase_amount: 0 },
      suppressed: {},
    });
    expect(await entryOf(12)).toMatchObject({ rows: 12, totals: { purchase_amount: 108_000 } });
    expect((await entryOf(12))?.suppressed).toBeUndefined();
  },
);

test("a coarser cube has every customer, and the sums that the database has of each of its cells", async () => {
  const csv = "data/customers.csv";
  const suppressed = await run(csv, { minGroup: least });
  const [rows, fields] = [
    suppressed.rows("cube-main"),
    suppressed.manifest.snapshots.find(({ name }) => name === "cube-main")?.fields ?? [],
  ];
  const by = fields.filter(({ type }) => type === "text").map(({ name }) => name);
  const sums = ["customers", "revenue", "review_rating_sum", "discount_share_count"];
  expect(fields.map(({ name }) => name)).toEqual([...by, ...sums]);
  expect(by.toSorted()).toEqual(["category", "gender", "shipping_type", "subscription_status"]);
  await withCustomers(csv, async (database) => {
    const asked = await database.rows(
      `SELECT ${by.join(", ")}, count(*) AS customers, CAST(sum(purchase_amount) * 100 AS ` +
        "BIGINT) AS revenue, CAST(sum(review_rating) * 100 AS BIGINT) AS review_rating_sum, " +
        "count(*) FILTER (discount_applied = 'Yes') AS discount_share_count FROM customer " +
        "GROUP BY ALL",
    );
    const keyOf = (row: Readonly<Record<string, unknown>>) =>
      by.map((name) => String(row[name])).join("|");
    const expected = asked.map((row) => [
      by.map((name) => textOf(row[name])).join("|"),
      ...sums.map((name) => integer(row[name])),
    ]);
    expect(rows.map((row) => [keyOf(row), ...sums.map((name) => row[name])]).toSorted()).toEqual(
      expected.toSorted(),
    );
  });
});

test("with a least of 1 the manifest says so, and nothing is left out of groups of one", async () => {
  const one = await run(csvFile(csvOf(someCustomers(12))));
  expect(one.rows("cube-main")).toHaveLength(12);
  expect([
    one.manifest.minGroup,
    one.manifest.snapshots.some(
      ({ suppressed, name }) => suppressed !== undefined || name === "cube-margins",
    ),
  ]).toEqual([1, false]);
});
