import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { openDatabase } from "../../../etl/database.ts";
import { draft } from "../../../etl/draft/index.ts";
import { fromWorkbook } from "../../../etl/read/workbook.ts";
import { parseReport, readReport } from "../../../etl/report/load.ts";
import { fingerprints, temporaryFolder } from "../../support/folders.ts";
import { failure, run } from "../../support/runs.ts";

const root = join(import.meta.dirname, "../../..");
const fixture = (name: string) => join(root, "tests/fixtures/xlsx", name);
const csv = readFileSync(fixture("orders.csv"), "utf8");

async function drafted(path: string, sheet?: string) {
  const database = await openDatabase();
  const { yaml } = await draft(path, { data: path, schema: "s" }, database, sheet).finally(() =>
    database.close(),
  );
  return { yaml, report: parseReport(yaml, "report.yaml", "/") };
}

/** The lines of the CSV that is made of a sheet. */
async function linesOf(path: string, sheet?: string): Promise<string[]> {
  const made = join(temporaryFolder(), "made.csv");
  await fromWorkbook(path, made, sheet);
  return readFileSync(made, "utf8").trimEnd().split("\n");
}

/** A copy of the orders in which a part of the workbook reads otherwise. @returns its path */
function edited(name: string, part: string, edit: (xml: string) => string): string {
  const parts = unzipSync(readFileSync(fixture(name)));
  const [before, after] = [
    strFromU8(parts[part] ?? new Uint8Array()),
    join(temporaryFolder(), name),
  ];
  expect(edit(before)).not.toBe(before);
  writeFileSync(after, zipSync({ ...parts, [part]: strToU8(edit(before)) }));
  return after;
}
const sheetPart = "xl/worksheets/sheet1.xml";

const tablesOf = (folder: string) =>
  Object.entries(fingerprints(folder)).filter(([name]) => name.endsWith(".arrow"));

test.each(["orders.xlsx", "orders-1904.xlsx"])("%s holds the orders, row by row", async (name) => {
  const lines = await linesOf(fixture(name));
  const [header, ...rows] = csv.trimEnd().split("\n");
  expect(lines).toEqual(["", "", header, ...rows.slice(0, 10), "", ...rows.slice(10)]);
});

test("dates count from 1904 also where the workbook says so as Excel does", async () => {
  const excels = edited("orders-1904.xlsx", "xl/workbook.xml", (xml) =>
    xml.replace('date1904="true"', 'date1904="1"'),
  );
  expect(await linesOf(excels)).toEqual(await linesOf(fixture("orders.xlsx")));
});

test.each(["orders.xlsx", "orders-1904.xlsx"])(
  "a report drafted from %s has the figures of its CSV",
  async (name) => {
    const { report, yaml } = await drafted(fixture(name));
    const fromCsv = await drafted(fixture("orders.csv"));
    expect(yaml.replace(fixture(name), fixture("orders.csv"))).toBe(fromCsv.yaml);
    const options = { report, sql: report.sql };
    const [ofCsv, ofWorkbook] = [
      await run(fixture("orders.csv"), options),
      await run(fixture(name), options),
    ];
    expect(ofWorkbook.manifest.source).toMatchObject({ format: "excel", rows: 30, rejected: 0 });
    expect(ofWorkbook.manifest.notices).toEqual(ofCsv.manifest.notices);
    const tables = tablesOf(ofWorkbook.folder);
    expect(tables.length).toBeGreaterThan(10);
    expect(tables).toEqual(tablesOf(ofCsv.folder));
    // 30 amounts that rise from 10.00 by 3.37, and every fourth of the orders returned.
    const cells = ofWorkbook.rows("cube-main");
    const sum = (column: string) => cells.reduce((all, cell) => all + Number(cell[column]), 0);
    expect([sum("total_net_amount"), sum("returned_rate_count")]).toEqual([176_595, 8]);
  },
);

test("new and etl read the sheet that is named, also from report.yaml", async () => {
  const folder = temporaryFolder();
  cpSync(fixture("orders.xlsx"), join(folder, "orders.xlsx"));
  const command = (name: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(root, "bin", name), ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  expect(command("new.ts", "orders.xlsx", "--sheet", "Cities", "--into", ".")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("2 rows and 2 columns in orders.xlsx.") as string,
  });
  expect(await readReport(folder)).toMatchObject({ sheet: "Cities" });
  expect(command("etl.ts", "--report", ".")).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("2 rows, orders.xlsx") as string,
  });
  expect(command("etl.ts", "--report", ".", "--sheet", "Orders")).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(
      /orders\.xlsx, line 3: the column "Country" is missing/,
    ) as string,
  });
});

