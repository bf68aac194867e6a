import { describe, expect, test } from "vitest";
import {
  csvFile,
  csvOf,
  customers,
  headers,
  someCustomers,
  type Customer,
} from "../../support/customers.ts";
import { withCustomers } from "../../support/runs.ts";

const rows = someCustomers(6);
const names = Object.keys(rows[0] ?? {});

/** What was read: where it came from, what was noticed, and the rows as text. */
function readBack(content: string | Uint8Array) {
  return withCustomers(csvFile(content), async (database, input) => {
    const found = await database.rows(
      `SELECT ${names.map((name) => `CAST(${name} AS VARCHAR) AS ${name}`).join(", ")} FROM raw ORDER BY rowid`,
    );
    return { source: input.source, notices: input.notices, rows: found };
  });
}

/** Rows as the table holds them: money and ratings with two decimals. */
const typed = (expected: readonly Customer[]) =>
  expected.map((row) => ({
    ...row,
    purchase_amount: Number(row["purchase_amount"]).toFixed(2),
    review_rating: Number(row["review_rating"]).toFixed(2),
  }));

const named = (item: string) => [
  ...rows.slice(0, 3),
  ...customers({ customer_id: "4", item_purchased: item }),
  ...rows.slice(4),
];

describe("dialects", () => {
  test.for([
    [",", "\r\n", "CRLF"],
    [";", "\r\n", "CRLF"],
    ["\t", "\n", "LF"],
    [",", "\n", "LF"],
    [",", "\r", "CR"],
  ] satisfies [string, string, string][])(
    "delimiter %j and line end %j",
    async ([delimiter, newline, name]) => {
      const expected = named('A "large", really; large\thood');
      for (const finalNewline of [true, false]) {
        const found = await readBack(csvOf(expected, { delimiter, newline, finalNewline }));
        expect(found.rows).toEqual(typed(expected));
        expect(found.source).toMatchObject({
          delimiter,
          newline: name,
          rows: 6,
          encoding: "utf-8",
        });
        expect(found.notices).toEqual([]);
      }
    },
  );

  test("quoted line ends of every kind stay as they are, in a file with CRLF and one with LF", async () => {
    for (const newline of ["\r\n", "\n"]) {
      const expected = named("one\ntwo\r\nthree\rfour");
      expect((await readBack(csvOf(expected, { newline }))).rows).toEqual(typed(expected));
    }
  });

  test("a short file is not taken for one with the delimiter that its values hold", async () => {
    const expected = customers({ item_purchased: "a;b;c", gender: "d;e", color: "f\tg" });
    expect((await readBack(csvOf(expected))).rows).toEqual(typed(expected));
    const commas = customers({ item_purchased: "a,b,c", gender: "d,e" });
    expect((await readBack(csvOf(commas, { delimiter: ";" }))).rows).toEqual(typed(commas));
  });

  test("lines may end in different ways, with a notice", async () => {
    const lines = csvOf(rows).split("\r\n");
    for (const ends of [
      ["\n", "\r\n"],
      ["\r\n", "\n"],
    ] as const) {
      const found = await readBack(
        lines
          .map((line, index) => line + (index === 3 ? ends[0] : ends[1]))
          .join("")
          .trimEnd(),
      );
      expect(found.rows).toEqual(typed(rows));
      expect(found.notices).toEqual([
        expect.stringMatching(
          /^Line endings are mixed: the first line ends with (CRLF|LF), others do not\. Each was read as a line of its own\.$/,
        ),
      ]);
    }
  });

  test("empty lines are skipped", async () => {
    const csv = csvOf(rows);
    const found = await readBack(`${csv.replace("Weekly\r\n", "Weekly\r\n\r\n")}\r\n\r\n`);
    expect(found.rows).toEqual(typed(rows));
  });
});

describe("headers", () => {
  test("letter case, punctuation, aliases and snake_case do not matter", async () => {
    for (const change of [
      (h: string) => h.toUpperCase(),
      (h: string) => h.toLowerCase().replaceAll(" ", "_"),
      (h: string) => (h === "Color" ? "Colour" : ` ${h} `),
    ]) {
      expect((await readBack(csvOf(rows, { headers: headers.map(change) }))).rows).toEqual(
        typed(rows),
      );
    }
  });

  test("the order of the columns does not matter, and others are ignored with a notice", async () => {
    const reversed = csvOf(rows)
      .trimEnd()
      .split("\r\n")
      .map((line, index) =>
        [
          index === 0 ? "Shoe Size" : "42",
          ...line.split(",").toReversed(),
          index === 0 ? "Notes" : "none",
        ].join(","),
      )
      .join("\r\n");
    const found = await readBack(reversed);
    expect(found.rows).toEqual(typed(rows));
    expect(found.source.ignoredColumns).toEqual(["Shoe Size", "Notes"]);
    expect(found.notices).toEqual([
      "Ignored columns that the report does not use: Shoe Size and Notes.",
    ]);
  });
});

