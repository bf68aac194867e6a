import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { storedSums } from "../../../etl/plan/cube.ts";
import { planOf } from "../../../etl/plan/index.ts";
import { fileKinds, sqlFiles } from "../../../etl/query/files.ts";
import { readReport } from "../../../etl/report/load.ts";
import { planningOf } from "../../support/queries.ts";
import { report } from "../../support/report.ts";
import { sqlFolder } from "../../support/runs.ts";

const files = readdirSync(sqlFolder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".sql"))
  .toSorted();

/** What MySQL and DuckDB read or compute differently. */
const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a backtick", /`/],
  ["AVG(), whose scale is the engine's own", /\bavg\s*\(/i],
  ["ROUND(): rounding is display", /\bround\s*\(/i],
  ["a double-quoted identifier, a string to MySQL", /"/],
  ["a :: cast", /::/],
  [
    "an engine's own function or clause",
    /\b(ifnull|nvl|iif|median|quantile\w*|percentile\w*|group_concat|string_agg|date_format|strftime|qualify|filter\s*\(|group\s+by\s+all)\b/i,
  ],
  ["|| which MySQL reads as OR", /\|\|/],
];

/** A statement without front matter, comments and the texts in it. */
const withoutTexts = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/--.*$/gm, "")
    .replace(/'(?:[^']|'')*'/g, "''");

/** The repository's report and those of the tests. */
const reports = [
  report,
  ...(await Promise.all(
    readdirSync(join(import.meta.dirname, "../../reports")).map((name) =>
      readReport(join(import.meta.dirname, "../../reports", name)),
    ),
  )),
];
const made = reports.flatMap((each) =>
  [2, 30].flatMap((size) => {
    const texts = each.columns.map(({ name }) => [name, size] as const);
    return planOf(planningOf(each, Object.fromEntries(texts))).bases.map(
      ({ name, sql }) => [`${name} of ${each.file}, ${size} values each`, sql] as const,
    );
  }),
);

describe("the SQL that both engines run", () => {
  test("the lint finds what it looks for", () => {
    const bad = [
      "`x`",
      "AVG (x)",
      "round(x, 2)",
      '"x"',
      "x::int",
      "count(*) FILTER (WHERE x)",
      "x || y",
    ];
    for (const sql of bad)
      expect(
        forbidden.some(([, pattern]) => pattern.test(sql)),
        sql,
      ).toBe(true);
  });

  test.for(files)("%s", (name) => {
    const sql = withoutTexts(readFileSync(join(sqlFolder, name), "utf8"));
    for (const [what, pattern] of forbidden)
      expect(pattern.test(sql), `${name} holds ${what}`).toBe(false);
    // Sums without groups are one row, which has no order.
    if (name !== "schema.sql" && /GROUP BY|JOIN|WHERE/.test(sql))
      expect(sql, `${name} has no ORDER BY of its result`).toMatch(
        /\)?\s*ORDER BY [\w\s,]+(LIMIT \d+)?\s*;?\s*$/,
      );
  });

  test.for(made)("%s", ([name, statement]) => {
    const sql = withoutTexts(statement);
    for (const [what, pattern] of forbidden)
      expect(pattern.test(sql), `${name} holds ${what}`).toBe(false);
    expect(/GROUP BY/.test(sql)).toBe(/^SELECT\n {2}\w+,/.test(sql));
    const [, grouped] = /\nGROUP BY ([\w, ]+)\nORDER BY \1$/.exec(sql) ?? [];
    if (sql.includes("GROUP BY")) expect(grouped, `${name} is not in order`).toBeDefined();
  });

  test("there are the ten questions and a claim, and only the rows of customers are private", async () => {
    const questions = await sqlFiles(sqlFolder, "question");
    const files = (await Promise.all(fileKinds.map((kind) => sqlFiles(sqlFolder, kind)))).flat();
    expect(questions.map(({ name }) => name)).toEqual([
      "discount-big-spenders",
      "loyalty-segments",
      "most-discounted-products",
      "repeat-buyers-by-subscription",
      "revenue-by-age-group",
      "revenue-by-gender",
      "shipping-comparison",
      "subscription-value",
      "top-products-per-category",
      "top-rated-products",
    ]);
    expect(files.filter(({ kind }) => kind === "finding").map(({ name }) => name)).toEqual([
      "finding-subscribers-repeat",
    ]);
    expect(files.filter(({ published }) => !published).map(({ name }) => name)).toEqual([
      "discount-big-spenders",
    ]);
    expect(new Set(questions.map(({ question }) => question?.order)).size).toBe(questions.length);
    for (const { name, fields, published } of files)
      if (published)
        expect(
          fields.map((field) => field.name),
          name,
        ).not.toContain("customer_id");
  });

  test.for(reports)("the cube of $file sums additive columns only", (each) => {
    const sums = storedSums(each.analysis);
    expect(sums[0]?.sql).toBe("COUNT(*)");
    for (const { field, sql } of sums) {
      expect(sql).toMatch(/^(COUNT|SUM)\(/);
      expect(["count", "integer", "money", "decimal"]).toContain(field.type);
    }
  });

  test("one statement of the report holds every dimension that can be filtered by", () => {
    const { bases } = planOf(planningOf(report));
    expect(bases[0]?.by).toEqual([
      "subscription_status",
      "category",
      "gender",
      "shipping_type",
      "age_group",
      "season",
      "item_purchased",
    ]);
  });
});
