import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { draft } from "../../../etl/draft/index.ts";
import { openDatabase } from "../../../etl/database.ts";
import { parseReport } from "../../../etl/report/load.ts";
import { temporaryFolder } from "../../support/folders.ts";

/** The draft of a file whose rows are made from their number. */
async function draftOf(headers: readonly string[], row: (place: number) => readonly string[]) {
  const path = join(temporaryFolder(), "file.tsv");
  const rows = Array.from({ length: 60 }, (_, place) => row(place));
  writeFileSync(path, [headers, ...rows].map((fields) => fields.join("\t")).join("\n"));
  const database = await openDatabase();
  const { yaml } = await draft(path, { data: "file.tsv", schema: "schema.json" }, database);
  await database.close();
  return { yaml, report: parseReport(yaml, "report.yaml", ".") };
}

test("codes in the first column that all differ identify a row, whatever they are called", async () => {
  const { report } = await draftOf(["Kundennummer", "Tarif", "Vorname"], (place) => [
    `K${1000 + place}`,
    place % 2 ? "Plus" : "Basis",
    `Anna ${place}`,
  ]);
  expect(report.key?.name).toBe("kundennummer");
  expect(report.columns.find(({ name }) => name === "vorname")?.private).toBe(true);
});

test("names that all differ do not, and stay private", async () => {
  const { report } = await draftOf(["Kunde", "Tarif"], (place) => [
    `Anna Abel ${place}`,
    place % 2 ? "Plus" : "Basis",
  ]);
  expect(report.key).toBeUndefined();
  expect(report.columns.find(({ name }) => name === "kunde")?.private).toBe(true);
});

test("an amount per unit is averaged and not added up", async () => {
  const { yaml } = await draftOf(["Order ID", "Unit Price", "Sales", "Channel"], (place) => [
    String(place),
    `${10 + (place % 7)}.50`,
    `${place}.25`,
    place % 3 ? "web" : "store",
  ]);
  expect(yaml).toContain("average_unit_price: { mean: unit_price }");
  expect(yaml).not.toContain("sum: unit_price");
  expect(yaml).toContain("total_sales: { sum: sales }");
});

test("the answers of a survey are no amounts in quetzals, and its respondents' numbers are a key", async () => {
  const { yaml, report } = await draftOf(
    ["Respondent", "Q1", "Q2", "age band (years)"],
    (place) => [
      String(place),
      String(1 + (place % 5)),
      String(1 + (place % 3)),
      place % 2 ? "18-24" : "25-34",
    ],
  );
  expect(report.key?.name).toBe("respondent");
  expect(report.currency).toBe("USD");
  expect(yaml).toContain("average_q1: { mean: q1 }");
  expect(yaml).not.toContain("sum:");
  expect(report.columns.find(({ name }) => name === "age_band")?.label).toBe("Age band");
});

test("a list that figures share is written out for each", async () => {
  const { yaml } = await draftOf(["Order ID", "Sales", "Channel", "Region"], (place) => [
    String(place),
    `${place}.25`,
    place % 3 ? "web" : "store",
    place % 2 ? "North" : "South",
  ]);
  expect(yaml).not.toMatch(/[&*]a\d/);
});

test("claims and drivers are left out where a person has several rows, which the hints say", async () => {
  const path = join(temporaryFolder(), "orders.csv");
  const rows = Array.from(
    { length: 240 },
    (_, place) => `${place},${place % 80},${place % 3 ? "web" : "store"},${place}.25`,
  );
  writeFileSync(path, ["Order ID,Customer ID,Channel,Sales", ...rows].join("\n"));
  const database = await openDatabase();
  const { yaml, hints } = await draft(path, { data: "o.csv", schema: "s.json" }, database);
  await database.close();
  expect(yaml).toContain("person: customer_id");
  expect(yaml).not.toMatch(/^(claims|drivers):/m);
  expect(hints).toContain(
    "Claims and key drivers are left out: their tests need one row per person.",
  );
});
