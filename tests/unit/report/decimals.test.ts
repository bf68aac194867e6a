import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mysqlType } from "../../../etl/load/mysql/schema.ts";
import { mainCube } from "../../../etl/plan/index.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { openStore } from "../../../format/store.ts";
import { keyFigures } from "../../../src/views/key-figures.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { run } from "../../support/runs.ts";

const described = (currency: string, metrics = "") => `currency: ${currency}
data: data.csv
table: t
row: { one: order, many: orders }
columns:
  plan: { header: Plan, type: string }
  price: { header: Price, type: money }
  rate: { header: Rate, type: number, decimals: 4 }
cleaning:
  - { compute: "price * 2", into: twice, type: money }
  - { compute: "rate * 0.5", into: half, type: number, decimals: 6 }
metrics:
  total: { sum: price, label: Total, target: 2500 }
  doubled: { sum: twice }
  average: { mean: price, format: "0", target: 1000 }
  rate: { mean: rate }
  halves: { sum: half }
  tenths: { mean: rate, format: "0.0" }
  share: { share: { plan: a }, target: 60% }
  per_rate: { ratio: [doubled, total], format: "%" }
${metrics}
dashboard: { kpis: [total, doubled, average, rate, halves, tenths, share, per_rate] }
`;

/** The key figures of a report on a file, as the page writes them. */
async function figures(currency: string, csv: string): Promise<string[]> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "data.csv"), csv);
  const report = parseReport(described(currency), "report.yaml", folder);
  const snapshots = join(folder, "snapshots");
  await run(report.data, { report, sql: report.sql, snapshots });
  const store = openStore(snapshots);
  const cube = store.columns(mainCube);
  const total = Object.fromEntries(
    cube.fields.map(({ name }) => [name, Number(cube.values[name]?.[0])]),
  );
  return keyFigures(total, store.manifest).map(({ value, note }) =>
    `${value} ${note}`.trim().replaceAll("\u00a0", " "),
  );
}

test("yen have no decimals, dinars three, and numbers as many as are described", async () => {
  expect(await figures("JPY", 'Plan,Price,Rate\na,"¥1,200",0.1234\nb,801,0.00005\n')).toEqual([
    "¥2,001 80.0% of target ¥2,500",
    "¥4,002",
    "¥1,001 ¥1 above target ¥1,000",
    "0.0618",
    "0.061750",
    "0.1",
    "50% 1 orders; 10.0 points below target 60%",
    "200%",
  ]);
  expect((await figures("KWD", "Plan,Price,Rate\na,1.234,1\nb,0.5,2\n")).slice(0, 3)).toEqual([
    "KWD 1.734 0.1% of target KWD 2,500",
    "KWD 3.468",
    "KWD 1 KWD 999 below target KWD 1,000",
  ]);
});

test("an amount with more decimals than its currency has is refused", async () => {
  await expect(figures("JPY", "Plan,Price,Rate\na,12.5,1\n")).rejects.toThrow(
    /has 1 decimal: expected an amount .*, with no decimals/,
  );
  await expect(figures("KWD", "Plan,Price,Rate\na,1.2345,1\n")).rejects.toThrow(
    /has 4 decimals: expected an amount .*, with at most three decimals/,
  );
});

test("databases hold the decimals of each column", () => {
  const { columns, cleaning } = parseReport(described("KWD"), "report.yaml", ".");
  const made = cleaning.flatMap(({ makes }) => makes ?? []);
  expect([...columns, ...made].map(mysqlType)).toEqual([
    "VARCHAR(255)",
    "DECIMAL(12,3)",
    "DECIMAL(12,4)",
    "DECIMAL(12,3)",
    "DECIMAL(12,6)",
  ]);
});

test("a format or a number of decimals that cannot be is refused", () => {
  const refused = (more: string) => () => parseReport(described("USD", more), "report.yaml", ".");
  expect(refused('  n: { count: rows, format: "0.0" }')).toThrow(/format: is for amounts/);
  expect(refused('  n: { mean: rate, format: "%" }')).toThrow(/format: is for ratios/);
  const text = described("USD").replace("type: money }", "type: money, decimals: 3 }");
  expect(() => parseReport(text, "report.yaml", ".")).toThrow(/decimals: is for numbers/);
});
