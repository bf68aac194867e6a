import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import Papa from "papaparse";
import { axeOf, tags } from "./support/axe.ts";
import { box, query, settled, status, windows } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf, type SiteUnderTest } from "./support/sites.ts";
import { shownTable, shows } from "./support/tables.ts";

const site = siteNamed("sample");

type Customer = Readonly<Record<string, string>>;
const customers = Papa.parse<Customer>(
  readFileSync("data/customers.csv", "utf8").replace(/^\uFEFF/, ""),
  { header: true, skipEmptyLines: true },
).data;

/** A figure of each group of customers, computed from the CSV. */
const restated = (
  of: (members: readonly Customer[]) => number,
  by: string,
  isCounted: (customer: Customer) => boolean = () => true,
): [string, number][] =>
  [...Map.groupBy(customers.filter(isCounted), (customer) => customer[by] ?? "")].map(
    ([name, members]) => [name, of(members)],
  );
const revenue = (members: readonly Customer[]) =>
  members.reduce((sum, customer) => sum + Number(customer["Purchase Amount (USD)"]), 0);
const average = (members: readonly Customer[]) => revenue(members) / members.length;
const discounted = (members: readonly Customer[]) =>
  members.filter((customer) => customer["Discount Applied"] === "Yes").length / members.length;

async function open(page: Page, search = "", at: SiteUnderTest = site): Promise<void> {
  await page.goto(urlOf(at, `/explore/${search}`));
  await page.getByRole("heading", { level: 1 }).hover();
  await settled(page);
}

const choose = (page: Page, label: "Metric" | "By", option: string) =>
  page.getByRole("combobox", { name: label }).selectOption({ label: option });

/** The names and the labels of the bars that are drawn. */
const drawn = (page: Page) =>
  page.locator("#explore .live").evaluate((svg) => {
    const texts = (selector: string) =>
      [...svg.querySelectorAll(`${selector} text`)].map(({ textContent }) => textContent);
    return { all: texts("g:not(.hits)"), count: svg.querySelectorAll(".hits > *").length };
  });

/** Expects bars, and the rows of the table, to be the groups that were computed, in any order. */
async function expectFigure(page: Page, expected: readonly [string, number][]): Promise<void> {
  await settled(page);
  const { all, count } = await drawn(page);
  expect(count).toBe(expected.length);
  await page
    .locator("#explore details.table-of")
    .evaluate((details) => details.setAttribute("open", ""));
  const table = page.locator("#explore table");
  await expect(table.locator("tbody tr")).toHaveCount(expected.length);
  const { rows } = await shownTable(table);
  for (const [name, value] of expected) {
    const row = rows.find(([first]) => first === name);
    expect(row && shows(row[1] ?? "", value), `${name}: ${row?.[1] ?? "no row"} is ${value}`).toBe(
      true,
    );
    expect(all).toContain(name);
    expect(
      all.some(
        (text) =>
          /^\$?[\d,.]+%?k?$/.test(text) &&
          shows(text.replace(/k$/, ""), /k$/.test(text) ? value / 1000 : value),
      ),
      `${value} is drawn among ${all.join(" ")}`,
    ).toBe(true);
  }
}

test("any metric by any dimension is what the CSV says, under any filter", async ({ page }) => {
  await open(page);
  await expect(page.locator("#explore figcaption p")).toHaveText("Revenue by category");
  await expectFigure(page, restated(revenue, "Category"));
  await expect(page).toHaveTitle(
    "Explore: Clothing brings in $104k of the $233k · Customer Trends",
  );
  await choose(page, "Metric", "Average purchase");
  await choose(page, "By", "Season");
  await expect(page.locator("#explore figcaption p")).toHaveText("Spending per purchase by season");
  await expectFigure(page, restated(average, "Season"));
  const values = restated(average, "Season").map(([, value]) => value.toFixed(2));
  await expect(page.locator("#explore h2")).toHaveText(
    `Average purchase: $${values.toSorted()[0] ?? ""} to $${values.toSorted().at(-1) ?? ""} across seasons`,
  );
  await box(page, "Gender", "Male").check();
  await box(page, "Category", "Footwear").check();
  const isCounted = (customer: Customer) =>
    customer["Gender"] === "Male" && customer["Category"] === "Footwear";
  await expect(page.locator("#explore figcaption p")).toHaveText(/ · Footwear, Male$/);
  await expectFigure(page, restated(average, "Season", isCounted));
  await choose(page, "Metric", "Discounted purchases");
  await choose(page, "By", "Shipping");
  await expectFigure(page, restated(discounted, "Shipping Type", isCounted));
  await expect(status(page)).toHaveText(
    `${customers.filter(isCounted).length} of 3,900 customers, ` +
      `$${revenue(customers.filter(isCounted)).toLocaleString("en-US")}`,
  );
});

