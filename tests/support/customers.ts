import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { contract } from "./report.ts";
import { temporaryFolder } from "./folders.ts";

/** A customer as the CSV states them: text by the contract's column names. */
export type Customer = Readonly<Record<string, string>>;

/** The headers of the export, in its order. */
export const headers = contract.map((column) => column.header);

const plain: Customer = {
  customer_id: "1",
  age: "40",
  gender: "Female",
  item_purchased: "Blouse",
  category: "Clothing",
  purchase_amount: "59.99",
  location: "Maine",
  size: "M",
  color: "Gray",
  season: "Winter",
  review_rating: "3.5",
  subscription_status: "No",
  shipping_type: "Express",
  discount_applied: "Yes",
  promo_code_used: "Yes",
  previous_purchases: "3",
  payment_method: "Cash",
  frequency_of_purchases: "Weekly",
};

/** Customers numbered from 1, plain but for what is given. */
export function customers(...given: readonly Customer[]): Customer[] {
  return given.map((values, index) => ({ ...plain, customer_id: String(index + 1), ...values }));
}

/** `count` customers that differ enough for four age groups and two categories. */
export function someCustomers(count = 8): Customer[] {
  const categories = ["Clothing", "Footwear"];
  const amounts = ["0.29", "1.15", "19.99", "60"];
  return customers(
    ...Array.from({ length: count }, (_, index) => ({
      age: String(20 + ((5 * index) % 80)),
      category: categories[index % 2] ?? "",
      purchase_amount: amounts[index % 4] ?? "",
      gender: index % 3 === 0 ? "Male" : "Female",
      subscription_status: index % 2 === 0 ? "Yes" : "No",
    })),
  );
}

interface Dialect {
  readonly delimiter?: string;
  readonly newline?: string;
  readonly headers?: readonly string[];
  readonly finalNewline?: boolean;
}

/** Customers as CSV text, as PapaParse writes it. */
export function csvOf(
  rows: readonly Customer[],
  {
    delimiter = ",",
    newline = "\r\n",
    headers: names = headers,
    finalNewline = true,
  }: Dialect = {},
): string {
  const data = rows.map((row) => contract.map((column) => row[column.name] ?? ""));
  return (
    Papa.unparse({ fields: [...names], data }, { delimiter, newline }) +
    (finalNewline ? newline : "")
  );
}

/** Writes a CSV into a temporary folder and returns its path. */
export function csvFile(
  content: string | Uint8Array,
  folder = temporaryFolder(),
  name = "customers.csv",
): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
