import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { decodeArrow } from "../../format/arrow.ts";
import { openStore } from "../../format/store.ts";
import { formulas } from "./hostile.ts";
import { expect, test } from "./support/fixture.ts";
import { builtOf, filesOf, siteNamed, urlOf } from "./support/sites.ts";
import { shownTable, shows } from "./support/tables.ts";

const csvRows = (text: string) => {
  const { data, errors } = Papa.parse<string[]>(text.trimEnd(), { delimiter: "," });
  expect(errors).toEqual([]);
  return data;
};

for (const name of builtOf("sample", "hostile", "alone")) {
  const site = siteNamed(name);
  const { manifest } = openStore(site.snapshots);

  test(
    `every question's CSV of "${name}" is the table of its page`,
    { tag: name === "sample" ? "@smoke" : [] },
    async ({ page }) => {
      for (const { name: question, fields } of manifest.snapshots.filter(
        (snapshot) => snapshot.question && snapshot.published,
      )) {
        await page.goto(urlOf(site, `/questions/${question}/`));
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("link", { name: "CSV", exact: true }).click(),
        ]);
        expect(download.suggestedFilename()).toBe(`${question}.csv`);
        const [header, ...rows] = csvRows(readFileSync(await download.path(), "utf8"));
        expect(header).toEqual(fields.map((field) => field.name));
        const shown = await shownTable(page.locator("table"));
        expect(rows).toHaveLength(shown.rows.length);
        for (const [at, row] of rows.entries())
          for (const [column, text] of row.entries()) {
            const cell = shown.rows[at]?.[column] ?? "";
            const same =
              fields[column]?.type === "text"
                ? text.replace(/^'(?=[=+\-@])/, "") === cell
                : shows(cell, Number(text));
            expect(same, `${question}: the page shows ${cell}, the CSV has ${text}`).toBe(true);
          }
      }
    },
  );

  test(`every published Arrow file of "${name}" decodes, and is byte for byte what its page and the manifest say`, async ({
    page,
  }) => {
    for (const {
      name: snapshot,
      published,
      rows,
      fields,
      sha256,
      question,
    } of manifest.snapshots.filter((entry) => entry.published)) {
      const bytes = readFileSync(join(site.dist, "data", `${snapshot}.arrow`));
      expect(published && createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
      const columns = decodeArrow(bytes);
      expect(columns.length).toBe(rows);
      expect(columns.fields).toEqual(fields);
      if (!question) continue;
      await page.goto(urlOf(site, `/questions/${snapshot}/`));
      await expect(page.locator(".provenance")).toContainText(sha256);
    }
  });
}

test("a spreadsheet finds no formula in any CSV", () => {
  const { dist } = siteNamed("hostile");
  const cells = filesOf(dist)
    .filter((file) => file.endsWith(".csv"))
    .flatMap((file) => csvRows(readFileSync(join(dist, file), "utf8")).flat());
  const numeric = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !numeric.test(cell))).toEqual([]);
  expect(
    cells.filter((cell) => formulas.some((formula) => cell === `'${formula}`)).length,
    "some formula is there, made harmless",
  ).toBeGreaterThan(0);
});
