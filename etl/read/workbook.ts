import { readFile, writeFile } from "node:fs/promises";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import readWorkbook, { readSheet, SheetNotFoundError } from "read-excel-file/node";
import { quoted } from "../contract/characters.ts";
import { messageOf, ReportError } from "../errors.ts";
import { listed } from "../words.ts";

/** The parser holds a workbook in memory: about seven bytes for each that it unpacks to. */
const mostBytes = 300_000_000;

/**
 * Writes a sheet of an Excel workbook as a CSV whose line numbers are the sheet's row numbers: rows
 * above the header and empty rows are empty lines, and a line break in a cell becomes a space.
 * @param sheet its name; without it, the first sheet
 * @throws ReportError for a workbook that cannot be read, and a sheet that is not there or empty
 */
export async function fromWorkbook(path: string, csv: string, sheet?: string): Promise<void> {
  const bytes = await readFile(path);
  const refusal = async (problem: string) => {
    const sheets = listed((await readWorkbook(bytes)).map(({ sheet }) => quoted(sheet)));
    const hint = `Name a sheet with --sheet, or as \`sheet\` in report.yaml; the workbook has ${sheets}.`;
    return new ReportError("input", `${path} has ${problem}.`, { hint });
  };
  const rows = await rowsOf(bytes, sheet).catch(async (cause: unknown) => {
    throw cause instanceof SheetNotFoundError
      ? await refusal(`no sheet ${quoted(sheet ?? "")}`)
      : new ReportError(
          "input",
          `${path} cannot be read as an Excel workbook (XLSX): ${messageOf(cause)}.`,
          { hint: "Save it again in Excel, or as CSV (UTF-8).", cause },
        );
  });
  const counts = rows.map((row) => row.filter((cell) => cell !== "").length);
  const width = counts.reduce((most, count) => Math.max(most, count), 0);
  if (width === 0)
    throw await refusal(`nothing on ${sheet ? `sheet ${quoted(sheet)}` : "its first sheet"}`);
  // Titles and notes above the header fill few of the cells that a row of the table fills.
  const header = counts.findIndex((count) => count * 2 > width);
  const table = rows.slice(header);
  const used = [...(table[0] ?? []).keys()].filter((column) =>
    table.some((row) => row[column] !== ""),
  );
  const lines = rows.map((row, index) =>
    index < header || counts[index] === 0 ? [] : used.map((column) => row[column]),
  );
  await writeFile(csv, `${Papa.unparse(lines, { newline: "\n" })}\n`);
}

/** The texts of a sheet's cells. */
async function rowsOf(bytes: Buffer, sheet: string | undefined): Promise<readonly string[][]> {
  let size = 0;
  const { "xl/workbook.xml": workbook } = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      size += originalSize;
      return name === "xl/workbook.xml";
    },
  });
  if (size > mostBytes)
    throw new Error(`it unpacks to more than ${mostBytes / 1e6} MB; a CSV may have any size`);
  const [, flag] = /\bdate1904="(1|true)"/.exec(workbook ? strFromU8(workbook) : "") ?? [];
  const rows = await readSheet(bytes, sheet ?? 1, {
    trim: false,
    parseNumber: (stored) => decimals.format(stored as Intl.StringNumericLiteral),
  });
  return rows.map((row) =>
    // The parser's own types are wrong about dates.
    (row as readonly (string | boolean | Date | null)[]).map((cell) =>
      cell instanceof Date ? dateText(cell, flag) : String(cell ?? "").replaceAll(/\r\n?|\n/g, " "),
    ),
  );
}

/** Writes a number with the 15 digits that Excel keeps of it: 0.1 + 0.2, stored in binary, is 0.3. */
const decimals = new Intl.NumberFormat("en-US", {
  maximumSignificantDigits: 15,
  useGrouping: false,
  signDisplay: "negative",
});

/**
 * An ISO date, with a time only where it has one; a time of no day alone.
 * @param date1904 whether days count from 1904. The parser knows Excel's "1", and not LibreOffice's
 * "true", of which it makes dates that are 1,462 days too early
 */
function dateText(date: Date, date1904: string | undefined): string {
  const seconds = Math.round(date.getTime() / 1000) + (date1904 === "true" ? 1462 * 86_400 : 0);
  const [day = "", time = ""] = new Date(seconds * 1000).toISOString().slice(0, 19).split("T");
  if (day === (date1904 ? "1904-01-01" : "1899-12-30")) return time;
  return time === "00:00:00" ? day : `${day} ${time}`;
}
