import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { walk, type Json } from "../../support/compare.ts";
import { restate } from "../../support/restate.ts";
import { run, withCustomers } from "../../support/runs.ts";

const realCsv = process.env["REAL_CSV"];
const referencePath = realCsv === undefined ? undefined : join(dirname(realCsv), "reference.json");
const available = referencePath !== undefined && existsSync(referencePath);
const sample = join(import.meta.dirname, "../../../data/customers.csv");

/**
 * Words about the reference rather than figures of the data, and what only a MySQL run or another
 * parser would tell.
 */
const descriptive = [
  /(^|\.)(note|describe_note|made_with|mysql_equals_exact_reference|order|reference_order|rule)$/,
  /^queries\.Q\d+\.(mysql|mysql_row_count|ties)$/,
  /^file\.(ends_with_newline|quoted_fields|non_ascii_after_bom)$/,
];
const isDescriptive = (path: string) => descriptive.some((pattern) => pattern.test(path));

/**
 * What a synthetic sample with the real marginals need not share: its bytes, and who in particular
 * is in which row or has no rating.
 */
const personal = [
  /^(file|imputed\.customers|queries\.Q2\.(sum_customer_id|first5|last5)|duplicates\.rows_equal_apart_from_customer_id)$/,
  /^pearson\.before_imputation_pairwise\.(\w+\.review_rating|review_rating\.\w+)$/,
];

async function restated(csv: string): Promise<Json> {
  const made = await run(csv);
  return withCustomers(csv, (database, input) => restate({ run: made, database, input }));
}

const reference = (): Json => JSON.parse(readFileSync(referencePath ?? "", "utf8")) as Json;

describe("the walk over the reference", () => {
  test("finds a changed figure, a missing one, an unknown key and a list of another length", () => {
    const expected = { rows: 3, by: [{ count: 1, avg: 0.5 }], note: "words" };
    const found = (actual: Json) => walk(expected, actual, isDescriptive).differences;
    expect(found({ rows: 3, by: [{ count: 1, avg: 0.5 + 1e-12 }] })).toEqual([]);
    expect(found({ rows: 4, by: [{ count: 1, avg: 0.5001 }] })).toEqual([
      "rows: 4, expected 3",
      "by[0].avg: 0.5001, expected 0.5",
    ]);
    expect(found({ by: [{ count: 1, avg: 0.5 }] })).toEqual(["rows: undefined, expected 3"]);
    expect(found({ rows: 3, by: [] })).toEqual(["by: 0 entries, expected 1"]);
    expect(walk({ new_figure: { a: 1 } }, { rows: 3 }, isDescriptive).differences).toEqual([
      "new_figure: nothing to compare with",
    ]);
  });

  test.skipIf(!available)(
    "finds nothing else than the reference in the real export (REAL_CSV names none, or no reference.json beside it)",
    async () => {
      const result = walk(reference(), await restated(realCsv ?? ""), isDescriptive);
      expect(result.differences).toEqual([]);
      expect(result.compared).toBeGreaterThan(1500);
    },
  );

  test.skipIf(!available || !existsSync(sample))(
    "finds the counts and sums of the reference in the sample (needs REAL_CSV and data/customers.csv)",
    async () => {
      const result = walk(reference(), await restated(sample), (path) =>
        [...descriptive, ...personal].some((pattern) => pattern.test(path)),
      );
      expect(result.differences).toEqual([]);
      expect(result.compared).toBeGreaterThan(1300);
    },
  );
});
