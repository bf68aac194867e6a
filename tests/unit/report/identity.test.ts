import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseReport } from "../../../etl/report/load.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { run } from "../../support/runs.ts";

const description = `currency: EUR
data: orders.csv
table: orders
row: { one: order, many: orders }
key: order_no
person: customer
columns:
  order_no: { header: Order, type: string }
  customer: { header: Customer, type: string }
  channel: { header: Channel, type: string }
metrics:
  orders: { count: rows }
dashboard: { kpis: [orders], slicers: [channel] }
`;

test("the profile counts what identifies a row or a person, and names none of it", async () => {
  const folder = temporaryFolder();
  const csv = join(folder, "orders.csv");
  const rows = ["A-1,ann,web", "A-2,ann,web", "A-3,bob,store"];
  writeFileSync(csv, ["Order,Customer,Channel", ...rows].join("\n"));
  const report = parseReport(description, "report.yaml", folder);
  const { rows: rowsOf } = await run(csv, { report, sql: report.sql });
  const after = rowsOf("profile-text").filter(({ stage }) => stage === "after");
  const shown = after.map(({ column_name, unique_values, top, tied }) => [
    column_name,
    unique_values,
    top,
    tied,
  ]);
  expect(shown).toEqual([
    ["order_no", 3, null, ""],
    ["customer", 2, null, ""],
    ["channel", 2, "web", ""],
  ]);
});