test("the address holds what was chosen, and back, forward and a new window show it", async ({
  page,
  context,
}) => {
  await open(page);
  await choose(page, "Metric", "Average purchase");
  await choose(page, "By", "Product");
  await page.getByRole("radio", { name: "Table" }).check();
  await box(page, "Gender", "Female").check();
  const chosen = [
    ["_metric", "average_purchase"],
    ["_by", "item_purchased"],
    ["_as", "table"],
    ["gender", "Female"],
  ];
  await expect.poll(() => query(page)).toEqual(chosen);
  await settled(page);
  const isFemale = (customer: Customer) => customer["Gender"] === "Female";
  const expected = new Map(restated(average, "Item Purchased", isFemale));
  const other = await context.newPage();
  await other.goto(page.url());
  await settled(other);
  for (const each of [page, other]) {
    await expect(each.locator("#explore .chart")).toBeHidden();
    await expect(each.locator("#explore figcaption p")).toHaveText(
      "Spending per purchase by product · Female",
    );
    const { labels, rows } = await shownTable(each.locator("#explore table"));
    expect(labels).toEqual(["Product", "Average purchase", "Customers"]);
    expect(rows).toHaveLength(expected.size);
    for (const [name = "", value = ""] of rows)
      expect(shows(value, expected.get(name) ?? NaN), `${name}: ${value}`).toBe(true);
    await expect(each.getByRole("combobox", { name: "By" })).toHaveValue("item_purchased");
    await expect(each.getByRole("radio", { name: "Table" })).toBeChecked();
  }
  expect(await other.title()).toBe(await page.title());
  expect(await page.title()).toMatch(/^Explore: Average purchase: \$.* across products · Customer/);
  await page.goBack();
  await page.goBack();
  await expect(page.locator("#explore .chart")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Bars" })).toBeChecked();
  await expect(page.locator("#explore table")).toBeHidden();
  await page.goBack();
  await page.goBack();
  await expect(page.locator("#explore figcaption p")).toHaveText("Revenue by category");
  expect(query(page)).toEqual([]);
  await page.goForward();
  await expect(page.locator("#explore figcaption p")).toHaveText(
    "Spending per purchase by category",
  );
});

test("a link to what the report does not have says so and shows the rest", async ({ page }) => {
  await open(page, "?_metric=profit&_by=season&_as=cake");
  const notice = page.getByRole("alert").filter({ hasText: "We ignored part of this link" });
  await expect(notice).toContainText("metric “profit” and view “cake”");
  await expect(page.locator("#explore figcaption p")).toHaveText("Revenue by season");
});

test("what is chosen before the script is there is not lost", async ({ page }) => {
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/cube-main.arrow", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(urlOf(site, "/explore/"));
  await choose(page, "By", "Gender");
  go();
  await settled(page);
  await expect(page.locator("#explore figcaption p")).toHaveText("Revenue by gender");
  await expect.poll(() => query(page)).toContainEqual(["_by", "gender"]);
});

test("downloads are named after what they show and hold it", async ({ page }) => {
  await open(page, "?_metric=average_purchase&_by=season&gender=Male");
  await page.locator("#explore .menu summary").click();
  await expect(page.locator("#explore .menu summary")).toHaveAccessibleName(/^More ?: the chart$/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(
    "explore.metric-average-purchase.by-season.as-bars.gender-male.csv",
  );
  const { data } = Papa.parse<string[]>(
    readFileSync(await download.path(), "utf8")
      .replace(/^\uFEFF/, "")
      .trimEnd(),
    { delimiter: "," },
  );
  const expected = new Map(
    restated(average, "Season", (customer) => customer["Gender"] === "Male"),
  );
  expect(data.slice(1)).toHaveLength(expected.size);
  for (const [name = "", value = ""] of data.slice(1))
    expect(Number(value)).toBeCloseTo(expected.get(name) ?? NaN, 6);
  for (const extension of ["SVG", "PNG"]) {
    const [picture] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: `Download ${extension}` }).click(),
    ]);
    expect(picture.suggestedFilename()).toMatch(
      new RegExp(`season.*\\.${extension.toLowerCase()}$`),
    );
  }
});

test("the chart is embedded as it is shown, and leads back to the page", async ({ page }) => {
  await open(page, "?_metric=discount_share&_by=age_group&category=Outerwear");
  const expected = await page.locator("#explore figcaption > *").allInnerTexts();
  await page.locator("#explore .menu summary").click();
  await page.locator("#explore").getByRole("button", { name: "Embed" }).click();
  const snippet = await page.locator("#explore textarea").inputValue();
  const address = /src="([^"]+)"/.exec(snippet)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(address).toBe(
    urlOf(site, "/embed/explore/?_metric=discount_share&_by=age_group&category=Outerwear"),
  );
  await page.goto(address);
  await expect(page.locator("[data-dashboard]")).toHaveAttribute("data-state", "live");
  await expect(page.locator("figcaption > *")).toHaveText(expected);
  const full = page.getByRole("link", { name: "Full report" });
  await expect(full).toHaveAttribute("href", /\/explore\/\?_metric=discount_share&_by=age_group/);
  await full.click();
  await settled(page);
  await expect(page.locator("#explore figcaption > *")).toHaveText(expected);
});

