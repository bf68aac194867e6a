import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  csvFile,
  csvOf,
  customers,
  headers,
  someCustomers,
  type Customer,
} from "../../support/customers.ts";
import { contract } from "../../support/report.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { refusal } from "../../support/refusals.ts";

const good = csvOf(someCustomers(6));

describe("files that are no customers", () => {
  test("a missing file", async () => {
    const error = await refusal("/nowhere/customers.csv");
    expect(error).toMatchObject({
      message: "There is no file /nowhere/customers.csv.",
      exitCode: 3,
      hint: "Name the CSV with --csv FILE (or the environment variable CSV).",
    });
  });

  test("a folder", async () => {
    const folder = temporaryFolder();
    expect(await refusal(folder)).toMatchObject({
      message: `A folder, not a file, is at ${folder}.`,
      exitCode: 3,
    });
  });

  test.for([
    ["an empty file", "", /customers\.csv is empty\.$/],
    ["a byte-order mark alone", "\uFEFF", /^customers\.csv holds nothing but blank lines\.$/],
    ["a header only", `${headers.join(",")}\r\n`, /^customers\.csv has a header and no rows\.$/],
    [
      "a header without a line end",
      headers.join(","),
      /^customers\.csv has a header and no rows\.$/,
    ],
    [
      "rows without a header",
      good.slice(good.indexOf("\n") + 1),
      /^customers\.csv has no header: line 1 holds values, such as "1", "20" and "Male"\.$/,
    ],
    [
      "a gzip archive in another",
      gzipSync(gzipSync(good)),
      /customers\.csv is a gzip archive within a gzip archive, not a CSV file\.$/,
    ],
    [
      "a ZIP archive",
      "PK\u0003\u0004 rest of an archive",
      /customers\.csv is a ZIP archive, not a CSV file\.$/,
    ],
    [
      "a web page",
      "\n<!DOCTYPE html><html><body>Sign in</body></html>",
      /customers\.csv is an HTML page, not a CSV file\.$/,
    ],
    [
      "another binary file",
      Uint8Array.from([0xd1, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      /line 1 is not the header: it has none of the report's 18 columns\.$/,
    ],
  ] satisfies [string, string | Uint8Array, RegExp][])("%s", async ([, content, sentence]) => {
    const error = await refusal(csvFile(content));
    expect(error.message).toMatch(sentence);
    expect(error.exitCode).toBe(3);
    expect(error.hint).toBeTruthy();
  });
});

describe("headers", () => {
  const withHeader = (change: (header: string) => string) =>
    refusal(csvFile(csvOf(someCustomers(2), { headers: headers.map(change) })));

  test("a missing column is named with the nearest header", async () => {
    const error = await withHeader((header) =>
      header === "Review Rating" ? "Reviews Ratings" : header,
    );
    expect(error).toMatchObject({
      message:
        'customers.csv, line 1: the column "Review Rating" (is it the column "Reviews Ratings"?) is missing.',
      exitCode: 3,
    });
  });

  test("several missing columns are all named", async () => {
    const error = await withHeader((header) =>
      header === "Age" ? "zzzzzzzz" : header === "Color" ? "Colors" : header,
    );
    expect(error.message).toBe(
      'customers.csv, line 1: 2 columns are missing: "Age" and "Color" (is it the column "Colors"?).',
    );
  });

  test("a column that occurs twice is named with its places", async () => {
    const error = await withHeader((header) => (header === "Season" ? "size" : header));
    expect(error).toMatchObject({
      message: 'customers.csv, line 1: the column "Size" occurs 2 times (columns 8 and 10).',
      hint: "Keep one of them.",
      exitCode: 3,
    });
  });
});

describe("values", () => {
  const refused = async (...rows: readonly Customer[]) =>
    (await refusal(csvFile(csvOf(customers(...rows))))).message;

  test("a wrong type is reported with line, column and value", async () => {
    expect(await refused({}, { age: "old" }, { age: "40.5" }, { previous_purchases: "  " })).toBe(
      [
        "customers.csv: 3 values that the report cannot use:",
        '  line 3, column "Age": "old" is not a whole number from 1 to 120 (2 in all)',
        '  line 5, column "Previous Purchases": "  " is empty',
      ].join("\n"),
    );
  });

  test("one line stands for each column and reason, with its count and first place", async () => {
    const bad = Array.from({ length: 25 }, (_, index) => ({ age: `x${index}`, gender: "" }));
    expect(await refused({}, ...bad, { age: "40.5", season: "" })).toBe(
      [
        "customers.csv: 52 values that the report cannot use:",
        '  line 3, column "Age": "x0" is not a whole number from 1 to 120 (26 in all)',
        '  line 3, column "Gender" is empty (25 in all)',
        '  line 28, column "Season" is empty',
      ].join("\n"),
    );
  });

  test("ten causes are listed, and how many more there are", async () => {
    const empty = Object.fromEntries(
      contract.flatMap(({ name, nullable }) =>
        nullable || name === "customer_id" ? [] : [[name, ""]],
      ),
    );
    const lines = (await refused({}, empty, empty)).split("\n");
    expect(lines).toHaveLength(12);
    expect(lines[0]).toBe("customers.csv: 32 values that the report cannot use:");
    expect(lines[1]).toBe('  line 3, column "Age" is empty (2 in all)');
    expect(lines[11]).toBe("  … and 6 more causes");
  });

  test("a header that is repeated among the rows is called so", async () => {
    const [header = "", ...rows] = good.trimEnd().split("\r\n");
    const twice = [header, ...rows.slice(0, 2), header, ...rows.slice(2), header];
    expect((await refusal(csvFile(twice.join("\r\n")))).message).toBe(
      "customers.csv: 2 values that the report cannot use:\n  line 4: repeats the header (2 in all)",
    );
  });

  test.for([
    [{ age: "0" }, '"Age": "0" is out of range: expected a whole number from 1 to 120'],
    [{ age: "121" }, '"Age": "121" is out of range: expected a whole number from 1 to 120'],
    [
      { review_rating: "5.01" },
      '"Review Rating": "5.01" is out of range: expected a number from 1 to 5, with at most two decimals, or nothing',
    ],
    [
      { purchase_amount: "-0.01" },
      '"Purchase Amount (USD)": "-0.01" is out of range: expected an amount from 0 to 9,999,999.99, with at most two decimals',
    ],
    [
      { purchase_amount: "19.999" },
      '"Purchase Amount (USD)": "19.999" has 3 decimals: expected an amount from 0 to 9,999,999.99, with at most two decimals',
    ],
    [
      { purchase_amount: "1e-3" },
      '"Purchase Amount (USD)": "1e-3" is in scientific notation, which may have lost digits: expected an amount from 0 to 9,999,999.99, with at most two decimals',
    ],
    [
      { purchase_amount: "$5,00" },
      '"Purchase Amount (USD)": "$5,00" has a decimal comma: expected an amount from 0 to 9,999,999.99, with at most two decimals',
    ],
    [
      { customer_id: "9007199254740993" },
      '"Customer ID": "9007199254740993" is out of range: expected a whole number from 0 to 9,007,199,254,740,991',
    ],
    [
      { frequency_of_purchases: "Daily" },
      '"Frequency of Purchases": "Daily" is not one of Weekly, Bi-Weekly, Fortnightly, Monthly, Quarterly, Every 3 Months and 1 more',
    ],
    [{ subscription_status: "maybe" }, '"Subscription Status": "maybe" is not Yes or No'],
    [{ gender: "" }, '"Gender" is empty'],
    [{ gender: "   " }, '"Gender": "   " is empty'],
    [
      { location: "é".repeat(256) },
      `"Location": "${"é".repeat(56)}…" is longer than 255 characters`,
    ],
    [{ purchase_amount: "" }, '"Purchase Amount (USD)" is empty'],
  ] satisfies [Record<string, string>, string][])("%o", async ([values, reason]) => {
    expect(await refused({}, values)).toBe(
      `customers.csv: 1 value that the report cannot use:\n  line 3, column ${reason}`,
    );
  });

  test("customers that occur more than once are reported with the lines of the first", async () => {
    expect(
      await refused(
        {},
        { customer_id: "1" },
        { customer_id: "7" },
        { customer_id: "1" },
        { customer_id: "7" },
      ),
    ).toBe(
      'customers.csv: 2 values of "Customer ID" occur more than once; the first is 1, on lines 2, 3 and 5.',
    );
  });
});

describe("broken lines", () => {
  const [header = "", ...rows] = good.trimEnd().split("\r\n");
  const [first = "", second = "", third = ""] = rows;
  const broken = async (lines: readonly string[], newline = "\r\n") =>
    (await refusal(csvFile(lines.join(newline) + newline))).message;
  const misquoted = "a quote is opened and not closed, or closed and followed by more text";

  test("a short and a long row", async () => {
    expect(
      await broken([header, first, second.replace(/,Weekly$/, ""), `${third},more,and more`]),
    ).toBe(
      "customers.csv: 2 broken lines:\n  line 3: has 17 fields, the header has 18\n  line 4: has 20 fields, the header has 18",
    );
  });

  test("a broken row among the first does not make the header unknown", async () => {
    expect(await broken([header, `"a;b;c",2`, first.replace("Blouse", '"d;e;f"')])).toBe(
      "customers.csv: 1 broken line:\n  line 2: has 2 fields, the header has 18",
    );
  });

  test("a quote that is not closed, in the middle and at the end of the file", async () => {
    const unclosed = second.replace("Blouse", '"Blouse');
    expect(await broken([header, first, unclosed, third])).toBe(
      `customers.csv: 1 broken line:\n  line 3: ${misquoted}`,
    );
    expect(await broken([header, first, unclosed])).toBe(
      `customers.csv: 1 broken line:\n  line 3: ${misquoted}`,
    );
  });

  test("lines count as an editor counts them, after a quoted line end and an empty line", async () => {
    const long = first.replace("Blouse", '"Blo\nu\nse"');
    for (const newline of ["\r\n", "\n", "\r"]) {
      expect(
        await broken([header, long, `${second},more`, "", third.replace(/,Weekly$/, "")], newline),
      ).toBe(
        "customers.csv: 2 broken lines:\n  line 5: has 19 fields, the header has 18\n  line 7: has 17 fields, the header has 18",
      );
      expect(
        await broken([header, long, second, "", third.replace(/Weekly$/, "Daily")], newline),
      ).toMatch(/^ {2}line 7, column "Frequency of Purchases": "Daily"/m);
      expect(await broken([header, long, second, "", third.replace(/^3,/, "2,")], newline)).toMatch(
        /the first is 2, on lines 5 and 7\.$/,
      );
    }
  });

  test("invalid UTF-8 in a file whose byte-order mark promises UTF-8", async () => {
    const content = Buffer.concat([
      Buffer.from(`\uFEFF${header}\r\n${first}\r\n`),
      Buffer.from(`${second.replace("Blouse", "Ärmel")}\r\n`, "latin1"),
    ]);
    expect((await refusal(csvFile(content))).message).toMatch(/^customers\.csv/);
  });
});
