import { readFileSync, readdirSync } from "node:fs";
import { dimensionNames } from "../../../src/model/selection.ts";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sqlFiles } from "../../../etl/query/files.ts";
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

/** The statement without front matter, comments and the texts in it. */
const statementOf = (name: string) =>
  readFileSync(join(sqlFolder, name), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/--.*$/gm, "")
    .replace(/'(?:[^']|'')*'/g, "''");

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
    const sql = statementOf(name);
    for (const [what, pattern] of forbidden)
      expect(pattern.test(sql), `${name} holds ${what}`).toBe(false);
    // Sums without groups are one row, which has no order.
    if (name !== "schema.sql" && /GROUP BY|JOIN|WHERE/.test(sql))
      expect(sql, `${name} has no ORDER BY of its result`).toMatch(
        /\)?\s*ORDER BY [\w\s,]+(LIMIT \d+)?\s*;?\s*$/,
      );
  });

  test("there are the ten questions and the cube, and only the rows of customers are private", async () => {
    const questions = await sqlFiles(sqlFolder, "question");
    const cubes = await sqlFiles(sqlFolder, "cube");
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
    expect(
      [...questions, ...cubes].filter(({ published }) => !published).map(({ name }) => name),
    ).toEqual(["discount-big-spenders"]);
    expect(new Set(questions.map(({ question }) => question?.order)).size).toBe(questions.length);
    for (const { name, fields, published } of [...questions, ...cubes])
      if (published)
        expect(
          fields.map((field) => field.name),
          name,
        ).not.toContain("customer_id");
  });

  test("cubes hold every dimension that can be filtered by, and additive columns only", async () => {
    const cubes = await sqlFiles(sqlFolder, "cube");
    expect(cubes.map(({ name }) => name)).toEqual(["cube-products"]);
    for (const { name, fields } of cubes) {
      const texts = fields.filter(({ type }) => type === "text").map((field) => field.name);
      expect(texts.toSorted()).toEqual(
        dimensionNames
          .filter((dimension) => name === "cube-products" || dimension !== "item_purchased")
          .toSorted(),
      );
      for (const { type } of fields.filter((field) => !texts.includes(field.name)))
        expect(["count", "money", "decimal"]).toContain(type);
    }
  });
});
