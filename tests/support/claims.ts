import type { Columns, Value } from "../../format/columns.ts";
import type { FieldType } from "../../format/fields.ts";
import type { FindingSpec } from "../../format/finding.ts";
import { measure } from "../../src/model/claim-tests.ts";
import { judge, type Judgement } from "../../src/sentences/finding.ts";

/** A claim that names no groups, tested alone. */
export const claim = (
  comparison: FindingSpec["comparison"],
  more: Partial<FindingSpec> = {},
): FindingSpec => ({
  claim: "It is so.",
  about: "Claims",
  order: 1,
  comparison,
  measure: "spending",
  unit: "USD",
  groups: [],
  direction: "differently",
  names: {},
  noun: { one: "customer", many: "customers" },
  ...more,
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function columnsOf(
  names: readonly (readonly [string, FieldType])[],
  rows: readonly (readonly Value[])[],
): Columns {
  return {
    fields: names.map(([name, type]) => ({ name, type, label: name, unit: "" })),
    length: rows.length,
    values: Object.fromEntries(
      names.map(([name], index) => [name, rows.map((row) => row[index] ?? null)]),
    ),
  };
}

/** Values of some groups as a claim's query gives them. */
export function samples(groups: Readonly<Record<string, readonly number[]>>): Columns {
  const rows = Object.entries(groups).map(([name, values]) => [
    name,
    values.length,
    sum(values),
    sum(values.map((value) => value * value)),
  ]);
  return columnsOf(
    [
      ["group_name", "text"],
      ["n", "number"],
      ["total", "number"],
      ["squares", "number"],
    ],
    rows,
  );
}

/** How many of each group are a Yes, and how many are there. */
export function outcomes(
  groups: Readonly<Record<string, readonly [hits: number, n: number]>>,
): Columns {
  const rows = Object.entries(groups).flatMap(
    ([name, [hits, n]]) =>
      [
        [name, "No", n - hits],
        [name, "Yes", hits],
      ] as const,
  );
  return columnsOf(
    [
      ["group_name", "text"],
      ["outcome", "text"],
      ["n", "number"],
    ],
    rows.filter(([, , n]) => n > 0),
  );
}

/** Pairs of numbers as a claim's query sums them. */
export function pairs(xs: readonly number[], ys: readonly number[]): Columns {
  const of = (f: (x: number, y: number) => number) =>
    sum(xs.map((x, index) => f(x, ys[index] ?? 0)));
  return columnsOf(
    ["n", "sum_x", "sum_y", "squares_x", "squares_y", "products"].map((name) => [name, "number"]),
    [
      [
        xs.length,
        of((x) => x),
        of((_, y) => y),
        of((x) => x * x),
        of((_, y) => y * y),
        of((x, y) => x * y),
      ],
    ],
  );
}

/** What is said of a claim that is tested alone. */
export function judged(spec: FindingSpec, columns: Columns): Judgement {
  const found = measure(spec, columns);
  return judge(spec, found, found.p);
}
