import AxeBuilder from "@axe-core/playwright";
import { smallInDist } from "../support/small-in-dist.ts";
import { box, chips, mark, openDashboard, settled, status, windows } from "./support/dashboard.ts";
import { published, sumOfRows } from "./support/cubes.ts";
import { expect, test } from "./support/fixture.ts";
import { layoutProblems } from "./support/layout.ts";
import { siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("discreet");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

test("nothing under dist/ tells of fewer than 5 customers", () => {
  const { read, found } = smallInDist(site.dist, 5);
  expect(read).toBeGreaterThan(60);
  expect(found).toEqual([]);
});

test("the filters that are left answer exactly, and charts by others stay as they are and say so", async ({
  page,
}) => {
  await page.setViewportSize(windows.desk);
  await openDashboard(page, "", site);
  const hint = page.locator(".filters .hint");
  await expect(hint).toContainText(
    "Age group, season, and product cannot be used as filters: some selections would have fewer than 5 customers.",
  );
  const [ages, seasons] = [
    page.locator("#revenue-by-age-group .chart"),
    page.locator("#season-by-category .chart"),
  ];
  const before = [await ages.innerHTML(), await seasons.innerHTML()];
  await box(page, "Gender", "Female").check();
  await mark(page, "revenue-by-category", "Outerwear").click();
  await settled(page);
  await expect(chips(page)).toHaveText(["Outerwear ×", "Female ×"]);
  const rows = published(site.dist, "cube-main");
  const { customers, revenue } = sumOfRows(
    rows.filter((row) => row["gender"] === "Female" && row["category"] === "Outerwear"),
  );
  await expect(status(page)).toHaveText(
    `${customers} of 3,900 customers, $${revenue.toLocaleString("en-US")}`,
  );
  expect([await ages.innerHTML(), await seasons.innerHTML()]).toEqual(before);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await expect(status(page)).toHaveText("All 3,900 customers, $233,081");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Clothing brings in 45% of revenue: more purchases, not a higher average purchase.",
  );
});

test("a link that chooses by what cannot be chosen says what it left out", async ({ page }) => {
  await page.setViewportSize(windows.desk);
  await openDashboard(page, "?season=Winter&gender=Male", site);
  await expect(page.locator("[data-notice]")).toContainText("season “Winter”");
  await expect(chips(page)).toHaveText(["Male ×"]);
  await expect(page).toHaveURL(urlOf(site, "/?gender=Male"));
});

test("a chart that cannot be chosen by is embedded as a picture alone", async ({ page }) => {
  await page.goto(urlOf(site, "/embed/season-by-category/"));
  await expect(page.locator("[data-dashboard]")).toHaveCount(0);
  await page.goto(urlOf(site, "/embed/revenue-by-category/"));
  await expect(page.locator("[data-dashboard]")).toHaveCount(1);
});

test("what was left out is said where it is missed, and why on the method page", async ({
  page,
}) => {
  await page.goto(urlOf(site, "/data/#cleaning"));
  await expect(
    page.getByText(
      "2 groups hidden to protect privacy (923 customers): fewer than 5 customers, or needed to hide one that has.",
    ),
  ).toBeVisible();
  await page.goto(urlOf(site, "/method/"));
  await expect(page.getByRole("region", { name: "Small groups" })).toContainText(
    "fewer than 5 customers",
  );
});

for (const path of ["/", "/data/", "/method/", "/findings/", "/trace/"])
  test(`axe finds nothing on ${path} without small groups, and it fits`, async ({ page }) => {
    await page.goto(urlOf(site, path));
    for (const size of Object.values(windows)) {
      await page.setViewportSize(size);
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .withTags(tags)
        .analyze();
      expect
        .soft(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
          ),
        )
        .toEqual([]);
      expect.soft(await page.evaluate(layoutProblems, { smallest: 12 })).toEqual([]);
    }
  });
