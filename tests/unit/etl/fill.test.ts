import { describe, expect, test } from "vitest";
import { csvFile, csvOf, customers, type Customer } from "../../support/customers.ts";
import { failure, withCustomers } from "../../support/runs.ts";

/** Customers of one category with these ratings, "" for none. */
const rated = (category: string, ...ratings: readonly string[]): Customer[] =>
  ratings.map((review_rating) => ({ category, review_rating }));

/**
 * The ratings after cleaning in hundredths, in file order, with the notices and the snapshot of
 * medians.
 */
function imputed(...rows: readonly Customer[]) {
  return withCustomers(csvFile(csvOf(customers(...rows))), async (database, _, cleaned) => {
    const ratings = await database.rows(
      "SELECT CAST(review_rating * 100 AS BIGINT) AS r FROM customer ORDER BY customer_id",
    );
    const table = cleaned.tables.find(({ name }) => name === "cleaning-ratings");
    return {
      ratings: ratings.map((row) => Number(row["r"])),
      notices: cleaned.notices.filter((notice) => /rating/.test(notice)),
      table,
      entry: cleaned.log.find(({ step }) => step === "fill"),
    };
  });
}

describe("missing ratings", () => {
  test("an odd count takes the middle rating of its own category", async () => {
    const { ratings, table, entry } = await imputed(
      ...rated("Hats", "1", "4.5", "2", ""),
      ...rated("Shoes", "5", "", ""),
    );
    expect(ratings).toEqual([100, 450, 200, 200, 500, 500, 500]);
    expect(table?.columns.values).toEqual({
      category: ["Hats", "Shoes"],
      customers: [4, 3],
      missing: [1, 2],
      median: [200, 500],
    });
    expect(entry).toMatchObject({
      changed: 3,
      outcome: "3 missing values filled: 1 in Hats with 2.00, 2 in Shoes with 5.00.",
    });
  });

  test("an even count takes the mean of the two middle ratings, without a notice where that is a whole hundredth", async () => {
    const { ratings, notices } = await imputed(...rated("Hats", "3.1", "3.2", "1", "5", ""));
    expect(ratings.at(-1)).toBe(315);
    expect(notices).toEqual([]);
  });

  test("a median between two hundredths is rounded up, with a notice", async () => {
    const { ratings, notices, table } = await imputed(...rated("Hats", "3.10", "3.11", ""));
    expect(ratings).toEqual([310, 311, 311]);
    expect(table?.columns.values["median"]).toEqual([311]);
    expect(notices).toEqual([
      "The median review rating of Hats has more decimals than the column holds, so it was rounded to 3.11.",
    ]);
  });

  test("a category without any rating takes the median of all, with a notice", async () => {
    const { ratings, notices } = await imputed(
      ...rated("Hats", "3", "4"),
      ...rated("Shoes", "", ""),
    );
    expect(ratings).toEqual([300, 400, 350, 350]);
    expect(notices).toEqual([
      "No review rating in the category Shoes: its 2 missing values took the median of all, 3.50.",
    ]);
  });

  test("a category's name may hold quotes and look like SQL", async () => {
    const { ratings } = await imputed(
      ...rated("Men's 'best'", "2", ""),
      ...rated("x' THEN 1 --", "4", ""),
    );
    expect(ratings).toEqual([200, 200, 400, 400]);
  });

  test("no rating at all is refused with the column's name", async () => {
    const error = await failure(imputed(...rated("Hats", "", "")));
    expect(error.exitCode).toBe(3);
    expect(error.message).toBe(
      'The column "Review Rating" has no values, so there is no median to fill it with.',
    );
    expect(error.hint).toMatch(/at least one/);
  });

  test("where no rating is empty, nothing is changed", async () => {
    const { ratings, entry, notices } = await imputed(...rated("Hats", "3.10", "3.11"));
    expect(ratings).toEqual([310, 311]);
    expect(entry).toMatchObject({ changed: 0, outcome: "No value was missing." });
    expect(notices).toEqual([]);
  });
});
