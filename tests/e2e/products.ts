import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { seeded } from "../../sample/random.ts";

const description = `currency: EUR
data: sales.csv
table: sales
row: { one: sale, many: sales }
columns:
  product: { header: Product, type: string }
  category: { header: Category, type: string }
  region: { header: Region, type: string }
  channel: { header: Channel, type: string }
  amount: { header: Amount, type: money }
metrics:
  sales: { count: rows }
  revenue: { sum: amount, verb: [brings in, bring in] }
  average: { mean: amount }
dashboard:
  kpis: [sales, revenue]
  slicers: [region, channel]
  figures:
    - { id: by-category, bars: revenue, by: category }
    - { id: by-product, bars: revenue, by: product }
    - { id: average-by-product, bars: average, by: product }
`;

/** A sale; its amount in cents. */
export interface Sale {
  readonly product: string;
  readonly category: string;
  readonly region: string;
  readonly channel: string;
  readonly cents: number;
}

const { next } = seeded(11);
const pick = (most: number) => Math.floor(most * next());

/** Sales of 600 products, which are too many for one cube of all filters. */
export const sales: readonly Sale[] = Array.from({ length: 12_000 }, () => {
  const product = pick(600);
  return {
    product: `Product ${product}`,
    category: `Category ${product % 6}`,
    region: `Region ${pick(8)}`,
    channel: `Channel ${pick(4)}`,
    cents: 500 + pick(9000),
  };
});

/** Writes the sales as a CSV, beside their description. */
export function writeProducts(csv: string): void {
  const folder = dirname(csv);
  mkdirSync(join(folder, "sql"), { recursive: true });
  writeFileSync(join(folder, "report.yaml"), description);
  const lines = sales.map(({ product, category, region, channel, cents }) =>
    [product, category, region, channel, (cents / 100).toFixed(2)].join(","),
  );
  writeFileSync(csv, `Product,Category,Region,Channel,Amount\n${lines.join("\n")}\n`);
}
