import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import type { Manifest } from "../../../format/manifest.ts";
import { csvFile } from "../../support/customers.ts";
import { run } from "../../support/runs.ts";

type Row = Readonly<Record<string, string>>;

/** An edition of the export as people publish it. */
type Edition = readonly [
  what: string,
  change: (row: Row) => Row,
  options: { readonly delimiter?: string },
  notice: RegExp,
];

const amount = "Purchase Amount (USD)";
const rating = "Review Rating";
const decimalComma = (text = "") => text.replace(".", ",");
const snakeCase = (header: string) =>
  header
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "_")
    .replace(/_$/, "");

const editions: readonly Edition[] = [
  [
    "without Promo Code Used",
    ({ "Promo Code Used": _, ...row }) => row,
    {},
    /^The file has no column "Promo Code Used"/,
  ],
  [
    "with a nineteenth column",
    (row) => ({ ...row, Store: "North" }),
    {},
    /^Ignored a column .*Store/,
  ],
  [
    "with headers in snake_case",
    (row) => Object.fromEntries(Object.entries(row).map(([name, text]) => [snakeCase(name), text])),
    {},
    /^$/,
  ],
  [
    "with pandas' index before it",
    (row) => ({ "Unnamed: 0": String(Number(row["Customer ID"]) - 1), ...row }),
    {},
    /^Ignored a column .*Unnamed: 0/,
  ],
  [
    "with an age_group of its own",
    (row) => ({ ...row, age_group: Number(row["Age"]) < 30 ? "young" : "old" }),
    {},
    /^Ignored a column .*age_group/,
  ],
  [
    "with semicolons and decimal commas",
    (row) => ({
      ...row,
      [amount]: `${row[amount] ?? ""},00`,
      [rating]: decimalComma(row[rating]),
    }),
    { delimiter: ";" },
    /^Read [\d,]+ values of "Review Rating" with a decimal comma\.$/,
  ],
  [
    "with ratings of nine decimals",
    (row) => ({
      ...row,
      [rating]: row[rating] === "" ? "" : `${Number(row[rating]).toFixed(1)}00000004`,
    }),
    {},
    /^Rounded [\d,]+ values of "Review Rating" to two decimals\.$/,
  ],
  [
    "with NA for missing ratings",
    (row) => ({ ...row, [rating]: row[rating] || "NA" }),
    {},
    /^Treated 37 values of "Review Rating" as missing\.$/,
  ],
];

const { data } = Papa.parse<Row>(
  readFileSync("data/customers.csv", "utf8").replace(/^\ufeff/, ""),
  {
    header: true,
    skipEmptyLines: true,
  },
);

const figuresOf = ({ snapshots }: Manifest) =>
  snapshots.flatMap(({ name, kind, sha256 }) =>
    kind === "question" || kind === "cube" || kind === "finding" || kind === "driver"
      ? [[name, sha256] as const]
      : [],
  );

describe("an edition of the export gives the same figures", () => {
  let expected: ReturnType<typeof figuresOf> | undefined;

  test.each(editions)("%s", async (_, change, { delimiter = "," }, notice) => {
    expected ??= figuresOf((await run("data/customers.csv")).manifest);
    const text = Papa.unparse(data.map(change), { delimiter, newline: "\n" });
    const { manifest } = await run(csvFile(`${text}\n`));
    expect(figuresOf(manifest)).toEqual(expected);
    if (notice.source !== "^$")
      expect(manifest.notices.filter((each) => notice.test(each))).toHaveLength(1);
    else expect(manifest.notices).toEqual([]);
  });
});

test("values that differ only in case, spaces or punctuation get a notice with counts", async () => {
  const rows = data.map((row, index) =>
    index % 100 === 0 ? { ...row, "Shipping Type": "free shipping" } : row,
  );
  const { manifest } = await run(csvFile(`${Papa.unparse(rows, { newline: "\n" })}\n`));
  expect(manifest.notices.join("\n")).toMatch(
    /"Shipping Type" has values that differ only in case, spaces or punctuation: Free Shipping \(\d+\), free shipping \(39\)\./,
  );
  const discreet = await run(csvFile(`${Papa.unparse(rows, { newline: "\n" })}\n`), {
    minGroup: 5,
  });
  expect(discreet.manifest.notices.join("\n")).not.toContain("free shipping (");
});