test("every metric and dimension that can be chosen is drawn without a gap in any number", async ({
  page,
}) => {
  await open(page);
  const optionsOf = (label: string) =>
    page
      .getByRole("combobox", { name: label })
      .locator("option")
      .evaluateAll((options) => options.map(({ textContent }) => textContent));
  const [metrics, dimensions] = [await optionsOf("Metric"), await optionsOf("By")];
  expect(metrics).toEqual([
    "Total revenue",
    "Customers",
    "Purchases",
    "Average purchase",
    "Average rating",
    "Subscribers",
    "Discounted purchases",
  ]);
  expect(dimensions.toSorted()).toEqual([
    "Age group",
    "Category",
    "Gender",
    "Product",
    "Season",
    "Shipping",
    "Subscription",
  ]);
  for (const metric of metrics)
    for (const by of dimensions) {
      await choose(page, "Metric", metric);
      await choose(page, "By", by);
      const { all, count } = await drawn(page);
      expect(count, `${metric} by ${by}`).toBeGreaterThan(1);
      expect(count).toBeLessThanOrEqual(12);
      expect(all.join(" ")).not.toMatch(/NaN|undefined|Infinity/);
      expect(await page.locator("[data-explored]").textContent()).toContain(
        (await page.locator("#explore h2").textContent()) ?? "none",
      );
    }
});

test("it is worked by keyboard, and axe finds nothing, light and dark, on a phone and at a desk", async ({
  page,
}) => {
  await open(page);
  await page.getByRole("combobox", { name: "Metric" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("#explore figcaption p")).toHaveText("Customers by category");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "By" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Table" })).toBeFocused();
  await expect(page.locator("#explore .chart")).toBeHidden();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("#explore .chart")).toBeVisible();
  const problems: string[] = [];
  for (const colorScheme of ["light", "dark"] as const)
    for (const size of [windows.phone, windows.desk]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      const { violations } = await axeOf(page).withTags(tags).analyze();
      problems.push(
        ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      );
    }
  expect(problems).toEqual([]);
});

test("where small groups are suppressed, only what the cube holds is offered, and no group is small", async ({
  page,
}) => {
  const discreet = siteNamed("discreet");
  await page.setViewportSize(windows.desk);
  await open(page, "", discreet);
  await expect(page.locator(".filters .hint")).toContainText(
    "Age group, season, and product cannot be used as filters: some selections would have fewer than 5 customers.",
  );
  const offered = await page
    .getByRole("combobox", { name: "By" })
    .locator("option")
    .allTextContents();
  expect(offered.toSorted()).toEqual(["Category", "Gender", "Shipping", "Subscription"]);
  await box(page, "Gender", "Female").check();
  await choose(page, "Metric", "Average purchase");
  for (const by of offered) {
    await choose(page, "By", by);
    await settled(page);
    await page
      .locator("#explore details.table-of")
      .evaluate((details) => details.setAttribute("open", ""));
    await expect(page.locator("#explore thead th").first()).toHaveText(by);
    const { rows } = await shownTable(page.locator("#explore table"));
    for (const [name = "", , count = ""] of rows) {
      const size = Number(count.replaceAll(",", ""));
      expect(size === 0 || size >= 5, `${by} ${name}: ${count}`).toBe(true);
    }
  }
});

test("a dimension that the cube cannot hold is not offered", async ({ page }) => {
  await open(page, "", siteNamed("products"));
  expect(
    await page.getByRole("combobox", { name: "By" }).locator("option").allTextContents(),
  ).toEqual(["Region", "Channel", "Category"]);
  await expect(page.locator(".filters .hint")).toContainText(
    "Product cannot be used as a filter: there are too many values.",
  );
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page shows the leading metric and lists the dashboard's charts, which are there", async ({
    page,
  }) => {
    await page.goto(urlOf(site, "/explore/"));
    const note = page.locator(".lede .standfirst");
    await expect(note).toBeVisible();
    await expect(note).toContainText("needs JavaScript");
    await expect(page.getByRole("combobox", { name: "Metric" })).toBeHidden();
    await expect(page.locator("#explore .chart svg:visible")).toHaveCount(1);
    const links = page.getByRole("region", { name: "On the dashboard" }).getByRole("link");
    await expect(links).toHaveCount(9);
    const subtitles = await links.allInnerTexts();
    await links.nth(4).click();
    await expect(page.locator("figure:target figcaption p")).toHaveText(subtitles[4] ?? "none");
  });
});
