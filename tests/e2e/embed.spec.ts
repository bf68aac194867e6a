import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { figureIds } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { layoutProblems, redrawn } from "./support/layout.ts";
import { embedsOf, siteNamed, urlOf } from "./support/sites.ts";
import { paper } from "./support/theme.ts";

const site = siteNamed("sample");
const live = (page: Page) =>
  expect(page.locator("[data-dashboard]")).toHaveAttribute("data-state", "live");

test("there is a page to embed for every chart, which is whole without JavaScript", async ({
  browser,
}) => {
  expect(embedsOf(site)).toEqual(["explore", ...figureIds].map((id) => `/embed/${id}/`).toSorted());
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of embedsOf(site)) {
    await page.goto(urlOf(site, path));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator(".chart svg:visible")).toHaveCount(1);
    await expect(page.locator(".source")).toContainText("Source: ");
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
  }
  await context.close();
});

test("an embedded chart follows the query, as the dashboard's own does, and leads to the dashboard with it", async ({
  page,
}) => {
  for (const search of ["?category=Clothing&gender=Male", "?gender=Male&vs-gender=Female"]) {
    await page.goto(urlOf(site, `/${search}`));
    await live(page);
    const expected = await page.locator("#revenue-by-age-group figcaption > *").allInnerTexts();
    const marks = await page
      .locator("#revenue-by-age-group .hits > *")
      .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
    await page.goto(urlOf(site, `/embed/revenue-by-age-group/${search}`));
    await live(page);
    await expect(page.locator("figcaption > *")).toHaveText(expected);
    await expect(page).toHaveTitle(`${expected[0] ?? ""} · Customer Trends`);
    expect(
      await page
        .locator(".hits > *")
        .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label"))),
    ).toEqual(marks);
    await expect(page.getByRole("link", { name: "Full report" })).toHaveAttribute(
      "href",
      new RegExp(`\\${search}#revenue-by-age-group$`),
    );
  }
});

test("the snippet works in a page elsewhere, light and dark", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(urlOf(site, "/?category=Accessories"));
  await live(page);
  await page.locator("#purchases-by-age-group .menu summary").click();
  await page.locator("#purchases-by-age-group").getByRole("button", { name: "Embed" }).click();
  const snippet = await page.locator("#purchases-by-age-group textarea").inputValue();
  const blog = createServer((_, response) =>
    response
      .setHeader("content-type", "text/html")
      .end(
        `<!doctype html><title>A blog</title><link rel="icon" href="data:,"><h1>A blog</h1>${snippet}`,
      ),
  );
  await new Promise<void>((resolve) => blog.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(blog.address() as AddressInfo).port}/`;
  await page.goto(address);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("figcaption p")).toHaveText("Purchases by age group · Accessories");
  await expect(page.locator("iframe")).toHaveAttribute(
    "title",
    (await frame.locator("h1").textContent()) ?? "none",
  );
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(frame.locator("body")).toHaveCSS("background-color", paper[colorScheme]);
  }
  await frame
    .locator(".hits")
    .getByRole("button", { name: /^Senior/ })
    .click();
  await expect(frame.locator(".hits").getByRole("button", { name: /^Senior/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  expect(page.url(), "the page around it stays").toBe(address);
  blog.close();
});

test("every page to embed fits narrow and wide frames, and axe finds nothing in it, light and dark", async ({
  page,
}) => {
  const problems: string[] = [];
  for (const path of embedsOf(site)) {
    await page.goto(urlOf(site, `${path}?gender=Male`));
    await live(page);
    for (const width of [320, 360, 600, 1440]) {
      await page.setViewportSize({ width, height: 600 });
      await redrawn(page);
      problems.push(
        ...(await page.evaluate(layoutProblems, { smallest: 12 })).map(
          (problem) => `${path} ${width} px: ${problem}`,
        ),
      );
    }
    for (const [colorScheme, width] of [
      ["light", 360],
      ["dark", 1440],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 600 });
      const axe = new AxeBuilder({ page })
        .setLegacyMode(true)
        .options({ resultTypes: ["violations"] });
      const { violations } = await axe
        .withTags([
          "wcag2a",
          "wcag2aa",
          "wcag21a",
          "wcag21aa",
          "wcag22a",
          "wcag22aa",
          "best-practice",
        ])
        .analyze();
      problems.push(
        ...violations.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ target }) => `${path} ${colorScheme} ${width} px: ${id}: ${target.join(" ")}`,
          ),
        ),
      );
    }
  }
  expect(problems).toEqual([]);
});
