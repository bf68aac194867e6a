import { readFileSync, writeFileSync } from "node:fs";
import Papa from "papaparse";
import { seeded } from "../../sample/random.ts";

/**
 * Writes the sample as October's export, and November's: some customers went, others came, some
 * with another purchase or in a new category.
 */
export function writeMonths(october: string, november: string): void {
  const sample = readFileSync("data/customers.csv", "utf8");
  const { data, meta } = Papa.parse<Record<string, string>>(sample.replace(/^\uFEFF/, ""), {
    header: true,
    skipEmptyLines: true,
  });
  const { next } = seeded(11);
  const kept = data.filter(() => next() > 0.04);
  const copied = Array.from({ length: 400 }, (_, index) => ({
    ...kept[Math.floor(next() * kept.length)],
    "Customer ID": String(100_001 + index),
  }));
  const dearer = (row: Record<string, string>) =>
    row["Category"] === "Footwear"
      ? { ...row, "Purchase Amount (USD)": String(2 * Number(row["Purchase Amount (USD)"])) }
      : row;
  const moved = (row: Record<string, string>) =>
    next() < 0.02 ? { ...row, Category: "Swimwear" } : row;
  writeFileSync(october, sample);
  writeFileSync(
    november,
    Papa.unparse(
      [...kept, ...copied].map((row) => moved(dearer(row))),
      { columns: meta.fields ?? [], newline: "\r\n" },
    ),
  );
  for (const [csv, date] of [
    [october, "2026-10-01"],
    [november, "2026-11-01"],
  ] as const)
    writeFileSync(
      csv.replace(/csv$/, "about.yaml"),
      `title: Customers of a month\ndate: ${date}\n`,
    );
}
