import { readdirSync } from "node:fs";
import { join } from "node:path";
import { axeOf, layoutRules, tags } from "./support/axe.ts";
import { settled } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { embedsOf, pagesOf, siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");

test("the site has every kind of page", { tag: "@smoke" }, () => {
  const pages = pagesOf(site);
  for (const path of [
    "/",
    "/explore/",
    "/questions/",
    "/findings/",
    "/data/",
    "/method/",
    "/changes/",
  ])
    expect(pages).toContain(path);
  expect(pages.filter((path) => path.startsWith("/questions/")).length).toBeGreaterThan(10);
  expect(embedsOf(site).length).toBeGreaterThan(8);
});

// The fixture fails a test on any console message, policy violation, failed request or other host.
for (const path of pagesOf(site))
  test(
    `${path} loads without an error and axe finds nothing`,
    { tag: "@smoke" },
    async ({ page }) => {
      await page.goto(urlOf(site, path), { waitUntil: "networkidle" });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.getByRole("heading", { level: 1 }).hover();
      if ((await page.locator("[data-dashboard]").count()) > 0) await settled(page);
      await page
        .locator("details")
        .evaluateAll((all) => all.forEach((details) => details.setAttribute("open", "")));
      // The full tier tries the rules of layout, in every width and color scheme.
      const { violations } = await axeOf(page).withTags(tags).disableRules(layoutRules).analyze();
      expect(
        violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
        ),
      ).toEqual([]);
    },
  );

test(
  "every claim has its verdict, its reason and a link to its source",
  { tag: "@smoke" },
  async ({ page }) => {
    await page.goto(urlOf(site, "/findings/"));
    const published = readdirSync(join(site.dist, "data"));
    const claims = published.filter((name) => /^finding-.*\.arrow$/.test(name));
    const verdicts = await page.locator(".verdict").allInnerTexts();
    expect(verdicts).toHaveLength(claims.length);
    const count = (verdict: string) => verdicts.filter((text) => text === verdict).length;
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      new RegExp(
        `^${claims.length} claims tested: ${count("Supported")} supported, ${count("Not supported")} not, ` +
          `${count("Too close to call")} too close to call, and ${count("Cannot be shown")} `,
      ),
    );
    const reasons = await page.locator(".verdict + h3 + p").allInnerTexts();
    expect(reasons.filter((reason) => reason.endsWith("."))).toHaveLength(claims.length);
    await expect(page.locator("main .provenance a[href*='/trace/#']")).toHaveCount(claims.length);
  },
);

test("every embedded chart loads without an error", { tag: "@smoke" }, async ({ page }) => {
  for (const path of embedsOf(site)) {
    await page.goto(urlOf(site, path));
    await expect(page.locator("svg").first(), path).toBeVisible();
  }
});