/** More than the sniffed head and than a stream's pieces, in characters of four bytes. */
const wide = "😀".repeat(250);
const wideRows = Array.from({ length: 400 }, () => ({ location: wide }));

describe("encodings", () => {
  const expected = named("Ärmel – 5 € “neu”");
  const csv = csvOf(expected);
  const windows = (text: string) =>
    Buffer.from(
      text
        .replaceAll("–", "\x96")
        .replaceAll("€", "\x80")
        .replaceAll("“", "\x93")
        .replaceAll("”", "\x94"),
      "latin1",
    );

  test.for([
    ["UTF-8", Buffer.from(csv), "utf-8", false],
    ["UTF-8 with a byte-order mark", Buffer.from(`\uFEFF${csv}`), "utf-8", true],
    ["UTF-16, little-endian", Buffer.from(`\uFEFF${csv}`, "utf16le"), "utf-16le", true],
    ["UTF-16, big-endian", Buffer.from(`\uFEFF${csv}`, "utf16le").swap16(), "utf-16be", true],
    ["UTF-16 without a byte-order mark", Buffer.from(csv, "utf16le"), "utf-16le", false],
    ["Windows-1252", windows(csv), "windows-1252", false],
  ] satisfies [string, Uint8Array, string, boolean][])(
    "%s",
    async ([, content, encoding, byteOrderMark]) => {
      const found = await readBack(content);
      expect(found.rows).toEqual(typed(expected));
      expect(found.source).toMatchObject({ encoding, byteOrderMark, bytes: content.length });
      expect(found.notices).toEqual(
        encoding === "utf-8"
          ? []
          : [
              `Read as ${encoding}, because it is not UTF-8. It reads “Ärmel – 5 € “neu””; ` +
                "if that looks wrong, name the encoding with --encoding.",
            ],
      );
    },
  );

  const many = (item: string, every: string) => [
    ...customers(
      ...Array.from({ length: 4000 }, (_, index) => ({
        customer_id: String(index),
        location: every,
      })),
    ),
    ...customers({ customer_id: "9999", item_purchased: item }),
  ];

  test("Windows-1252 whose first such byte comes after the head that is sniffed", async () => {
    const long = csvOf(many("Ärmel – 5 €", "Maine"));
    expect(long.indexOf("Ä")).toBeGreaterThan(256 * 1024);
    const found = await readBack(windows(long));
    expect(found.rows.at(-1)?.["item_purchased"]).toBe("Ärmel – 5 €");
    expect(found.rows).toHaveLength(4001);
    expect(found.source).toMatchObject({ encoding: "windows-1252", rows: 4001 });
  });

  test("UTF-8 stays UTF-8 wherever the sniffed head is cut, also within a character", async () => {
    for (const padding of ["", "x", "xx", "xxx"]) {
      const found = await readBack(csvOf(customers({ location: `Maine${padding}` }, ...wideRows)));
      expect(found.source).toMatchObject({ encoding: "utf-8", rows: 401 });
    }
  });

  test("a character that lies across two pieces of a stream stays whole", async () => {
    for (const padding of ["", "x"]) {
      const found = await readBack(
        Buffer.from(
          `\uFEFF${csvOf(customers({ location: `Maine${padding}` }, ...wideRows))}`,
          "utf16le",
        ),
      );
      expect(found.rows.slice(1).every((row) => row["location"] === wide)).toBe(true);
    }
  });
});

describe("numbers", () => {
  test.for([
    ["19.90", "19.90"],
    ["19.9", "19.90"],
    ["19.900", "19.90"],
    ["0.29", "0.29"],
    ["1.15", "1.15"],
    ["$1,234.50", "1234.50"],
    ["1,234,567", "1234567.00"],
    ["12 USD", "12.00"],
    ["9999999.99", "9999999.99"],
    ["0", "0.00"],
  ])("the amount %s is %s", async ([amount = "", expected]) => {
    const found = await readBack(csvOf(customers({ purchase_amount: amount })));
    expect(found.rows[0]?.["purchase_amount"]).toBe(expected);
  });
});
