import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contract } from "../../support/report.ts";
import type { Column } from "../../../etl/contract/columns.ts";
import { normalize } from "../../../etl/contract/normalize.ts";
import { isCanonical, literal, typedValue } from "../../../etl/contract/sql.ts";
import { openDatabase, textOf, type Database } from "../../../etl/database.ts";

let database: Database;
beforeAll(async () => (database = await openDatabase()));
afterAll(() => database.close());

const columnNamed = (name: string) => {
  const column = contract.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(name);
  return column;
};

const pieces = [
  "0",
  "1",
  "5",
  "9",
  "12",
  "00",
  ".",
  ".5",
  ",",
  "+",
  "-",
  "$",
  "USD",
  " ",
  "\u00a0",
  "\t",
  "e",
  "x",
  "_",
  "(",
  ")",
  "%",
  "Yes",
  "no",
  "Y",
  "Weekly",
  "é",
  "\u0423",
  "''",
  "\u200b",
];
/** Texts of which some are numbers or words of a list, and many nearly so. */
const nearly = fc
  .array(fc.constantFrom(...pieces), { maxLength: 5 })
  .map((parts) => parts.join(""));

describe("a value that is written as the contract writes it", () => {
  test.for(contract.map(({ name }) => name))(
    "%s: the scan and the second look agree on what that is, and on its value",
    async (name) => {
      const column = columnNamed(name);
      const given = [
        ...new Set([
          ...fc.sample(nearly, 1_500),
          ...(column.allowed ?? []),
          "19.9",
          "40",
          "3.5",
          "1,234.50",
          "$5",
          "",
        ]),
      ];
      const values = given.map((text) => `(${literal(text)})`).join(", ");
      const { columns } = await database.columns(
        `SELECT COALESCE(${isCanonical(column, "x")}, FALSE), ` +
          `CAST(${typedValue(column, "x")} AS VARCHAR) FROM (VALUES ${values}) AS given (x)`,
      );
      const second = given.map((text) => normalize(column, text));
      const normalized = second.map((result) => ("refusal" in result ? null : result.value));
      const { columns: typed } = await database.columns(
        `SELECT CAST(${typedValue(column, "x")} AS VARCHAR) FROM (VALUES ${normalized.map((value) => `(${value === null ? "NULL" : literal(value)})`).join(", ")}) AS normalized (x)`,
      );
      given.forEach((text, index) => {
        const result = second[index];
        const asIs = result !== undefined && "value" in result && result.changes.length === 0;
        expect([text, asIs]).toEqual([text, columns[0]?.[index]]);
        if (asIs)
          expect([text, textOf(typed[0]?.[index])]).toEqual([text, textOf(columns[1]?.[index])]);
        // Whatever is read is a value of the column's type.
        if (result && "value" in result && result.value !== null)
          expect([text, textOf(typed[0]?.[index])]).not.toEqual([text, ""]);
      });
    },
  );
});

