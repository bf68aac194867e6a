import type fc from "fast-check";
import Papa from "papaparse";
import { stringify } from "yaml";
import { chosen, type Choose } from "./descriptions/choose.ts";
import { claimsOf, driversOf } from "./descriptions/claims.ts";
import { cleaningOf } from "./descriptions/cleaning.ts";
import { currencies, rawColumns, type Currency } from "./descriptions/columns.ts";
import { dashboardOf, dimensionsOf } from "./descriptions/dashboard.ts";
import { metricsOf } from "./descriptions/metrics.ts";

/** A report as its author writes it: its description, and the file that it is of. */
export interface Described {
  readonly yaml: string;
  readonly csv: string;
}

const nouns = [
  { one: "customer", many: "customers" },
  { one: "child", many: "children" },
  { one: "order line", many: "order lines" },
  { one: "客", many: "日本の客" },
  { one: "2nd order", many: "2nd orders" },
];

function describe(choose: Choose): Described {
  const { of } = choose;
  const currency = of(Object.keys(currencies) as Currency[]);
  const { described, known: raw, cells, key } = rawColumns(choose, currency);
  const { steps, known } = cleaningOf(choose, raw);
  const metrics = metricsOf(choose, known);
  const description = {
    currency,
    data: "data.csv",
    table: of(["customer", "sales_2024", "t"]),
    row: of(nouns),
    ...(key === undefined ? {} : { key }),
    columns: described,
    cleaning: steps,
    metrics: metrics.described,
    dimensions: dimensionsOf(choose, known),
    dashboard: dashboardOf(choose, known, metrics.known),
    claims: claimsOf(choose, known, metrics.known),
    ...driversOf(choose, known, metrics.known),
  };
  const fields = [...cells.keys()];
  const data = (cells.get(fields[0] ?? "") ?? []).map((_, row) =>
    fields.map((name) => cells.get(name)?.[row] ?? ""),
  );
  const heads = fields.map((name) => (described[name] as { readonly header: string }).header);
  return {
    yaml: stringify(description),
    csv: `${Papa.unparse({ fields: heads, data }, { newline: "\n" })}\n`,
  };
}

/**
 * A whole report: one to three texts and as many numbers of all types, cleaning steps and metrics of
 * every kind, every mark, claims and drivers; of 1 to 60 rows. Names and values are awkward, groups
 * tie, sums are nothing or negative.
 */
export const descriptions: fc.Arbitrary<Described> = chosen(describe);
