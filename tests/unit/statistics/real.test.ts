import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { integer, openDatabase, textOf, type Database } from "../../../etl/database.ts";
import { clean } from "../../../etl/clean/index.ts";
import type { Column } from "../../../etl/contract/columns.ts";
import { read } from "../../../etl/read/index.ts";
import { query } from "../../../etl/query/index.ts";
import { duckdbWarehouse } from "../../../etl/load/duckdb.ts";
import { judge } from "../../../src/sentences/finding.ts";
import { measure } from "../../../src/model/claim-tests.ts";
import { driversOf } from "../../../src/model/drivers.ts";
import { contingency } from "../../../src/statistics/counts.ts";
import { holm } from "../../../src/statistics/holm.ts";
import { anova, etaSquared, welchAnova } from "../../../src/statistics/groups.ts";
import { equivalence, welch } from "../../../src/statistics/means.ts";
import type { Sample } from "../../../src/statistics/sample.ts";
import { askedOf } from "../../support/queries.ts";
import { report } from "../../support/report.ts";

const realCsv = process.env["REAL_CSV"];

/** Reference values computed with scipy from the rows of the real export. */
describe.skipIf(realCsv === undefined)(
  "tests of the real export (REAL_CSV names it) agree with scipy to 1e-6",
  () => {
    let database: Database;
    let columns: readonly Column[];
    beforeAll(async () => {
      database = await openDatabase();
      const input = await read(report, realCsv ?? "", database, () => undefined);
      ({ columns } = await clean(database, input, report));
    });
    afterAll(async () => {
      await database.close();
    });

    /** What the report and its SQL ask of the rows. */
    const answers = async () =>
      query(
        await askedOf(database, columns),
        duckdbWarehouse(database, report.table),
        () => undefined,
      );
    /** Groups of a measure, by name. */
    const groupsOf = async (measure: string, by: string): Promise<ReadonlyMap<string, Sample>> => {
      const rows = await database.rows(
        `SELECT ${by} AS g, count(*) AS n, CAST(sum(${measure}) AS DOUBLE) AS s, ` +
          `CAST(sum(${measure} * ${measure}) AS DOUBLE) AS q FROM customer GROUP BY ALL ORDER ` +
          "BY g",
      );
      return new Map(
        rows.map((row) => [
          textOf(row["g"]),
          { n: integer(row["n"]), sum: Number(row["s"]), squares: Number(row["q"]) },
        ]),
      );
    };
    const two = async (measure: string, by: string) => {
      const groups = await groupsOf(measure, by);
      return welch(groups.get("Yes") as Sample, groups.get("No") as Sample);
    };
    const near = (found: number, expected: number) =>
      expect(Math.abs(found - expected)).toBeLessThan(1e-6);

    test("purchase amount of subscribers and others", async () => {
      const found = await two("purchase_amount", "subscription_status");
      near(found.estimate, -0.3731933549);
      near(found.low, -2.0382224617);
      near(found.high, 1.2918357518);
      near(found.t, -0.4395786254);
      near(found.df, 1902.3510869);
      near(found.p, 0.660292254);
      near(equivalence(found, 3), 0.0010015018);
    });

    test("previous purchases of subscribers and others", async () => {
      const found = await two("previous_purchases", "subscription_status");
      near(found.estimate, 1.0040848717);
      near(found.low, -0.0040211859);
      near(found.high, 2.0121909292);
      near(found.p, 0.0509199575);
      near(equivalence(found, 1.25), 0.3162065134);
    });

    test("purchase amount with and without a discount", async () => {
      const found = await two("purchase_amount", "discount_applied");
      near(found.estimate, -0.8513845735);
      near(found.low, -2.3521882547);
      near(found.high, 0.6494190776);
      near(found.p, 0.2661124449);
    });

    test("purchase amount by category", async () => {
      const groups = [...(await groupsOf("purchase_amount", "category")).values()];
      near(anova(groups).f, 1.4536190218);
      near(anova(groups).p, 0.2252193989);
      near(welchAnova(groups).p, 0.2543383686);
      near(etaSquared(groups), 0.0011180651);
    });

    test("more than five previous purchases by subscription", async () => {
      const rows = await database.rows(
        "SELECT subscription_status AS s, count(*) FILTER (WHERE previous_purchases > 5) AS " +
          "more, count(*) FILTER (WHERE previous_purchases <= 5) AS fewer FROM customer GROUP " +
          "BY ALL ORDER BY s",
      );
      const found = contingency(rows.map((row) => [integer(row["more"]), integer(row["fewer"])]));
      near(found.chiSquare, 5.09460202);
      near(found.p, 0.0240004208);
      near(found.v, 0.036142886);
    });

    test("pairs of categories, Welch with Holm", async () => {
      const { tables } = await answers();
      const table = tables.find(({ name }) => name === "finding-category-purchase");
      if (!table?.finding) throw new Error("The claim is gone.");
      const { pairs, ranking } = measure(table.finding, table.columns);
      expect(pairs.map(({ a, b }) => `${a} ${b}`).slice(0, 3)).toEqual([
        "Clothing Outerwear",
        "Footwear Outerwear",
        "Accessories Outerwear",
      ]);
      [0.3280231840292335, 0.32932883089770204, 0.32932883089770204, 1, 1, 1].forEach((p, index) =>
        near(pairs[index]?.p ?? NaN, p),
      );
      const outerwear = ranking.find(({ name }) => name === "Outerwear")?.interval;
      near(outerwear?.low ?? NaN, 54.48523686364549);
      near(outerwear?.high ?? NaN, 59.860442148700194);
    });

    test("correlations, with Fisher's interval", async () => {
      const { tables } = await answers();
      const expected = {
        "finding-history-purchase": [
          0.008063412270587706, -0.023328798866041535, 0.039439737899889415, 0.614678364303214,
        ],
        "finding-rating-purchase": [
          0.029658742692550682, -0.00172917402530838, 0.060988277089526935, 0.06402560214722798,
        ],
        "finding-age-history": [
          0.040444531142894626, 0.009069737240823056, 0.07173977142321215, 0.011537473770198772,
        ],
      };
      for (const [name, [r = 0, low = 0, high = 0, p = 0]] of Object.entries(expected)) {
        const table = tables.find((each) => each.name === name);
        if (!table?.finding) throw new Error(`${name} is gone.`);
        const found = measure(table.finding, table.columns);
        near(found.effect?.estimate ?? NaN, r);
        near(found.effect?.low ?? NaN, low);
        near(found.effect?.high ?? NaN, high);
        near(found.p, p);
      }
    });

    test("what dimensions account for: omega squared, with the interval of the noncentral F distribution", async () => {
      const { tables } = await answers();
      const table = tables.find(({ name }) => name === "driver-customers");
      if (!table?.driver) throw new Error("The drivers are gone.");
      const found = driversOf(table.driver, table.columns);
      const share = (measure: string, dimension: string) =>
        found
          .find((each) => each.measure === measure)
          ?.ranked.find((each) => each.dimension === dimension)?.share;
      const expected = [
        [
          share("spending per purchase", "Season"),
          0.0021079459055200573,
          0.0001681803172750801,
          0.006548156818563314,
        ],
        [
          share("spending per purchase", "Category"),
          0.0003488159940337584,
          0,
          0.0034674749020149297,
        ],
        [
          share("rating", "Color"),
          0.004845471172867432,
          0.0005632500450477755,
          0.011711715830903257,
        ],
      ] as const;
      for (const [interval, estimate, low, high] of expected) {
        near(interval?.estimate ?? NaN, estimate);
        near(interval?.low ?? NaN, low);
        near(interval?.high ?? NaN, high);
      }
      expect(found.map(({ ranked }) => ranked.filter(({ p }) => p < 0.05).length)).toEqual([
        0, 0, 0,
      ]);
    });

    test("the verdicts, all claims together", async () => {
      const results = await answers();
      const tables = results.tables.flatMap((table) =>
        table.finding
          ? [
              {
                name: table.name,
                spec: table.finding,
                found: measure(table.finding, table.columns),
              },
            ]
          : [],
      );
      const corrected = holm(tables.map(({ found }) => found.p));
      const verdicts = Object.fromEntries(
        tables.map(({ name, spec, found }, index) => [
          name,
          judge(spec, found, corrected[index] ?? NaN),
        ]),
      );
      expect(verdicts).toMatchObject({
        "finding-category-revenue": {
          verdict: "supported",
          sentence: expect.stringContaining(
            "$30,064 more revenue than Accessories, 99.1% of it because there are more purchases",
          ) as unknown,
        },
        "finding-category-purchase": { verdict: "not supported" },
        "finding-subscribers-purchase": {
          verdict: "not supported",
          sentence: expect.stringContaining("ruled out") as unknown,
        },
        "finding-subscribers-history": { verdict: "too close to call" },
        "finding-subscribers-share": { verdict: "not supported" },
        "finding-discount-purchase": { verdict: "not supported" },
        "finding-discount-gender": { verdict: "supported" },
        "finding-discount-volume": {
          verdict: "cannot be shown",
          sentence: expect.stringContaining(
            "63.2% of the 2,652 men and none of the 1,248 women",
          ) as unknown,
        },
        "finding-stable-revenue": { verdict: "cannot be shown" },
      });
    });
  },
);
