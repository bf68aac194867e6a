import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseReport } from "../../etl/report/load.ts";
import type { Report } from "../../etl/report/report.ts";
import { historySchema, type History } from "../../format/history.ts";
import { seeded } from "../../sample/random.ts";
import { csvFile, csvOf, customers, type Customer } from "./customers.ts";
import { temporaryFolder } from "./folders.ts";
import { sharedFolder } from "./shared-folder.ts";
import { run } from "./runs.ts";

const categories = ["Clothing", "Accessories", "Footwear"];

/** Customers that differ in all that is followed, made from a seed. */
export function edition(
  seed: number,
  count: number,
  first = 1,
  change: (customer: Customer, index: number) => Customer = (customer) => customer,
): Customer[] {
  const { next } = seeded(seed);
  const pick = (values: readonly string[]) => values[Math.floor(next() * values.length)] ?? "";
  return customers(
    ...Array.from({ length: count }, (_, index) => ({
      customer_id: String(first + index),
      age: String(18 + Math.floor(next() * 50)),
      category: pick(categories),
      gender: pick(["Female", "Male"]),
      purchase_amount: String(20 + Math.floor(next() * 80)),
      review_rating: next() < 0.02 ? "" : (2 + Math.floor(next() * 31) / 10).toFixed(1),
      subscription_status: next() < 0.3 ? "Yes" : "No",
      previous_purchases: String(Math.floor(next() * 50)),
    })),
  ).map(change);
}

export const text = (rows: readonly Customer[]) => csvOf(rows);

const root = join(import.meta.dirname, "../..");
const described = readFileSync(join(root, "report.yaml"), "utf8");
const guardLines = /^guards:\n((?:  - .*\n)+)/m;

/** The guards of the repository's report, a line each. */
export const rootGuards: readonly string[] = (guardLines.exec(described)?.[1] ?? "")
  .trimEnd()
  .split("\n")
  .map((line) => line.replace(/^ *- /, ""));

/** The repository's report with other guards. */
export function guardedBy(...guards: readonly string[]): Report {
  const lines = guards.length === 0 ? " []\n" : ["", ...guards].join("\n  - ") + "\n";
  return parseReport(described.replace(guardLines, `guards:${lines}`), "report.yaml", root);
}

/** The history that a folder of snapshots holds. */
export const historyIn = (folder: string): History =>
  historySchema.parse(JSON.parse(readFileSync(join(folder, "history.json"), "utf8")));

const kept = mkdtempSync(join(sharedFolder(), "editions-"));
const built = new Map<string, string>();

/**
 * A new folder with the snapshots of CSVs that were built into it one after the other. Each series
 * is built once and then copied.
 */
export async function snapshotsOf(...csvs: readonly string[]): Promise<string> {
  const snapshots = join(temporaryFolder(), "snapshots");
  const last = csvs.at(-1);
  if (last === undefined) return snapshots;
  const key = JSON.stringify(csvs);
  const known = built.get(key);
  if (known !== undefined) cpSync(known, snapshots, { recursive: true });
  else {
    const before = await snapshotsOf(...csvs.slice(0, -1));
    await run(csvFile(last), { snapshots: before });
    const copy = join(kept, String(built.size));
    for (const folder of [copy, snapshots]) cpSync(before, folder, { recursive: true });
    built.set(key, copy);
  }
  return snapshots;
}
