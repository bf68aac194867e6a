import { expect, test, vi } from "vitest";
import { highlightSql } from "../../../src/site/highlight.ts";

test("code is told apart to its end, however slow the machine is", async () => {
  const sql = 'SELECT "Customer ID" AS customer_id FROM customer';
  const usual = await highlightSql(sql);
  expect(usual[0]?.filter(({ kind }) => kind === "keyword").map(({ text }) => text.trim())).toEqual(
    ["SELECT", "AS", "FROM"],
  );
  let now = 0;
  const clock = vi.spyOn(Date, "now").mockImplementation(() => (now += 10_000));
  expect(await highlightSql(sql)).toEqual(usual);
  clock.mockRestore();
});
