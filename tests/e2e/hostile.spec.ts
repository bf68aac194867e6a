import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostileNames } from "./hostile.ts";
import { published } from "./support/cubes.ts";
import { chips, openDashboard, settled } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { filesOf, pagesOf, siteNamed, urlOf } from "./support/sites.ts";
import { shownTable } from "./support/tables.ts";
import { parseHtml } from "./support/xml.ts";

for (const name of ["hostile", "alone"] as const) {
  const site = siteNamed(name);

  test(`no name of "${name}" runs, loads or becomes an element on any page`, async ({ page }) => {
    const own = siteNamed("sample");
    for (const path of pagesOf(site)) {
      await page.goto(urlOf(site, path));
      expect(await page.evaluate(() => "hacked" in window), path).toBe(false);
      // jsdom runs nothing, so what it finds is what the page says, not what a policy stopped.
      const [hostile, plain] = [site, own].map(({ dist }) =>
        parseHtml(
          readFileSync(join(dist, path.endsWith("/") ? `${path}index.html` : path), "utf8"),
        ),
      );
      const kinds = (document: Document | undefined) =>
        new Set([...(document?.querySelectorAll("*") ?? [])].map(({ localName }) => localName));
      const known = kinds(plain);
      expect(
        [...kinds(hostile)].filter(
          (kind) =>
            !known.has(kind) &&
            !["details", "summary", "ul", "li", "dl", "div", "dt", "dd", "text", "tspan"].includes(
              kind,
            ),
        ),
        `${path}: elements that the sample's page does not have`,
      ).toEqual([]);
      expect(
        hostile?.querySelectorAll("img, iframe, [onerror], [onload], [onclick], [style]").length,
        path,
      ).toBe(0);
      const scripts = (document: Document | undefined) =>
        [...(document?.querySelectorAll("script:not([type$=json])") ?? [])].map(
          ({ outerHTML }) => outerHTML,
        );
      expect(scripts(hostile), `${path}: the sample's scripts and no other`).toEqual(
        scripts(plain),
      );
      for (const data of hostile?.querySelectorAll("script[type$=json]") ?? [])
        expect(Object.keys(JSON.parse(data.textContent) as object), "data stays data").toEqual([
          "cube",
          "model",
          "locale",
          "source",
          "embed",
        ]);
      expect(hostile?.querySelectorAll("head title").length).toBe(1);
    }
  });

  test(`no file of "${name}" is written outside the folders that the sample has`, () => {
    const folders = (dist: string) => [
      ...new Set(filesOf(dist).map((file) => file.split("/").slice(0, -1).join("/"))),
    ];
    expect(folders(site.dist)).toEqual(folders(siteNamed("sample").dist));
  });
}

const site = siteNamed("hostile");

test("no name runs, loads or becomes an element while the dashboard is used", async ({ page }) => {
  await openDashboard(page, "", site);
  for (const chart of [
    "revenue-by-category",
    "revenue-by-age-and-gender",
    "season-by-category",
    "top-products",
  ]) {
    const last = page.locator(`#${chart} .hits > *`).last();
    await last.hover();
    await expect(page.locator(".tooltip")).toBeVisible();
    await last.click();
    await settled(page);
    await page.locator(`#${chart} .menu summary`).click();
    await page.locator(`#${chart} .menu`).getByRole("button", { name: "Embed" }).click();
    await page.locator(`#${chart} .menu`).getByRole("button", { name: "Show table" }).click();
  }
  expect(await chips(page).count()).toBeGreaterThan(1);
  const search = new URL(page.url()).search;
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await settled(page);
  await openDashboard(
    page,
    `${search}&category=%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E`,
    site,
  );
  await expect(page.locator("[data-notice]")).toContainText("<img src=x");
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  await expect(page.locator("main :is(img, iframe, b, i, u, [onerror], [onload])")).toHaveCount(0);
});

test("names are shown as they are, in tables, charts and sentences", async ({ page }) => {
  const shownProducts = new Set<string>();
  for (const question of [
    "top-rated-products",
    "most-discounted-products",
    "top-products-per-category",
  ]) {
    await page.goto(urlOf(site, `/questions/${question}/`));
    const names = published(site.dist, question).map((row) => String(row["item_purchased"]));
    for (const product of names) shownProducts.add(product);
    const { rows } = await shownTable(page.locator("table"));
    for (const [index, product] of names.entries()) expect(rows[index]).toContain(product);
    for (const product of names.slice(0, 1))
      expect(await page.locator(".standfirst").textContent(), question).toContain(product);
    const labels = await page
      .locator(".chart svg")
      .first()
      .locator("text")
      .evaluateAll((texts) =>
        texts.map((text) =>
          text.querySelector("tspan")
            ? [...text.querySelectorAll("tspan")].map(({ textContent }) => textContent).join(" ")
            : text.textContent,
        ),
      );
    const missing = names.filter(
      (product) =>
        !labels.some(
          (label) =>
            label === product ||
            (label.endsWith("…") && product.startsWith(label.slice(0, -1).trimEnd())),
        ),
    );
    expect(missing, `${question}: the chart names every product, or its beginning`).toEqual([]);
  }
  expect(
    [...hostileNames].filter((product) => shownProducts.has(product)).length,
    "nearly all hostile names are among the products shown",
  ).toBeGreaterThan(14);
});

test("the dashboard's title, description and tables carry names as text", async ({ page }) => {
  await page.goto(urlOf(site, "/"));
  const [leader = ""] = [
    ...(await shownTable(page.locator("#revenue-by-category table"))).rows,
  ].map((row) => row[0] ?? "");
  const heading = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  expect(heading).toContain(leader);
  expect(await page.title()).toContain(leader);
  expect(await page.locator('meta[name="description"]').getAttribute("content")).toContain(
    heading.trim(),
  );
  expect(await page.locator('meta[property="og:title"]').getAttribute("content")).toBe(
    await page.title(),
  );
  await expect(page.locator(".kicker")).toContainText(
    '</title><script>window.hacked=1</script> "title" & title',
  );
  await expect(page.getByRole("contentinfo")).toContainText('hostile "&<b>.csv');
  const categories = published(site.dist, "cube-main").map((row) => String(row["category"]));
  const { rows } = await shownTable(page.locator("#season-by-category table"));
  expect([...new Set(rows.map(([category]) => category))].sort()).toEqual(
    [...new Set(categories)].sort(),
  );
});
