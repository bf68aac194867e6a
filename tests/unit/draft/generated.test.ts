import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { openDatabase } from "../../../etl/database.ts";
import { draft } from "../../../etl/draft/index.ts";
import { ReportError } from "../../../etl/errors.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { openStore } from "../../../format/store.ts";
import { temporaryFolder } from "../../support/folders.ts";
import { run } from "../../support/runs.ts";
import { chosen, type Choose } from "../../support/descriptions/choose.ts";
import { cases, sized } from "../../support/tier.ts";

const heads = [
  ["Customer ID", "customerID", "Kundennummer", "order_no", "id"],
  ["Age", "Alter", "age (years)", "Tenure"],
  ["Amount", "Preis", "Revenue ($)", "price_eur", "Total"],
  ["Score", "rate", "Ünïcödé", "数量"],
  ["Plan", "Gender", "order", "group", "n", "Value"],
  ["Churn", "active", "Yes?"],
  ["E-mail", "Phone", "Full name"],
  ["Date", "created_at", "Datum"],
  ["", "Plan", "Notes"],
] as const;

const missingWords = ["", "NA", "null", "n/a"];
const two = (value: number) => String(value).padStart(2, "0");

/** A cell of a kind of column; private ones begin with a word that is searched for. */
function cellOf(kind: number, row: number, { int, of }: Choose, style: number): string {
  switch (kind) {
    case 0:
      return style % 2 === 0 ? String(row + 1) : `C-${1000 + (style === 1 ? row : row % 7)}`;
    case 1:
      return String(int(18, 80));
    case 2:
      return (
        [
          (int(0, 99_999) / 100).toFixed(2),
          `$${int(1, 999)}.50`,
          `${int(1, 999)},${int(10, 99)}`,
          String(int(-50, 5000)),
        ][style % 4] ?? ""
      );
    case 3:
      return style % 2 === 0 ? String(int(1, 5)) : (int(0, 1e9) / 1e6).toFixed(style);
    case 4:
      return of(["Basic", "Pro", "pro ", "Größe", "a,b", '"x"', "0"].slice(0, 2 + style));
    case 5:
      return of(style % 2 === 0 ? ["Yes", "No"] : ["1", "0"]);
    case 6:
      return style % 2 === 0 ? `secret${row}@example.org` : `secret ${row} person`;
    case 7:
      return style % 2 === 0
        ? `2024-${two(int(1, 12))}-${two(int(1, 28))}`
        : `${int(1, 12)}/${int(1, 28)}/2024`;
    default:
      return of(["", "note", "x".repeat(300)]);
  }
}

function fileOf(choose: Choose): string {
  const { int, of, some, yes } = choose;
  const rows = of([() => int(1, 4), () => int(20, 80), () => int(20, 80)])();
  const kinds = some([...heads.keys()], 1, heads.length);
  const columns = kinds.map((kind) => ({
    header: of(heads[kind] ?? [""]),
    style: int(0, 5),
    missing: yes(0.3),
    kind,
  }));
  const data = Array.from({ length: rows }, (_, row) =>
    columns.map(({ kind, style, missing }) =>
      missing && yes(0.2) ? of(missingWords) : cellOf(kind, row, choose, style),
    ),
  );
  const text = Papa.unparse(
    { fields: columns.map(({ header }) => header), data },
    { delimiter: of([",", ";", "\t"]), newline: of(["\n", "\r\n"]) },
  );
  return `${yes(0.2) ? "\ufeff" : ""}${text}\n`;
}

/** Drafts and runs a file: it ends in snapshots that have nothing private, or in a sentence. */
async function expectReport(text: string): Promise<void> {
  const folder = temporaryFolder();
  const path = join(folder, "data.csv");
  writeFileSync(path, text);
  const database = await openDatabase();
  try {
    const { yaml } = await draft(path, { data: "data.csv", schema: "s" }, database);
    const report = parseReport(yaml, "report.yaml", folder);
    const snapshots = join(folder, "snapshots");
    await run(path, { report, sql: report.sql, snapshots });
    expect(openStore(snapshots).manifest.metrics.length).toBeGreaterThan(0);
    for (const file of readdirSync(snapshots))
      expect(readFileSync(join(snapshots, file), "latin1"), file).not.toMatch(/secret ?\d/);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    // A draft that the program refuses is no sentence about the file.
    expect(error.message).not.toContain("report.yaml has");
  } finally {
    await database.close();
  }
}

const runs = cases(15, 200);

test(`of ${runs} generated files each is drafted and run, or refused in words`, sized, async () => {
  await fc.assert(fc.asyncProperty(chosen(fileOf), expectReport), { numRuns: runs });
});
