import { expect, test } from "vitest";
import { csvFile, csvOf, someCustomers } from "../../support/customers.ts";
import { refusal } from "../../support/refusals.ts";
import { withCustomers } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const rows = 120_000;
const [header = "", line = ""] = csvOf(someCustomers(1)).split("\r\n");
/** So large that several threads scan it at once. */
const lines = Array.from({ length: rows }, (_, index) =>
  line.replace(/^1,/, `${index + 1},`).replace("Maine", "Maine".repeat(30)),
);
const changed = (at: number, change: (line: string) => string) =>
  [header, ...lines.with(at - 2, change(lines[at - 2] ?? "")), ""].join("\r\n");

test("the rows of a large file stay in their order, odd ones too", fullTier, async () => {
  await withCustomers(
    csvFile(changed(100_000, (row) => row.replace(",Weekly", ",weekly"))),
    async (database, { notices }) => {
      const [found] = await database.rows(
        "SELECT count(*) AS n, count(*) FILTER (customer_id <> rowid + 1) AS moved FROM raw",
      );
      expect(found).toEqual({ n: BigInt(rows), moved: 0n });
      expect(notices).toEqual([
        'Read 1 value of "Frequency of Purchases" in another spelling of a listed value.',
      ]);
    },
  );
});

test("errors deep in a large file are reported with their lines", fullTier, async () => {
  expect(
    (await refusal(csvFile(changed(99_999, (row) => row.replace(/^\d+,/, "7,"))))).message,
  ).toBe(
    'customers.csv: 1 value of "Customer ID" occurs more than once; the first is 7, on lines 8 and 99999.',
  );
  expect(
    (await refusal(csvFile(changed(110_001, (row) => row.replace(/^(\d+),\d+/, "$1,old")))))
      .message,
  ).toMatch(/\n {2}line 110001, column "Age": "old" is not/);
  expect((await refusal(csvFile(changed(110_001, (row) => `${row},more`)))).message).toMatch(
    /\n {2}line 110001: has 19 fields/,
  );
});

test(
  "a large file in which nothing is odd is read whole, in whatever order",
  fullTier,
  async () => {
    await withCustomers(
      csvFile([header, ...lines, ""].join("\r\n")),
      async (database, { notices, source }) => {
        const [found] = await database.rows(
          "SELECT count(*) AS n, count(DISTINCT customer_id) AS ids, min(customer_id) AS " +
            "first, max(customer_id) AS last FROM raw",
        );
        expect(found).toEqual({
          n: BigInt(rows),
          ids: BigInt(rows),
          first: 1n,
          last: BigInt(rows),
        });
        expect([notices, source.rows]).toEqual([[], rows]);
      },
    );
  },
);
