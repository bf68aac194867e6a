import { describe, expect, test } from "vitest";
import { csvFile, csvOf, headers, someCustomers } from "../../support/customers.ts";
import { refusal } from "../../support/refusals.ts";
import { withCustomers } from "../../support/runs.ts";

const rows = someCustomers(3);
const renamed = (names: Readonly<Record<string, string>>) =>
  csvOf(rows, { headers: headers.map((header) => names[header] ?? header) });
const refused = (content: string) => refusal(csvFile(content));
const amount = "Purchase Amount (USD)";

describe("a currency in a heading", () => {
  test.for([
    ["Purchase Amount (EUR)", "EUR"],
    ["Purchase Amount (€)", "€"],
    ["Amount in £", "£"],
    ["purchase_amount_gbp", "gbp"],
    ["Amount ¥", "¥"],
    ["Purchase Amount in Euros", "Euros"],
    ["Amount (CA$)", "CA$"],
    ["PURCHASE AMOUNT [INR]", "INR"],
  ])("%s is refused as another currency", async ([heading = "", currency]) => {
    expect(await refused(renamed({ [amount]: heading }))).toMatchObject({
      message:
        `customers.csv, line 1: the column "${heading}" is in another currency (${currency}): ` +
        `expected "${amount}".`,
      hint: "Convert the amounts to USD and rename the column; the report converts no currencies.",
      exitCode: 3,
    });
  });

  test.for([
    "Purchase Amount",
    "Purchase Amount ($)",
    "Amount in US$",
    "amount (USD)",
    "purchase_amount_usd",
    "Purchase Amount in dollars",
  ])("%s is read", async (heading) => {
    await withCustomers(csvFile(renamed({ [amount]: heading })), async (database) => {
      const [row] = await database.rows(
        "SELECT CAST(sum(purchase_amount) AS VARCHAR) AS s FROM raw",
      );
      expect(row?.["s"]).toBe("21.43");
    });
  });

  test("of a column beside the one that is read does not matter", async () => {
    const lines = csvOf(rows).trimEnd().split("\r\n");
    const both = lines.map(
      (line, index) => `${line},${index === 0 ? "Purchase Amount (EUR)" : "7"}`,
    );
    await withCustomers(csvFile(both.join("\n")), (_, { source }) => {
      expect(source.ignoredColumns).toEqual(["Purchase Amount (EUR)"]);
      return Promise.resolve();
    });
  });
});

describe("suggestions", () => {
  test("prefer the header that has all words of the missing column", async () => {
    const error = await refused(
      renamed({ "Review Rating": "Customer Review Rating", Color: "Review Ratings" }),
    );
    expect(error.message).toBe(
      'customers.csv, line 1: 2 columns are missing: "Color" and "Review Rating" (is it the column "Customer Review Rating"?).',
    );
  });

  test("name each header once", async () => {
    const { message } = await refused(renamed({ Age: "Customer Age Size", Size: "Extra" }));
    expect(message.match(/Customer Age Size/g)).toHaveLength(1);
  });

  test("are not made where none is near, nor does the hint speak of them", async () => {
    const { message, hint } = await refused(
      renamed({ Age: "Tag", Size: "Zip code", Color: "Rank" }),
    );
    expect(message).toBe(
      'customers.csv, line 1: 3 columns are missing: "Age", "Size" and "Color".',
    );
    expect(hint).toMatch(/^Export the file again with all 18 columns: Customer ID, Age, /);
  });

  test("come first where more than six columns are missing", async () => {
    const gone = Object.fromEntries(
      headers.slice(1, 9).map((header, index) => [header, `zz${index}zz`]),
    );
    const { message } = await refused(renamed({ ...gone, [headers[9] ?? ""]: "Seasons" }));
    expect(message).toBe(
      'customers.csv, line 1: 9 columns are missing: "Season" (is it the column "Seasons"?), "Age", "Gender", "Item Purchased", "Category", "Purchase Amount (USD)" and 3 more.',
    );
  });
});

describe("a first line that is not the header", () => {
  const csv = csvOf(rows);

  test.for([
    [
      "Customer report 2024\r\n",
      'line 1 is a title ("Customer report 2024"), not the header; the header is on line 2.',
    ],
    [
      `Customers, all${",".repeat(16)}\r\n\r\n`,
      "line 1 is not the header; the header is on line 3.",
    ],
    [
      `"Sales\nby customer"${",".repeat(17)}\r\n`,
      'line 1 is a title ("Sales\\nby customer"), not the header; the header is on line 3.',
    ],
    [
      "\r\n  \r\nReport\r\nJune\r\n",
      'line 3 is a title ("Report"), not the header; the header is on line 5.',
    ],
  ])("%j is said to be a title", async ([before = "", sentence = ""]) => {
    expect(await refused(before + csv)).toMatchObject({
      message: `customers.csv, ${sentence}`,
      hint: "Delete the lines before the one that names the columns.",
    });
  });

  test("a file without a header is said to have none", async () => {
    for (const delimiter of [",", ";", "\t"]) {
      const text = csvOf(rows, { delimiter });
      expect(await refused(text.slice(text.indexOf("\n") + 1))).toMatchObject({
        message: 'customers.csv has no header: line 1 holds values, such as "1", "20" and "Male".',
        hint: expect.stringMatching(
          /^Add a first line that names the columns: Customer ID, /,
        ) as string,
      });
    }
  });

  test("a table of other things is not said to lack a header", async () => {
    expect((await refused("Country,Population\nFrance,68000000\n")).message).toBe(
      "customers.csv, line 1 is not the header: it has none of the report's 18 columns.",
    );
  });
});
