import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { integer, openDatabase, textOf, type Database } from "../../../etl/database.ts";
import { clean } from "../../../etl/clean/index.ts";
import { read } from "../../../etl/read/index.ts";
import { contingency } from "../../../src/statistics/counts.ts";
import { anova, etaSquared, welchAnova } from "../../../src/statistics/groups.ts";
import { equivalence, welch } from "../../../src/statistics/means.ts";
import type { Sample } from "../../../src/statistics/sample.ts";

const realCsv = process.env["REAL_CSV"];

/** Reference values computed with scipy from the rows of the real export. */
describe.skipIf(realCsv === undefined)("tests of the real export (REAL_CSV names it) agree with scipy to 1e-6", () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
    const { headers } = await read(realCsv ?? "", database, () => undefined);
    await clean(database, headers);
  });
  afterAll(() => {
    database.close();
  });

  /** Groups of a measure, by name. */
  const groupsOf = async (measure: string, by: string): Promise<ReadonlyMap<string, Sample>> => {
    const rows = await database.rows(`SELECT ${by} AS g, count(*) AS n, CAST(sum(${measure}) AS DOUBLE) AS s, CAST(sum(${measure} * ${measure}) AS DOUBLE) AS q FROM customer GROUP BY ALL ORDER BY g`);
    return new Map(rows.map((row) => [textOf(row["g"]), { n: integer(row["n"]), sum: Number(row["s"]), squares: Number(row["q"]) }]));
  };
  const two = async (measure: string, by: string) => {
    const groups = await groupsOf(measure, by);
    return welch(groups.get("Yes") as Sample, groups.get("No") as Sample);
  };
  const near = (found: number, expected: number) => expect(Math.abs(found - expected)).toBeLessThan(1e-6);

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
    const rows = await database.rows("SELECT subscription_status AS s, count(*) FILTER (WHERE previous_purchases > 5) AS more, count(*) FILTER (WHERE previous_purchases <= 5) AS fewer FROM customer GROUP BY ALL ORDER BY s");
    const found = contingency(rows.map((row) => [integer(row["more"]), integer(row["fewer"])]));
    near(found.chiSquare, 5.09460202);
    near(found.p, 0.0240004208);
    near(found.v, 0.036142886);
  });
});
