import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { jsonSchema } from "../etl/report/schema.ts";
import { withKeyTables, type Schema } from "./report-keys.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** The page of docs that holds the tables. */
export const reportPage = "docs/report.md";

/** The reports whose values are examples: one that is written for the page, then the shipped ones. */
export const exampleReports = [
  "tools/report-keys.yaml",
  "examples/subscriptions/report.yaml",
  "report.yaml",
] as const;

/** The page with the tables that the schema makes of it. */
export const writtenPage = (page: string): string =>
  withKeyTables(
    page,
    jsonSchema() as Schema,
    exampleReports.map((file) => parse(read(file)) as unknown),
  );

// Run by `npm run schema`.
if (import.meta.main) writeFileSync(join(root, reportPage), writtenPage(read(reportPage)));
