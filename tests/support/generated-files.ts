import { gzipSync } from "node:zlib";
import { csvOf, someCustomers } from "./customers.ts";

const rows = someCustomers(6);
const good = csvOf(rows);
const lines = good.trimEnd().split("\r\n");

/** Every line with so many more columns after it. */
const withColumns = (count: number) =>
  lines
    .map(
      (line, index) =>
        `${line},${Array.from({ length: count }, (_, column) => (index === 0 ? `Extra ${column + 1}` : column)).join(",")}`,
    )
    .join("\n");

/** A header of two megabytes and more, and no line end. */
const withoutEnd = "Customer ID,".repeat(200_000);

/**
 * Files of the corpus that are large or packed, made when they are needed; by name, as in its
 * table.
 */
export const generatedFiles: Readonly<Record<string, () => string | Uint8Array>> = {
  "columns-10000.csv": () => withColumns(9_982),
  "header-of-700-kb.csv": () =>
    good
      .replace("Frequency of Purchases", `Frequency of Purchases,${"Note ".repeat(140_000)}`)
      .replaceAll("Weekly", "Weekly,x"),
  "header-without-end.csv": () => withoutEnd,
  "value-of-1-mb.csv": () =>
    csvOf([...rows.slice(0, 5), { ...rows[5], location: "x".repeat(1_000_000) }]),
  "value-of-1-mb-ignored.csv": () =>
    lines
      .map(
        (line, index) =>
          `${line},${index === 0 ? "Note" : index === 3 ? "x".repeat(1_000_000) : ""}`,
      )
      .join("\n"),
  "line-of-3-mb.csv": () => `${good}${"x".repeat(3_000_000)}\r\n`,
  "line-of-3-mb-then-more.csv": () =>
    `${good}${"x".repeat(3_000_000)}\r\n${lines[1]?.replace(/^1,/, "7,")},more\r\n`,
  "quotes-200000.csv": () => `${good}${'"'.repeat(200_001)}\r\n`,
  "spaces-1-mb.csv": () =>
    csvOf([...rows.slice(0, 5), { ...rows[5], age: `4${" ".repeat(1_000_000)}0` }]),
  "lines-empty-500000.csv": () => good.replace("\r\n", "\r\n".repeat(500_000)),
  "gzip.csv.gz": () => gzipSync(good),
  "gzip-named-csv.csv": () => gzipSync(good),
  "gzip-cut-off.csv.gz": () => gzipSync(good).subarray(0, 200),
  "gzip-damaged.csv.gz": () =>
    Buffer.concat([
      gzipSync(good).subarray(0, 60),
      Buffer.alloc(40, 0x55),
      gzipSync(good).subarray(100),
    ]),
  "gzip-in-gzip.csv.gz": () => gzipSync(gzipSync(good)),
  "gzip-of-nothing.csv.gz": () => gzipSync(""),
  "gzip-of-an-html-page.csv.gz": () => gzipSync("<!doctype html><title>Sign in</title>"),
  "gzip-of-utf-16.csv.gz": () => gzipSync(Buffer.from(`\uFEFF${good}`, "utf16le")),
  "gzip-that-fills-disks.csv.gz": () => gzipSync(Buffer.alloc(120_000_000, "x")),
  "excel-workbook.csv": () =>
    Buffer.concat([
      Buffer.from("PK\u0003\u0004\u0014\0\u0006\0\b\0\0\0!\0", "latin1"),
      Buffer.alloc(14),
      Buffer.from("[Content_Types].xml"),
      Buffer.alloc(400, 0x9c),
    ]),
  "open-document.ods.csv": () =>
    Buffer.concat([
      Buffer.from("PK\u0003\u0004", "latin1"),
      Buffer.alloc(26),
      Buffer.from("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
      Buffer.alloc(100, 0x9c),
    ]),
};
