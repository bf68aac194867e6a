import { readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";

/** The folder of the example, and its CSV. */
export const subscriptions = join(import.meta.dirname, "../../examples/subscriptions");
export const subscribersFile = join(subscriptions, "data/subscribers.csv");

/** One line of the example's CSV, by its headers. */
export type Line = Readonly<Record<string, string>>;

/** The lines of the example's CSV, without any of the ETL. */
export const lines: readonly Line[] = Papa.parse<Record<string, string>>(
  readFileSync(subscribersFile, "utf8"),
  { header: true, skipEmptyLines: true },
).data;

/** Those that the report is about: without staff. */
export const paying = lines.filter((line) => line["Account Type"] === "Paying");

export const hasChurned = (line: Line): boolean => line["Churned"] === "Yes";

/** Its price in cents. */
export const cents = (line: Line): number => Math.round(Number(line["Monthly Price (EUR)"]) * 100);

/** The sum of what each line counts for. */
export const total = (of: readonly Line[], value: (line: Line) => number): number =>
  of.reduce((sum, line) => sum + value(line), 0);
