import { readFileSync } from "node:fs";
import type { Download, Locator, Page } from "@playwright/test";
import Papa from "papaparse";
import { openDashboard } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";
import { shownTable, shows } from "./support/tables.ts";
import { parseXml } from "./support/xml.ts";

const site = siteNamed("sample");
const search = "?category=Accessories&category=Footwear";

/** Opens a chart's menu and gives one of its entries. */
async function entry(page: Page, figure: string, name: string): Promise<Locator> {
  const menu = page.locator(`#${figure} details.menu`);
  if (!(await menu.evaluate((details) => details.hasAttribute("open"))))
    await menu.locator("summary").click();
  return menu.getByRole("button", { name, exact: true });
}

async function downloaded(
  page: Page,
  figure: string,
  name: string,
): Promise<{ download: Download; content: Buffer }> {
  const button = await entry(page, figure, name);
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { download, content: readFileSync(await download.path()) };
}

test("every chart has a menu, named after it, that Escape closes", async ({ page }) => {
  await openDashboard(page);
  await expect(page.locator("figure details.menu")).toHaveCount(9);
  const summary = page.locator("#revenue-by-category .menu summary");
  await expect(summary).toHaveAccessibleName(/^More ?: revenue by category$/);
  await summary.click();
  await expect(page.locator("#revenue-by-category .menu").getByRole("button")).toHaveText([
    "Show table",
    "Copy as text",
    "Copy link to this chart",
    "Download CSV",
    "Download SVG",
    "Download PNG",
    "Embed",
  ]);
  await (await entry(page, "revenue-by-category", "Download CSV")).focus();
  await page.keyboard.press("Escape");
  await expect(summary).toBeFocused();
  await expect(page.locator("#revenue-by-category .menu ul")).toBeHidden();
  await (await entry(page, "revenue-by-category", "Show table")).click();
  await expect(page.locator("#revenue-by-category table")).toBeVisible();
  await expect(page.locator("#revenue-by-category .table-of summary")).toBeFocused();
});

test("the CSV is the table of what is shown now, and spreadsheets read it as UTF-8", async ({
  page,
}) => {
  await openDashboard(page, `${search}&gender=Male`);
  for (const id of ["revenue-by-age-group", "season-by-category", "top-products"]) {
    const { download, content } = await downloaded(page, id, "Download CSV");
    expect(download.suggestedFilename()).toBe(
      `${id}.category-accessories-or-footwear.gender-male.csv`,
    );
    expect([...content.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const { data, errors } = Papa.parse<string[]>(
      content
        .toString("utf8")
        .replace(/^\ufeff/, "")
        .trimEnd(),
      { delimiter: "," },
    );
    expect(errors).toEqual([]);
    await (await entry(page, id, "Show table")).click();
    await expect(page.locator(`#${id} caption`)).toContainText(" · ");
    const { labels, rows } = await shownTable(page.locator(`#${id} table`));
    expect(data[0]).toHaveLength(labels.length);
    expect(data.slice(1)).toHaveLength(rows.length);
    for (const [at, row] of rows.entries())
      for (const [column, cell] of row.entries()) {
        const text = data[at + 1]?.[column] ?? "";
        expect(
          text === cell || shows(cell, Number(text)),
          `${id}: the table shows ${cell}, the CSV has ${text}`,
        ).toBe(true);
      }
  }
});

test("the pictures have title, filter and source inside, and stand alone", async ({
  page,
  context,
}) => {
  await openDashboard(page, search);
  const title = await page.locator("#revenue-by-age-group h3").innerText();
  const { download, content } = await downloaded(page, "revenue-by-age-group", "Download SVG");
  expect(download.suggestedFilename()).toBe(
    "revenue-by-age-group.category-accessories-or-footwear.svg",
  );
  const root = parseXml(content.toString("utf8")).documentElement;
  expect(root.querySelector(":scope > title")?.textContent).toBe(title);
  const words = root.textContent.replaceAll(/\s+/g, " ");
  for (const text of [
    "Revenue by age group · Accessories or Footwear",
    "Source: ",
    "data as of November 1, 2026",
  ])
    expect(words).toContain(text);
  expect(
    root.querySelectorAll("script, image, foreignObject, use, [href], .hits").length,
    "nothing outward",
  ).toBe(0);
  const used = [...content.toString("utf8").matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name);
  for (const name of used) expect(content.toString("utf8")).toMatch(new RegExp(`${name}: ?[#a-z]`));
  const picture = await context.newPage();
  await picture.setContent(content.toString("utf8"));
  expect((await picture.locator("svg").first().boundingBox())?.width).toBe(728);

  const png = await downloaded(page, "revenue-by-age-group", "Download PNG");
  expect(png.download.suggestedFilename()).toBe(
    "revenue-by-age-group.category-accessories-or-footwear.png",
  );
  expect([...png.content.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(png.content.readUInt32BE(16)).toBe(2 * 728);
  expect(png.content.readUInt32BE(20)).toBe(2 * Math.round(Number(root.getAttribute("height"))));
  expect(png.content.length, "there is a picture in it").toBeGreaterThan(10_000);
});

test("a chart is copied as text, as a link to it, and as what embeds it", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDashboard(page, search);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const said = page.locator("#subscription .said");
  await (await entry(page, "subscription", "Copy as text")).click();
  await expect(said).toHaveText("Text copied.");
  const lines = (await copied()).split(/\r?\n/);
  expect(lines.slice(0, 2)).toEqual(
    await page.locator("#subscription figcaption > *").allInnerTexts(),
  );
  expect(lines.some((line) => line.startsWith("Subscription\t"))).toBe(true);
  expect(lines.find((line) => line.startsWith("Source: "))).toContain(
    "data as of November 1, 2026",
  );

  await (await entry(page, "subscription", "Copy link to this chart")).click();
  await expect(said).toHaveText("Link copied.");
  expect(await copied()).toBe(urlOf(site, `/${search}#subscription`));

  await (await entry(page, "subscription", "Embed")).click();
  const snippet = page
    .locator("#subscription")
    .getByRole("textbox", { name: "HTML to embed this chart" });
  await expect(snippet).toBeVisible();
  expect(await copied()).toBe(await snippet.inputValue());
  expect(await snippet.inputValue()).toContain(
    `src="${urlOf(site, "/embed/subscription/").replaceAll("&", "&amp;")}${search.replaceAll("&", "&amp;")}"`,
  );

  await page.goto(urlOf(site, `/${search}#subscription`));
  await expect(page.locator("#subscription figcaption")).toBeInViewport();
});

test("where nothing can be copied, the menu says so, and the snippet can still be taken", async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await openDashboard(page);
  await (await entry(page, "subscription", "Copy as text")).click();
  await expect(page.locator("#subscription .said")).toContainText("blocked copying");
  await (await entry(page, "subscription", "Embed")).click();
  await expect(page.locator("#subscription textarea")).toHaveValue(/^<iframe src="/);
  expect(
    await page.evaluate(() => getSelection()?.toString()),
    "it is selected, ready to be copied",
  ).toContain("<iframe");
});