test("numbers have the 15 digits that Excel keeps, and no exponent", async () => {
  const path = edited("orders.xlsx", sheetPart, (xml) =>
    xml
      .replace(/(?<="F4" s="0" t="n"><v>)[^<]*/, "0.30000000000000004")
      .replace(/(?<="F5" s="0" t="n"><v>)[^<]*/, "1.2E-7")
      .replace(/(?<="F6" s="0" t="n"><v>)[^<]*/, "-1234567.8999999999")
      .replace(/(?<="F7" s="0" t="n"><v>)[^<]*/, "1E15"),
  );
  const amounts = (await linesOf(path)).slice(3, 7).map((line) => line.split(",")[5]);
  expect(amounts).toEqual(["0.3", "0.00000012", "-1234567.9", "1000000000000000"]);
});

test("a time of no day is a time; every error is a missing value", async () => {
  const path = edited("orders.xlsx", sheetPart, (xml) =>
    xml
      .replace(/(?<="C5" s="5" t="n"><v>)[^<]*/, "0.395833333333333")
      .replace(/"E5" s="0" t="s"><v>[^<]*/, '"E5" s="0" t="e"><v>#DIV/0!'),
  );
  expect((await linesOf(path))[4]).toBe("1002,2024-02-02,09:30:00,Porto,,13.37,16.7125,false,2");
});

test("a value that cannot be used is refused with the sheet's row", async () => {
  const { report } = await drafted(fixture("orders.xlsx"));
  const path = edited("orders.xlsx", sheetPart, (xml) =>
    xml.replace(/"F20" s="0" t="n"><v>[^<]*<\/v>/, '"F20" t="inlineStr"><is><t>free</t></is>'),
  );
  const { message } = await failure(run(path, { report, sql: report.sql }));
  expect(message).toMatch(
    /orders\.xlsx: 1 value .*\n {2}line 20, column "Net Amount \(EUR\)": "free"/,
  );
});

test.each([
  [
    "orders.xls",
    undefined,
    /orders\.xls is an old Excel workbook \(XLS\)/,
    /as an Excel workbook \(XLSX\)/,
  ],
  [
    "locked.xlsx",
    undefined,
    /locked\.xlsx is an old Excel workbook \(XLS\), one with a password/,
    /without a password/,
  ],
  [
    "orders.xlsx",
    "Emtpy",
    /orders\.xlsx has no sheet "Emtpy"\./,
    /the workbook has "Orders", "Empty" and "Cities"\./,
  ],
  [
    "orders.xlsx",
    "Empty",
    /orders\.xlsx has nothing on sheet "Empty"\./,
    /Name a sheet with --sheet/,
  ],
])("%s, sheet %s, is refused in words", async (name, sheet, message, hint) => {
  const { report } = await drafted(fixture("orders.csv"));
  expect(await failure(run(fixture(name), { report, sql: report.sql, sheet }))).toMatchObject({
    message: expect.stringMatching(message) as string,
    hint: expect.stringMatching(hint) as string,
  });
});

test("a workbook that is cut off, and another Office file, are refused in words", async () => {
  const cut = join(temporaryFolder(), "cut.xlsx");
  writeFileSync(cut, readFileSync(fixture("orders.xlsx")).subarray(0, 4000));
  expect((await failure(linesOf(cut))).message).toMatch(
    /cut\.xlsx cannot be read as an Excel workbook \(XLSX\): invalid zip/,
  );
  const parts = unzipSync(readFileSync(fixture("orders.xlsx")));
  const other = join(temporaryFolder(), "letter.docx");
  writeFileSync(
    other,
    zipSync({
      "[Content_Types].xml": parts["[Content_Types].xml"] ?? new Uint8Array(),
      "word/document.xml": new Uint8Array(),
    }),
  );
  expect((await failure(linesOf(other))).message).toMatch(
    /letter\.docx cannot be read as an Excel workbook .* file not found/,
  );
});
