import { describe, expect, test } from "vitest";
import { csvFile, customers, headers, someCustomers } from "../../support/customers.ts";
import { refusal } from "../../support/refusals.ts";
import { withCustomers } from "../../support/runs.ts";
import { fullTier } from "../../support/tier.ts";

const ends = { LF: "\n", CRLF: "\r\n", CR: "\r" } as const;
const quotedField = (text: string) =>
  /[\r\n,"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const line = (fields: readonly string[]) => fields.map(quotedField).join(",");
const fieldsOf = (row: Readonly<Record<string, string>>) => Object.values(row);

/** How many rows were read, the products, the notices, and the line end of the file. */
function readBack(content: string | Uint8Array) {
  return withCustomers(csvFile(content), async (database, { notices, source }) => {
    const rows = await database.rows(
      "SELECT customer_id AS id, item_purchased AS item FROM raw ORDER BY customer_id",
    );
    return {
      ids: rows.map(({ id }) => Number(id)),
      items: rows.map(({ item }) => item),
      notices,
      newline: source.newline,
      ignored: source.ignoredColumns,
    };
  });
}

describe("line ends within quotes", () => {
  const rows = someCustomers(6);
  const cases = Object.keys(ends).flatMap((row) =>
    Object.keys(ends).map((quoted) => [row, quoted] as [keyof typeof ends, keyof typeof ends]),
  );

  const expectRows = async ([row, quoted]: (typeof cases)[number]) => {
    const [end, inner] = [ends[row], ends[quoted]];
    const item = `a${inner}b`;
    for (const place of ["header", "ignored header", "value", "ignored value", "all"]) {
      const is = (other: string) => place === other || place === "all";
      const header = [
        ...headers.map((name) =>
          is("header") ? name.replace("Purchase A", `Purchase${inner}A`) : name,
        ),
        is("ignored header") ? `Free${inner}text` : "Note",
      ];
      const lines = rows.map((customer, index) => [
        ...fieldsOf(index === 3 && is("value") ? { ...customer, item_purchased: item } : customer),
        index === 4 && is("ignored value") ? `1${inner}2${inner}` : "-",
      ]);
      const found = await readBack([header, ...lines].map(line).join(end) + end);
      expect([place, found.ids]).toEqual([place, [1, 2, 3, 4, 5, 6]]);
      expect([place, found.items[3]]).toEqual([place, is("value") ? item : "Blouse"]);
      expect([place, found.newline]).toEqual([place, row]);
    }
  };
  const title = "rows end with %s, quoted text holds %s";
  const isSame = ([row, quoted]: (typeof cases)[number]) => row === quoted;
  test.for(cases.filter(isSame))(title, expectRows);
  test.for(cases.filter((each) => !isSame(each)))(title, fullTier, expectRows);

  test("do not matter beyond the first block that is scanned", async () => {
    const count = 30_000;
    const many = customers(
      ...Array.from({ length: count }, (_, index) => ({
        location: "Maine".repeat(30),
        ...(index % 10_000 === 9_999 ? { item_purchased: "a\rb\r\nc\nd" } : {}),
      })),
    );
    const header = headers.map((name) => name.replace("Review ", "Review\r\n"));
    const found = await readBack([header, ...many.map(fieldsOf)].map(line).join("\n"));
    expect(found.ids).toHaveLength(count);
    expect(
      found.items.flatMap((item, index) => (item === "Blouse" ? [] : [[index, item]])),
    ).toEqual([9_999, 19_999, 29_999].map((index) => [index, "a\rb\r\nc\nd"]));
  });
});

describe("empty rows", () => {
  const [header = "", ...rows] = [headers, ...someCustomers(6).map(fieldsOf)].map(line);
  const commas = ",".repeat(17);

  test.for([
    ["of delimiters, at the end", [header, ...rows, commas, commas], 2],
    ["of delimiters, at the start", [header, commas, ...rows], 1],
    ["of delimiters, before the header", [commas, commas, commas, header, ...rows], 3],
    ["of delimiters, in the middle", [header, ...rows.slice(0, 3), commas, ...rows.slice(3)], 1],
    ["of fewer or more delimiters", [header, ",,", ...rows, `${commas},,,`], 2],
    ["of spaces", [header, "   ", ...rows, " \t "], 2],
    [
      "of spaces and no-break spaces between delimiters",
      [header, ` ,\u00a0${commas.slice(1)}`, ...rows],
      1,
    ],
    ["of empty quotes", [header, Array(18).fill('""').join(","), ...rows, '" ",""'], 2],
    ["everywhere", [commas, header, " ", ...rows.flatMap((row) => [row, commas])], 8],
  ] satisfies [string, string[], number][])(
    "%s are ignored and counted",
    async ([, lines, count]) => {
      for (const end of Object.values(ends)) {
        const found = await readBack(lines.join(end) + end);
        expect(found.ids).toEqual([1, 2, 3, 4, 5, 6]);
        expect(found.notices).toEqual([`Ignored ${count} empty ${count === 1 ? "row" : "rows"}.`]);
      }
    },
  );

  test("keep the lines of errors as an editor counts them", async () => {
    const lines = [
      commas,
      header,
      commas,
      rows[0] ?? "",
      commas,
      (rows[1] ?? "").replace(/^2,\d+/, "2,old"),
    ];
    expect((await refusal(csvFile(lines.join("\n")))).message).toMatch(
      /\n {2}line 6, column "Age": "old"/,
    );
    const twice = [commas, header, ...rows.slice(0, 2), commas, rows[1] ?? ""];
    expect((await refusal(csvFile(twice.join("\n")))).message).toMatch(/on lines 4 and 6\.$/);
  });

  test("alone are no rows", async () => {
    expect((await refusal(csvFile([header, commas, commas].join("\n")))).message).toBe(
      "customers.csv has a header and no rows.",
    );
    expect((await refusal(csvFile([commas, " ", commas].join("\n")))).message).toBe(
      "customers.csv holds nothing but blank lines.",
    );
  });

  test("a row with one value is not empty", async () => {
    expect((await refusal(csvFile([header, ...rows, `7${commas}`].join("\n")))).message).toMatch(
      /line 8, column "Age" is empty/,
    );
  });
});
