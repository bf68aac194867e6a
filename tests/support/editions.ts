import { readFileSync } from "node:fs";
import { join } from "node:path";
import { historySchema, type History } from "../../format/history.ts";
import { seeded } from "../../sample/random.ts";
import { csvOf, customers, type Customer } from "./customers.ts";

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

/** The history that a folder of snapshots holds. */
export const historyIn = (folder: string): History =>
  historySchema.parse(JSON.parse(readFileSync(join(folder, "history.json"), "utf8")));