describe("a value that is written in another way", () => {
  test.for([
    ["purchase_amount", "$1,234.50", "1234.5", ["currency"]],
    ["purchase_amount", " US$ 12 ", "12", ["spaces", "currency"]],
    ["purchase_amount", "12.50 USD", "12.5", ["currency"]],
    ["purchase_amount", "$1,234", "1234", ["currency"]],
    ["purchase_amount", "1,234,567", "1234567", ["currency"]],
    ["purchase_amount", "19.900", "19.9", ["digits"]],
    ["purchase_amount", ".5", "0.5", ["digits"]],
    ["age", "+40", "40", ["digits"]],
    ["age", "\u00a040.0\t", "40", ["spaces", "digits"]],
    ["customer_id", "0042", "42", ["digits"]],
    ["review_rating", " \u00a0", null, ["spaces"]],
    ["review_rating", "NA", null, ["missing"]],
    ["review_rating", " \\N ", null, ["spaces", "missing"]],
    ["review_rating", "4.555", "4.56", ["rounded"]],
    ["review_rating", "4.994999999", "4.99", ["rounded"]],
    ["review_rating", "4.995", "5", ["rounded"]],
    ["review_rating", "1.000000001", "1", ["rounded"]],
    ["subscription_status", "YES", "Yes", ["spelling"]],
    ["subscription_status", " n", "No", ["spaces", "spelling"]],
    ["frequency_of_purchases", "every 3\u00a0months", "Every 3 Months", ["spelling"]],
    ["subscription_status", "1.0", "Yes", ["spelling"]],
    ["subscription_status", "0.0", "No", ["spelling"]],
    ["discount_applied", " 1.00", "Yes", ["spaces", "spelling"]],
    ["frequency_of_purchases", "Biweekly", "Bi-Weekly", ["spelling"]],
    ["frequency_of_purchases", "BI WEEKLY", "Bi-Weekly", ["spelling"]],
    ["frequency_of_purchases", "bi\u2010weekly", "Bi-Weekly", ["spelling"]],
    ["frequency_of_purchases", "every-3-months", "Every 3 Months", ["spelling"]],
    ["previous_purchases", "1,024", "1024", ["separators"]],
    ["previous_purchases", "1,000,000", "1000000", ["separators"]],
    ["previous_purchases", "+1,024.0", "1024", ["separators", "digits"]],
    ["customer_id", "12,345,678", "12345678", ["separators"]],
    ["gender", "\u2003Male ", "Male", ["spaces"]],
    ["gender", "\tMale\n", "\tMale\n", []],
  ] satisfies [string, string, string | null, string[]][])(
    "%s %j is %j",
    ([name, text, value, changes]) => {
      expect(normalize(columnNamed(name), text)).toEqual({ value, changes });
    },
  );

  test.for([
    ["purchase_amount", "1,23", "has a decimal comma: "],
    ["purchase_amount", "12,34.50", "is not an amount"],
    ["purchase_amount", "$", "is not an amount"],
    ["purchase_amount", "$-5", "is not an amount"],
    ["purchase_amount", "1.2.3", "is not an amount"],
    ["purchase_amount", "Infinity", "is infinity: "],
    ["age", "$40", "is not a whole number"],
    ["age", "1,234", "is out of range: "],
    ["previous_purchases", "1,02", "has a decimal comma: "],
    ["previous_purchases", "12,345,67", "is not a whole number"],
    ["purchase_amount", "1,234", "may mean thousands or a decimal comma: "],
    ["purchase_amount", "12 EUR", "is in another currency (EUR): "],
    ["purchase_amount", "A$12", "is in another currency (A$): "],
    ["purchase_amount", "12 kr", "is in another currency (kr): "],
    ["subscription_status", "1.5", "is not Yes or No"],
    ["subscription_status", "2.0", "is not Yes or No"],
    ["review_rating", "-", "is not a number: "],
    ["review_rating", "5.006", "is out of range"],
    ["purchase_amount", "1.999", "has 3 decimals: expected an amount"],
    ["location", "NA", "stands for a missing value"],
    ["age", "N/A", "is not a number"],
    ["subscription_status", "\u041do", 'has "\u041d" (U+041D, Cyrillic) in it: expected Yes or No'],
    ["frequency_of_purchases", "1", "is not one of Weekly"],
  ] satisfies [string, string, string][])("%s %j is refused: it %s", ([name, text, reason]) => {
    const normalized = normalize(columnNamed(name), text);
    expect("refusal" in normalized ? normalized.refusal.slice(0, reason.length) : normalized).toBe(
      reason,
    );
  });
});

describe("a column that is described otherwise", () => {
  const column = (more: Partial<Column>): Column => ({
    name: "value",
    header: "Value",
    aliases: [],
    label: "Value",
    type: "money",
    unit: "EUR",
    description: "",
    range: [-1e6, 1e6],
    ...more,
  });
  const value = (of: Column, text: string) => {
    const found = normalize(of, text);
    return "refusal" in found ? found.refusal : found.value;
  };

  test.each([
    ["59,99", "59.99"],
    ["1.234,5", "1234.5"],
    ["-1.234.567", "out of range"],
    ["12 €", "12"],
    ["€ 1.234,50", "1234.5"],
    ["12.5", "is not an amount"],
    ["1,234.5", "has 4 decimals"],
    ["12,345", "has 3 decimals"],
  ])("with decimal commas %j is %s", (text, expected) => {
    expect(value(column({ decimalChar: "," }), text)).toMatch(expected);
  });

  test("gives a missing text its own, which must not be in the file", () => {
    const city = column({ type: "text", missingText: "Unknown" });
    expect(["", "NA", " None "].map((text) => value(city, text))).toEqual([
      "Unknown",
      "Unknown",
      "Unknown",
    ]);
    expect(value(city, "Unknown")).toMatch(/must not occur in the file/);
    expect(value(column({ type: "text", missingValues: ["-"] }), "None")).toBe("None");
    expect(value(column({ type: "text", missingValues: ["-"] }), "-")).toMatch(/missing value/);
  });
});
