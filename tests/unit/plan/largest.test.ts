import { expect, test } from "vitest";
import { parseReport } from "../../../etl/report/load.ts";
import { csvFile } from "../../support/customers.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { failure, run } from "../../support/runs.ts";

const describedWith = (kpi: string) =>
  parseReport(
    `currency: EUR
data: a.csv
table: sale
row: { one: sale, many: sales }
columns:
  kind: { header: Kind, type: string }
  price: { header: Price, type: money }
  units: { header: Units, type: integer }
metrics:
  sales: { count: rows }
  average_price: { mean: price }
  average_units: { mean: units }
dashboard: { kpis: [${kpi}], slicers: [kind] }
drivers: { title: D, of: [average_price, average_units], by: [kind] }
claims:
  - { id: both, claim: A., about: B, correlation: [price, units] }
`,
    "report.yaml",
    ".",
  );
const ran = (kpi: string) =>
  run(
    csvFile(
      "Kind,Price,Units\na,9999999999.99,9007199254740991\na,-9999999999.99,-9007199254740990\nb,9999999999.99,9007199254740991\nb,0.01,9007199254740989\n",
    ),
    { report: describedWith(kpi), sql: temporaryFolder() },
  );

test("squares and products of the largest numbers that a column takes are summed exactly", async () => {
  const { rows } = await ran("average_price");
  const [most, cents] = [9007199254740991n, 999999999999n];
  const squares = (...of: readonly bigint[]) => of.reduce((sum, each) => sum + each * each, 0n);
  const decimal = (units: bigint, digits: number) => Number(units) / 10 ** digits;
  expect(rows("driver-sales")).toEqual([
    {
      dimension: "kind",
      group_name: "a",
      n: 2,
      average_price_total: 0,
      average_price_squares: decimal(squares(cents, -cents), 4),
      average_units_total: 1,
      average_units_squares: Number(squares(most, 1n - most)),
    },
    {
      dimension: "kind",
      group_name: "b",
      n: 2,
      average_price_total: decimal(cents + 1n, 2),
      average_price_squares: decimal(squares(cents, 1n), 4),
      average_units_total: Number(2n * most - 2n),
      average_units_squares: Number(squares(most, most - 2n)),
    },
  ]);
  const products = cents * most + cents * (most - 1n) + cents * most + (most - 2n);
  expect(rows("finding-both")[0]).toMatchObject({
    n: 4,
    squares_x: decimal(3n * cents * cents + 1n, 4),
    products: decimal(products, 2),
  });
});

test("a sum that a browser could not hold exactly is refused, with what to do", async () => {
  const error = await failure(ran("average_units"));
  expect(error).toMatchObject({
    exitCode: 3,
    message: "The sum units_sum is too large to be exact in a browser.",
    hint: "Describe the column in a larger unit, or leave the metric out of report.yaml.",
  });
});
