import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");

test("the dashboard shows the published headlines of the sample", async ({ page }) => {
  await page.goto(urlOf(site, "/"));
  const figures = await page
    .locator(".kpis > div")
    .evaluateAll((all) =>
      all.map((figure) => [
        figure.querySelector("dt")?.textContent.trim(),
        figure.querySelector("strong")?.textContent.trim(),
      ]),
    );
  expect(figures).toEqual([
    ["Customers", "3,900"],
    ["Total revenue", "$233,081"],
    ["Average purchase", "$59.76"],
    ["Average rating", "3.75"],
    ["Subscribers", "27%"],
  ]);
  await expect(page.locator(".lede")).toContainText(/synthetic/i);
  await expect(page.locator(".lede")).toContainText("November 1, 2026");
  await expect(page.locator("#revenue-by-category tbody tr").first()).toContainText("$104,264");
});

test("every page says in its footer that the rows are synthetic, and what they are made from", async ({
  page,
}) => {
  for (const path of pagesOf(site)) {
    await page.goto(urlOf(site, path));
    await expect(page.getByRole("contentinfo")).toContainText(
      /synthetic; none describes a real person/,
    );
    await expect(page.getByRole("contentinfo")).toContainText(
      /3,900\s+customers, data as\s+of November 1, 2026.*customers\.csv\s+\(SHA-256\s+[0-9a-f]{12}\)/s,
    );
  }
});

test("a site of other data does not call it synthetic", async ({ page }) => {
  const other = siteNamed("alone");
  for (const path of pagesOf(other)) {
    await page.goto(urlOf(other, path));
    await expect(page.locator("body")).not.toContainText(/synthetic/i);
  }
});
