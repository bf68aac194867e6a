import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const [table, sample] = [siteNamed("table"), siteNamed("sample")];

test("a report of a table says what it cannot know, and claims nothing of a file or of cleaning", async ({
  page,
}) => {
  await page.goto(urlOf(table, "/data/"));
  await expect(page.getByRole("heading", { name: "What is unknown" })).toBeVisible();
  await expect(page.getByText("values were missing")).toBeVisible();
  for (const path of pagesOf(table)) {
    await page.goto(urlOf(table, path));
    const text = await page.locator("body").innerText();
    for (const claim of [
      "customers.csv",
      "SHA-256 of the source",
      "What cleaning changed",
      "as they came",
      "synthetic",
    ])
      expect.soft(text, path).not.toContain(claim);
  }
});

test("its figures are those of the CSV that was loaded", async ({ page }) => {
  const figures = async (site: typeof table) => {
    await page.goto(urlOf(site, "/"));
    return page.locator("main table").allInnerTexts();
  };
  const expected = await figures(sample);
  expect(expected.length).toBeGreaterThan(3);
  expect(await figures(table)).toEqual(expected);
});
